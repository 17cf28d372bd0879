import type { AlarmModel, CompositeAlarmModel, NotRehearsed } from '../template/model';
import { type AlarmRule, childrenOf, parseAlarmRule } from './alarm-rule';
import { alarmRuleProblems } from './alarm-rule-problems';
import { byName } from './by-name';

/** One composite alarm, ready to be evaluated. */
export interface CompositeAlarm {
  readonly model: CompositeAlarmModel;
  readonly rule: AlarmRule;
  /** The alarms of the rule: as the rule names them → alarm name. Unknown ones are not in it. */
  readonly children: ReadonlyMap<string, string>;
}

/** The composites of a stack, each after the ones that it depends on, and what is wrong with the others. */
export interface CompositeAlarms {
  readonly ordered: readonly CompositeAlarm[];
  readonly findings: readonly NotRehearsed[];
}

/** Name of an alarm by its name and by its ARN. */
type Names = ReadonlyMap<string, string>;

/**
 * Parses the rules, finds their alarms and puts them in the order in which they have to be evaluated, which does not
 * depend on the order of the template. `notEvaluated` names the metric alarms that stay INSUFFICIENT_DATA.
 */
export function prepareCompositeAlarms(
  models: readonly CompositeAlarmModel[],
  metricAlarms: readonly Pick<AlarmModel, 'name' | 'arn'>[],
  notEvaluated: ReadonlySet<string>,
): CompositeAlarms {
  const findings: NotRehearsed[] = [];
  const names: Names = new Map(
    [...metricAlarms, ...models].flatMap(({ name, arn }) => [[name, name] as const, [arn, name] as const]),
  );
  const prepared = new Map<string, CompositeAlarm>();
  for (const model of [...models].sort(byName)) {
    const composite = prepare(model, names, findings);
    if (composite !== undefined) prepared.set(model.name, composite);
  }
  const ordered = inOrder(prepared, findings);
  const evaluated = new Set(ordered.map(({ model }) => model.name));
  const idle = new Set([...notEvaluated, ...models.map(({ name }) => name).filter((name) => !evaluated.has(name))]);
  for (const composite of ordered) findings.push(...idleFindings(composite, names, idle));
  return { ordered, findings };
}

function prepare(model: CompositeAlarmModel, names: Names, findings: NotRehearsed[]): CompositeAlarm | undefined {
  const where = `${model.logicalId}.AlarmRule`;
  try {
    const rule = parseAlarmRule(model.alarmRule);
    findings.push(...alarmRuleProblems(model.alarmRule, rule).map((what) => ({ where, what })));
    const children = new Map<string, string>();
    for (const child of childrenOf(rule)) {
      const name = names.get(child);
      if (name !== undefined) children.set(child, name);
      else findings.push({ where, what: `there is no alarm ${child} in this stack: it counts as INSUFFICIENT_DATA` });
    }
    return { model, rule, children };
  } catch (error) {
    findings.push({ where, what: (error as Error).message });
    return undefined;
  }
}

/** What a composite misses because alarms that it depends on are never evaluated. */
function idleFindings({ model, children }: CompositeAlarm, names: Names, idle: ReadonlySet<string>): NotRehearsed[] {
  const findings = [...new Set(children.values())]
    .filter((child) => idle.has(child))
    .map((child) => ({
      where: `${model.logicalId}.AlarmRule`,
      what: `its child ${child} is never evaluated in a rehearsal: it stays INSUFFICIENT_DATA`,
    }));
  const suppressor = names.get(model.actionsSuppressor ?? '') ?? '';
  if (!idle.has(suppressor)) return findings;
  const what = `${suppressor} is never evaluated in a rehearsal: it never suppresses`;
  return [...findings, { where: `${model.logicalId}.ActionsSuppressor`, what }];
}

function inOrder(prepared: ReadonlyMap<string, CompositeAlarm>, findings: NotRehearsed[]): CompositeAlarm[] {
  const ordered = new Set<CompositeAlarm>();
  const circular = new Set<string>();
  const visit = (composite: CompositeAlarm, path: readonly string[]): void => {
    const { name } = composite.model;
    if (path.includes(name)) {
      for (const member of path.slice(path.indexOf(name))) circular.add(member);
      return;
    }
    if (ordered.has(composite)) return;
    for (const child of composite.children.values()) {
      const nested = prepared.get(child);
      if (nested !== undefined) visit(nested, [...path, name]);
    }
    ordered.add(composite);
  };
  for (const composite of prepared.values()) visit(composite, []);
  for (const name of circular) {
    findings.push({
      where: `${prepared.get(name)!.model.logicalId}.AlarmRule`,
      what: 'the rule depends on its own alarm: CloudWatch never evaluates it',
    });
  }
  return [...ordered].filter(({ model }) => !circular.has(model.name));
}
