import fc from 'fast-check';
import { Distribution, rankAt } from '../../../rehearsal/metrics/distribution';
import { Series } from '../../../rehearsal/metrics/series';

interface Put {
  readonly minute: number;
  readonly value: number;
  readonly count: number;
}

const puts = (counts: readonly number[]) =>
  fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: 12 }),
      value: fc.integer({ min: -5, max: 5 }),
      count: fc.constantFrom(...counts),
    }),
    { maxLength: 40 },
  );
const window = fc.tuple(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 6 }));

/** What a window holds, the slow way: every sample as often as it occurred, in ascending order. */
function samplesIn(all: readonly Put[], from: number, to: number): number[] {
  return all
    .filter(({ minute }) => minute >= from && minute < to)
    .flatMap(({ value, count }) => Array<number>(count).fill(value))
    .sort((a, b) => a - b);
}

function ranked(distribution: Distribution): number[] {
  const samples = distribution.ranked();
  return Array.from(samples.values.subarray(0, samples.length)).flatMap((value, index) => {
    const before = index === 0 ? 0 : rankAt(samples, index - 1);
    return Array<number>(rankAt(samples, index) - before).fill(value);
  });
}

describe.each([
  ['that occurred once', [1]],
  ['some of which occurred more than once', [1, 1, 3]],
])('a series of samples %s', (_name, counts) => {
  test('gives of any window what it holds, whatever was read and put before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(puts(counts), fc.array(window, { maxLength: 5 })), { maxLength: 4 }), (rounds) => {
        const series = new Series('None');
        const distribution = new Distribution(series);
        const all: Put[] = [];
        for (const [more, windows] of rounds) {
          for (const put of more) {
            series.add(put.minute, put.value, put.count);
            all.push(put);
          }
          for (const [from, length] of windows) {
            const expected = samplesIn(all, from, from + length);
            expect(distribution.moveTo(from, from + length)).toBe(expected.length > 0);
            if (expected.length === 0) continue;
            expect(ranked(distribution)).toEqual(expected);
            expect(distribution.sampleCount).toBe(expected.length);
            expect(distribution.sum).toBe(expected.reduce((sum, value) => sum + value, 0));
            expect(distribution.minimum).toBe(expected[0]);
            expect(distribution.maximum).toBe(expected.at(-1));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('gives a sum that does not depend on the order in which samples arrived, to the last bit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), { minLength: 1 }),
        fc.infiniteStream(fc.nat()),
        (values, random) => {
          const sumOf = (order: readonly number[]) => {
            const series = new Series('None');
            for (const value of order) series.add(0, value, counts.at(-1)!);
            series.read(1);
            return series.sum(0, 1);
          };
          const shuffled = values
            .map((value) => [random.next().value as number, value] as const)
            .sort((a, b) => a[0] - b[0])
            .map(([, value]) => value);
          expect(sumOf(shuffled)).toBe(sumOf(values));
        },
      ),
    );
  });

  test('says when what was read before no longer holds', () => {
    const series = new Series('None');
    series.add(1, 7, counts.at(-1)!);
    series.read(3);
    series.add(3, 7, 1);
    expect(series.rewrites).toBe(0);
    series.add(2, 7, 1);
    expect(series.rewrites).toBe(1);
  });
});
