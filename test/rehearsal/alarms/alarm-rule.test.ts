import fc from 'fast-check';
import { childrenOf, isTrue, mixesWithoutBrackets, parseAlarmRule } from '../../../rehearsal/alarms/alarm-rule';
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
