import type { AlarmModel, CompositeAlarmModel, NotRehearsed } from '../template/model';
import { type AlarmRule, childrenOf, parseAlarmRule } from './alarm-rule';

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

/** Parses the rules, finds their alarms and puts them in the order in which they have to be evaluated. */
export function prepareCompositeAlarms(
  models: readonly CompositeAlarmModel[],
  metricAlarms: readonly Pick<AlarmModel, 'name' | 'arn'>[],
): CompositeAlarms {
  const findings: NotRehearsed[] = [];
  const names = new Map(
    [...metricAlarms, ...models].flatMap(({ name, arn }) => [[name, name] as const, [arn, name] as const]),
  );
  const prepared = new Map<string, CompositeAlarm>();
  for (const model of models) {
    const where = `${model.logicalId}.AlarmRule`;
    try {
      const rule = parseAlarmRule(model.alarmRule);
      const children = new Map<string, string>();
      for (const child of childrenOf(rule)) {
        const name = names.get(child);
        if (name !== undefined) children.set(child, name);
        else findings.push({ where, what: `there is no alarm ${child} in this stack: it counts as INSUFFICIENT_DATA` });
      }
      prepared.set(model.name, { model, rule, children });
    } catch (error) {
      findings.push({ where, what: (error as Error).message });
    }
    if (model.actionsSuppressor !== undefined) {
      findings.push({
        where: `${model.logicalId}.ActionsSuppressor`,
        what: 'suppression is not rehearsed: actions run as if the suppressor were never in ALARM',
      });
    }
  }
  return { ordered: inOrder(prepared, findings), findings };
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
