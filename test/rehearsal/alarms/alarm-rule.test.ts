import fc from 'fast-check';
import {
  type AlarmRule,
  childrenOf,
  isTrue,
  mixesWithoutBrackets,
  parseAlarmRule,
} from '../../../rehearsal/alarms/alarm-rule';
import { alarmRuleProblems } from '../../../rehearsal/alarms/alarm-rule-problems';
import type { AlarmState } from '../../../rehearsal/run-record';
import { STATES } from './alarm-models';

describe('a rule', () => {
  test('names alarms by name or ARN; a quoted name may hold blanks, brackets, commas and escaped quotes', () => {
    const rule = parseAlarmRule(
      String.raw`ALARM("a (b), \"c\"") OR OK(arn:aws:cloudwatch:us-east-1:123456789012:alarm:x)`,
    );
    expect(childrenOf(rule)).toEqual(['a (b), "c"', 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:x']);
  });

  test('may be spread over lines and needs no blank next to a bracket', () => {
    expect(childrenOf(parseAlarmRule('(ALARM(a)\n  OR ALARM(b))AND NOT(OK(c))'))).toEqual(['a', 'b', 'c']);
  });

  test('binds AND tighter than OR, and says when that is all that decides', () => {
    const states: Record<string, AlarmState> = { a: 'ALARM', b: 'OK', c: 'OK' };
    const evaluateRule = (text: string) => isTrue(parseAlarmRule(text), (alarm) => states[alarm]!);
    expect(evaluateRule('ALARM(a) OR ALARM(b) AND ALARM(c)')).toBe(true);
    expect(evaluateRule('(ALARM(a) OR ALARM(b)) AND ALARM(c)')).toBe(false);
    expect(mixesWithoutBrackets(parseAlarmRule('ALARM(a) OR ALARM(b) AND ALARM(c)'))).toBe(true);
    expect(mixesWithoutBrackets(parseAlarmRule('ALARM(a) OR (ALARM(b) AND ALARM(c))'))).toBe(false);
  });

  test.each([
    ['ALARM(a', 8],
    ['ALARM(a) XOR ALARM(b)', 10],
    ['ALARM()', 7],
    ['', 1],
    ['AT_LEAST(2, ALARM, ())', 21],
  ])('that is wrong says where: %s', (text, character) => {
    expect(() => parseAlarmRule(text)).toThrow(`at character ${character} of the rule`);
  });

  test.each([
    ['alarm(a)', 'keywords are in upper case: ALARM, not alarm (at character 1 of the rule)'],
    [
      'ALARM(a) and ALARM(b)',
      'keywords are in upper case: AND, not and (at character 10 of the rule, after "ALARM(a)")',
    ],
    ['ALARM(my alarm)', 'expected ")", found "alarm": a name with a blank, a comma or a bracket has to be in quotes'],
    ['ALARM("abc)', 'a quoted name is empty or its quote is never closed (at character 7'],
    ['(ALARM(a) OR ALARM(b)', 'expected ")", AND or OR, found the end of the rule (at character 22'],
    ['ALARM(a))', 'expected AND, OR or the end of the rule, found ")" (at character 9'],
    ['ALARM(a) AND', 'expected a blank and a condition, found the end of the rule (at character 13'],
    ['NOTALARM(a)', 'expected a blank and a condition, found "ALARM" (at character 4'],
    ['ALARM(a)ANDALARM(b)', 'expected a blank and a condition, found "ALARM" (at character 12'],
    ['FOO(a)', 'expected a condition like ALARM(name), found "FOO" (at character 1'],
    ['AT_LEAST(x, ALARM, (a))', 'expected a number, found "x" (at character 10'],
    ['AT_LEAST(1, NOT(ALARM), (a))', 'expected a state, found "(" (at character 16'],
    [`${'('.repeat(5000)}TRUE`, 'nested too deeply'],
  ])('that is wrong says what: %.40s', (text, message) => {
    expect(() => parseAlarmRule(text)).toThrow(message);
  });

  test.each([
    ['ALARM(a)AND ALARM(b)', ['a', 'b']],
    ['ALARM(a) AND(ALARM(b))', ['a', 'b']],
    ['NOT(ALARM(x))', ['x']],
    ['NOT NOT ALARM(x)', ['x']],
    ['ALARM(ORDERS) OR OK(ANDES) OR OK(NOTES)', ['ORDERS', 'ANDES', 'NOTES']],
    ['ALARM(OR) AND OK(AND) AND OK(NOT) AND OK(TRUE)', ['OR', 'AND', 'NOT', 'TRUE']],
    ['ALARM( "a AND b" )', ['a AND b']],
    ['AT_LEAST(50%, NOT INSUFFICIENT_DATA, ("a (1)", b))', ['a (1)', 'b']],
    ['TRUE OR(FALSE)', []],
  ])('takes %s', (text, alarms) => {
    expect(childrenOf(parseAlarmRule(text))).toEqual(alarms);
  });

  test('printed and parsed again evaluates the same', () => {
    const name = fc.oneof(
      fc.constantFrom('a', 'b', 'ORDERS', 'NOT', 'a b', 'say "hi", (twice)', 'arn:aws:cloudwatch:eu-west-1:1:alarm:x'),
      fc.stringMatching(/^[A-Za-z0-9_.:/-]{1,12}$/),
    );
    const state = fc.constantFrom(...STATES);
    const { rule } = fc.letrec<{ rule: AlarmRule }>((tie) => ({
      rule: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.record({ kind: fc.constant('state' as const), state, alarm: name }),
        fc.record({ kind: fc.constant('constant' as const), value: fc.boolean() }),
        fc.record({
          kind: fc.constant('atLeast' as const),
          threshold: fc.oneof(fc.record({ count: fc.nat(4) }), fc.record({ percent: fc.nat(100) })),
          negated: fc.boolean(),
          state,
          alarms: fc.array(name, { minLength: 1, maxLength: 4 }),
        }),
        fc.record({ kind: fc.constant('not' as const), operand: tie('rule') }),
        fc.record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          operands: fc.array(tie('rule'), { minLength: 2, maxLength: 3 }),
          bracketed: fc.constant(true),
        }),
      ),
    }));
    fc.assert(
      fc.property(rule, fc.infiniteStream(state), (expected, states) => {
        const parsed = parseAlarmRule(printed(expected));
        const known = new Map<string, AlarmState>();
        for (const alarm of childrenOf(expected)) known.set(alarm, states.next().value);
        const stateOf = (alarm: string) => known.get(alarm)!;
        expect(isTrue(parsed, stateOf)).toBe(isTrue(expected, stateOf));
        expect(childrenOf(parsed)).toEqual(childrenOf(expected));
        expect(mixesWithoutBrackets(parsed)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('AT_LEAST counts as many alarms as are in the state', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...STATES), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 12 }),
        (states, needed) => {
          const names = states.map((_, index) => `alarm-${index}`);
          const rule = parseAlarmRule(`AT_LEAST(${needed}, NOT OK, (${names.join(', ')}))`);
          const actual = isTrue(rule, (alarm) => states[names.indexOf(alarm)]!);
          expect(actual).toBe(states.filter((state) => state !== 'OK').length >= needed);
        },
      ),
    );
  });
});

describe('a rule that parses', () => {
  const problemsOf = (text: string) => alarmRuleProblems(text, parseAlarmRule(text));
  const alarms = (count: number) => Array.from({ length: count }, (_, index) => `ALARM(a${index})`).join(' OR ');

  test('may have 100 children, 500 elements and 10,240 characters', () => {
    expect(problemsOf(alarms(100))).toEqual([]);
    expect(problemsOf(`${'TRUE OR '.repeat(499)}(TRUE)`)).toEqual([
      expect.stringContaining('the rule has 501 elements (alarms, TRUE, FALSE, pairs of brackets), at most 500'),
    ]);
    expect(problemsOf(`${'TRUE OR '.repeat(498)}(TRUE)`)).toEqual([]);
    expect(problemsOf(alarms(101))).toEqual([
      'CloudWatch refuses it: the rule has 101 child alarms, at most 100 are allowed',
    ]);
    expect(problemsOf(`TRUE${' '.repeat(10_236)}`)).toEqual([]);
    expect(problemsOf(`TRUE${' '.repeat(10_237)}`)).toEqual([expect.stringContaining('10241 characters')]);
  });

  test('counts a pair of brackets once, and those of names not at all', () => {
    const many = (rule: string) => `${'TRUE AND '.repeat(497)}${rule}`;
    expect(problemsOf(many('(ALARM("(((")) AND TRUE'))).toEqual([]);
    expect(problemsOf(many('((ALARM("(((")) AND TRUE)'))).toEqual([expect.stringContaining('501 elements')]);
  });

  test.each([
    ['AT_LEAST(3, ALARM, (a, b))', 'AT_LEAST(3, …) can never be true: it names 2 alarms'],
    ['AT_LEAST(101%, ALARM, (a, b))', 'AT_LEAST(101%, …) can never be true: there is no more than 100%'],
    ['TRUE AND NOT AT_LEAST(0, ALARM, (a))', 'AT_LEAST(0, …) is always true'],
  ])('may be pointless: %s', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });
});

function printed(rule: AlarmRule): string {
  switch (rule.kind) {
    case 'constant':
      return rule.value ? 'TRUE' : 'FALSE';
    case 'state':
      return `${rule.state}(${printedName(rule.alarm)})`;
    case 'not':
      return `NOT ${printed(rule.operand)}`;
    case 'and':
    case 'or':
      return `(${rule.operands.map(printed).join(rule.kind === 'and' ? ' AND ' : ' OR ')})`;
    case 'atLeast': {
      const { threshold, negated, state, alarms } = rule;
      const needed = 'count' in threshold ? threshold.count : `${threshold.percent}%`;
      return `AT_LEAST(${needed}, ${negated ? 'NOT ' : ''}${state}, (${alarms.map(printedName).join(', ')}))`;
    }
  }
}

function printedName(alarm: string): string {
  return /[\s(),"]/.test(alarm) ? `"${alarm.replaceAll('"', '\\"')}"` : alarm;
}
