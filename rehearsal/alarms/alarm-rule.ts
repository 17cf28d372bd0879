import { SyntaxError as GrammarError, parse } from '../grammar/generated/alarm-rule';
import type { AlarmState } from '../run-record';
import { ruleErrorText } from './alarm-rule-error';

/** The parsed rule of a composite alarm. Alarms are named by name or ARN, as they stand in the rule. */
export type AlarmRule =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: 'not'; readonly operand: AlarmRule }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly AlarmRule[]; readonly bracketed: boolean }
  | {
      readonly kind: 'atLeast';
      readonly threshold: { readonly count: number } | { readonly percent: number };
      readonly negated: boolean;
      readonly state: AlarmState;
      readonly alarms: readonly string[];
    };

/** @throws Error that says what is wrong, at which character and after which text. */
export function parseAlarmRule(text: string): AlarmRule {
  try {
    return parse(text) as AlarmRule;
  } catch (error) {
    if (error instanceof RangeError) throw new Error('its brackets or NOTs are nested too deeply to be read');
    if (!(error instanceof GrammarError)) throw error;
    throw new Error(ruleErrorText(text, error));
  }
}

/** Whether the rule is true, given the state of each alarm in it. */
export function isTrue(rule: AlarmRule, stateOf: (alarm: string) => AlarmState): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.value;
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'not':
      return !isTrue(rule.operand, stateOf);
    case 'and':
      return rule.operands.every((operand) => isTrue(operand, stateOf));
    case 'or':
      return rule.operands.some((operand) => isTrue(operand, stateOf));
    case 'atLeast': {
      const matching = rule.alarms.filter((alarm) => (stateOf(alarm) === rule.state) !== rule.negated);
      return matching.length >= neededAlarms(rule.threshold, rule.alarms.length);
    }
  }
}

/** Names or ARNs of the alarms in a rule, each once, in the order of the rule. */
export function childrenOf(rule: AlarmRule): string[] {
  const alarms = nodesOf(rule).flatMap((node) => {
    if (node.kind === 'atLeast') return node.alarms;
    return node.kind === 'state' ? [node.alarm] : [];
  });
  return [...new Set(alarms)];
}

/** The rule and all rules within it, in the order in which they are written. */
export function nodesOf(rule: AlarmRule): AlarmRule[] {
  if (rule.kind === 'not') return [rule, ...nodesOf(rule.operand)];
  if (rule.kind === 'and' || rule.kind === 'or') return [rule, ...rule.operands.flatMap(nodesOf)];
  return [rule];
}

/** Whether the meaning of the rule depends on a precedence of AND and OR, which AWS does not state. */
export function mixesWithoutBrackets(rule: AlarmRule): boolean {
  return nodesOf(rule).some(
    (node) =>
      (node.kind === 'and' || node.kind === 'or') &&
      node.operands.some(
        (operand) =>
          (operand.kind === 'and' || operand.kind === 'or') && operand.kind !== node.kind && !operand.bracketed,
      ),
  );
}

/** Whether the rule counts alarms in per cent, whose rounding AWS does not state. */
export function countsInPercent(rule: AlarmRule): boolean {
  return nodesOf(rule).some((node) => node.kind === 'atLeast' && 'percent' in node.threshold);
}

function neededAlarms(threshold: { count: number } | { percent: number }, alarms: number): number {
  return 'count' in threshold ? threshold.count : Math.ceil((alarms * threshold.percent) / 100);
}
