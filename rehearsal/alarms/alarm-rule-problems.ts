import type { AlarmRule } from './alarm-rule';
import { childrenOf, nodesOf } from './alarm-rule';

const MAXIMUM_CHARACTERS = 10_240;
const MAXIMUM_CHILDREN = 100;
const MAXIMUM_ELEMENTS = 500;

/** What CloudWatch refuses of a rule that parses, and what makes it pointless; `text` is the rule as it was written. */
export function alarmRuleProblems(text: string, rule: AlarmRule): string[] {
  const problems: string[] = [];
  const limit = (count: number, maximum: number, noun: string) => {
    if (count <= maximum) return;
    problems.push(`CloudWatch refuses it: the rule has ${count} ${noun}, at most ${maximum} are allowed`);
  };
  limit(text.length, MAXIMUM_CHARACTERS, 'characters');
  limit(childrenOf(rule).length, MAXIMUM_CHILDREN, 'child alarms');
  limit(elementsOf(text, rule), MAXIMUM_ELEMENTS, 'elements (alarms, TRUE, FALSE, pairs of brackets)');
  for (const node of nodesOf(rule)) {
    const problem = node.kind === 'atLeast' ? thresholdProblem(node) : undefined;
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

/**
 * Alarms (each time that one is named), TRUE, FALSE and pairs of brackets. AWS does not say whether the brackets of
 * `ALARM(…)` count; here they belong to the alarm.
 */
function elementsOf(text: string, rule: AlarmRule): number {
  const nodes = nodesOf(rule);
  const calls = nodes.filter(({ kind }) => kind === 'state' || kind === 'atLeast').length;
  const brackets = text.replace(/"(?:\\"|[^"])*"/g, '').split('(').length - 1;
  const operands = nodes.map((node) => {
    if (node.kind === 'atLeast') return node.alarms.length;
    return node.kind === 'state' || node.kind === 'constant' ? 1 : 0;
  });
  return operands.reduce((total, count) => total + count, brackets - calls);
}

function thresholdProblem({ threshold, alarms }: AlarmRule & { kind: 'atLeast' }): string | undefined {
  if ('percent' in threshold) {
    const { percent } = threshold;
    if (percent > 100) return `AT_LEAST(${percent}%, …) can never be true: there is no more than 100%`;
    return percent === 0 ? 'AT_LEAST(0%, …) is always true' : undefined;
  }
  const { count } = threshold;
  if (count > alarms.length) return `AT_LEAST(${count}, …) can never be true: it names ${alarms.length} alarms`;
  return count === 0 ? 'AT_LEAST(0, …) is always true' : undefined;
}
