import fc from 'fast-check';
import { Distribution } from '../../../rehearsal/metrics/distribution';
import { MetricStore } from '../../../rehearsal/metrics/metric-store';
import { parseStatistic } from '../../../rehearsal/metrics/statistic';

const METRIC = { namespace: 'Shop', metricName: 'Latency', dimensions: {} };

function statisticOf(text: string, values: readonly number[], counts?: readonly number[]): number | undefined {
  const store = new MetricStore();
  store.put({ ...METRIC, timestampMs: 0, values, ...(counts && { counts }) });
  const distribution = new Distribution(store.find(METRIC)!);
  distribution.moveTo(0, 60_000);
  return parseStatistic(text)!.of(distribution);
}

const oneToTen = [7, 3, 9, 1, 10, 2, 8, 4, 6, 5];

test.each([
  ['SampleCount', 10],
  ['Sum', 55],
  ['Average', 5.5],
  ['Minimum', 1],
  ['Maximum', 10],
  ['p0', 1],
  ['p10', 1],
  ['p50', 5],
  ['p90', 9],
  ['p99.9', 10],
  ['p100', 10],
  ['TM(:90%)', 5],
  ['TM(10%:90%)', 5.5],
  ['TM(2:4)', 3.5],
  ['TC(2:4)', 2],
  ['TS(2:4)', 7],
  ['PR(:3)', 30],
  ['PR(3:)', 70],
  ['wm90', 5.4],
  ['WM(2:4)', 3.5],
  ['IQM', 5.5],
])('%s of 1 to 10 is %d', (text, expected) => {
  expect(statisticOf(text, oneToTen)).toBeCloseTo(expected, 10);
});

test('a trimmed mean of nothing does not exist, a trimmed count is 0', () => {
  expect(statisticOf('TM(20:30)', oneToTen)).toBeUndefined();
  expect(statisticOf('TC(20:30)', oneToTen)).toBe(0);
});

test('statistics that need raw samples do not exist when one of them is negative', () => {
  expect(statisticOf('p50', [-1, 2, 3])).toBeUndefined();
  expect(statisticOf('TC(:90%)', [-1, 2, 3])).toBeUndefined();
  expect(statisticOf('Minimum', [-1, 2, 3])).toBe(-1);
});

test.each(['P99', 'p101', 'p-1', 'sum', 'TM(:)', 'PR(10%:90%)', 'tm', 'median', 'toString', ''])(
  '%j is no statistic of CloudWatch',
  (text) => {
    expect(parseStatistic(text)).toBeUndefined();
  },
);

describe('for any samples', () => {
  const samples = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
  const texts = [
    'Sum',
    'Average',
    'Minimum',
    'Maximum',
    'p50',
    'p99',
    'tm90',
    'TM(10%:90%)',
    'IQM',
    'wm95',
    'tc50',
    'PR(:1000)',
  ];

  test('no statistic depends on the order of arrival, to the last bit', () => {
    fc.assert(
      fc.property(
        samples.chain((values) =>
          fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
        ),
        ([values, shuffled]) => {
          for (const text of texts) expect(statisticOf(text, shuffled)).toBe(statisticOf(text, values));
        },
      ),
    );
  });

  test('a value that is counted twice is the same as two values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 4 })), {
          minLength: 1,
          maxLength: 20,
        }),
        (pairs) => {
          const counted = (text: string) =>
            statisticOf(
              text,
              pairs.map(([value]) => value),
              pairs.map(([, count]) => count),
            );
          const repeated = pairs.flatMap(([value, count]) => Array<number>(count).fill(value));
          for (const text of texts) expect(counted(text)).toBeCloseTo(statisticOf(text, repeated)!, 8);
        },
      ),
    );
  });

  test('percentiles rise with their rank and are samples', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const percentiles = ['p0', 'p10', 'p50', 'p90', 'p99', 'p100'].map((text) => statisticOf(text, values)!);
        expect([...percentiles].sort((a, b) => a - b)).toEqual(percentiles);
        for (const percentile of percentiles) expect(values).toContain(percentile);
      }),
    );
  });
});
