import fc from 'fast-check';
import { NotationError } from '../../../rehearsal/alarm-tests/notation/notation-error';
import { type IntervalValue, parseValues } from '../../../rehearsal/alarm-tests/notation/values';

/** What went wrong, and where. */
function mistake(text: string): [string, number] {
  try {
    parseValues(text);
  } catch (error) {
    if (error instanceof NotationError) return [error.message, error.offset];
    throw error;
  }
  return ['nothing', -1];
}

describe('values in promtool’s notation', () => {
  test.each([
    ['5', [5]],
    ['1 2.5 -3 +4 1e3 .5', [1, 2.5, -3, 4, 1000, 0.5]],
    // As in promtool: a and then n more.
    ['0x3', [0, 0, 0, 0]],
    ['7x0', [7]],
    ['1+2x3', [1, 3, 5, 7]],
    ['10-3x2', [10, 7, 4]],
    ['-2+4x3', [-2, 2, 6, 10]],
    ['0.1+0.1x2', [0.1, 0.2, 0.3]],
    ['_', [null]],
    ['1 _x3 2', [1, null, null, null, 2]],
    ['_x0 1', [1]],
    ['[1 2 3]', [[1, 2, 3]]],
    ['[120x2 900] _', [[120, 120, 120, 900], null]],
    ['[1 2]x1 0', [[1, 2], [1, 2], 0]],
    ['  0x1\n  8x1  ', [0, 0, 8, 8]],
  ])('%s', (text, values) => {
    expect(parseValues(text)).toEqual(values);
  });

  test.each([
    ['', /has no values/, 0],
    ['0x9 8y4', /"y4" does not follow a value/, 5],
    ['1 two 3', /"two" is not a value; write 3, 0x9/, 2],
    ['1 stale', /no "stale"; write _/, 2],
    ['NaN', /takes no NaN/, 0],
    ['null', /write _ for an interval without/, 0],
    ['1 [2 3', /this \[ has no \]/, 2],
    ['1 ]', /this \] has no \[/, 2],
    ['[]', /has no samples/, 0],
    ['[1 _ 2]', /no missing sample in \[ \]/, 3],
    ['1e999', /too large/, 5],
    ['0x99999999', /more than 1000000 values/, 10],
    ['[1x999]x9999', /more than 1000000 values/, 12],
    ['3x', /"x" does not follow/, 1],
  ])('%j is refused where it is wrong', (text, message, offset) => {
    expect(mistake(text)).toEqual([expect.stringMatching(message), offset]);
  });
});

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const value: fc.Arbitrary<IntervalValue> = fc.oneof(
  finite,
  fc.constant(null),
  fc.constantFrom(0, 1),
  fc.array(finite, { minLength: 1, maxLength: 5 }),
);

/** The values as the notation writes them, runs of equal ones as `axn`. */
function printed(values: readonly IntervalValue[]): string {
  const words: string[] = [];
  for (let index = 0; index < values.length; ) {
    const wanted = JSON.stringify(values[index]);
    let end = index + 1;
    while (end < values.length && JSON.stringify(values[end]) === wanted) end++;
    words.push(wordFor(values[index]!, end - index));
    index = end;
  }
  return words.join(' ');
}

function wordFor(value: IntervalValue, times: number): string {
  if (value === null) return times === 1 ? '_' : `_x${times}`;
  const one = typeof value === 'number' ? String(value) : `[${printed(value)}]`;
  return times === 1 ? one : `${one}x${times - 1}`;
}

test('what is printed in the notation is read as it was', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
      expect(parseValues(printed(values))).toEqual(values);
    }),
  );
});

test('whatever stands there, it is read or refused, and never anything else', () => {
  const piece = fc.constantFrom(...'0123456789+-.xe_[] \t\n', 'x9', 'x99999999999', '1e400', '{', 'ß', '__proto__');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      (text) => {
        try {
          parseValues(text);
        } catch (error) {
          expect(error).toBeInstanceOf(NotationError);
          expect((error as NotationError).offset).toBeLessThanOrEqual(text.length);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
