import { SyntaxError as GrammarError, parse } from '../grammar/generated/alarm-rule';
import type { AlarmState } from '../run-record';

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

/** @throws Error that says what is wrong at which character. */
export function parseAlarmRule(text: string): AlarmRule {
  try {
    return parse(text) as AlarmRule;
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    throw new Error(`${error.message} (at character ${error.location.start.offset + 1} of the rule)`);
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
  return [...new Set(alarmsIn(rule))];
}

/** Whether the meaning of the rule depends on a precedence of AND and OR, which AWS does not state. */
export function mixesWithoutBrackets(rule: AlarmRule): boolean {
  if (rule.kind === 'not') return mixesWithoutBrackets(rule.operand);
  if (rule.kind !== 'and' && rule.kind !== 'or') return false;
  const mixed = rule.operands.some(
    (operand) => (operand.kind === 'and' || operand.kind === 'or') && operand.kind !== rule.kind && !operand.bracketed,
  );
  return mixed || rule.operands.some(mixesWithoutBrackets);
}

/** Whether the rule counts alarms in per cent, whose rounding AWS does not state. */
export function countsInPercent(rule: AlarmRule): boolean {
  if (rule.kind === 'not') return countsInPercent(rule.operand);
  if (rule.kind === 'and' || rule.kind === 'or') return rule.operands.some(countsInPercent);
  return rule.kind === 'atLeast' && 'percent' in rule.threshold;
}

function neededAlarms(threshold: { count: number } | { percent: number }, alarms: number): number {
  return 'count' in threshold ? threshold.count : Math.ceil((alarms * threshold.percent) / 100);
}

function alarmsIn(rule: AlarmRule): readonly string[] {
  switch (rule.kind) {
    case 'constant':
      return [];
    case 'state':
      return [rule.alarm];
    case 'not':
      return alarmsIn(rule.operand);
    case 'and':
    case 'or':
      return rule.operands.flatMap(alarmsIn);
    case 'atLeast':
      return rule.alarms;
  }
}
