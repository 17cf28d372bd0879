import { join } from 'node:path';
import { type Case, isFields, readCases } from './case';
import { assertsNothing, outcomeOf } from './outcome';

/** A case that says something else than before, in the first place that says anything. */
function spoiled(each: Case): Case {
  for (const member of ['windows', 'timeline', 'expectedStates', 'expectedActions', 'expected']) {
    if (each[member] !== undefined) return { ...each, [member]: other(each[member]) };
  }
  const { matches = [], doesNotMatch = [] } = each;
  return { ...each, matches: doesNotMatch, doesNotMatch: matches };
}

function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 60;
  if (typeof value === 'string') return OTHER_WORDS[value] ?? `${value} x`;
  if (value === null) return 12_345;
  if (Array.isArray(value))
    return value.length === 0 ? [{ t: 1, actionsFor: 'ALARM' }] : [...value.slice(0, -1), other(value.at(-1))];
  if (!isFields(value)) return !value;
  const last = Object.keys(value).findLast((name) => !KEPT.includes(name)) ?? 'more';
  return { ...value, [last]: other(value[last]) };
}

/** Members whose change need not matter: what a time reads as, what a runner takes as it is given. */
const KEPT: readonly string[] = ['at', 'evaluateAt', 'evaluateAtSecond', 'from', 't'];

const OTHER_WORDS: Readonly<Record<string, string>> = {
  OK: 'ALARM',
  ALARM: 'OK',
  INSUFFICIENT_DATA: 'ALARM',
  RETAIN: 'ALARM',
  invalid: 'OK',
  none: 'EMFValidationError',
  EMFValidationError: 'none',
  EMFParsingError: 'none',
};

describe.each(['alarm-cases.json', 'own-cases.json'])('of %s', (file) => {
  const cases = readCases(join(__dirname, '..', 'rehearsal', 'fixtures', file));

  test('no case passes that says something else', async () => {
    const passed: string[] = [];
    for (const each of cases.filter((one) => !assertsNothing(one))) {
      const { result } = await outcomeOf(spoiled(each));
      if (result !== 'failed') passed.push(each.id);
    }
    expect(passed).toEqual([]);
  });
});
