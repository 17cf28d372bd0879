import fc from 'fast-check';
import { Distribution } from '../../../rehearsal/metrics/distribution';
import { MetricStore } from '../../../rehearsal/metrics/metric-store';
import { parseStatistic } from '../../../rehearsal/metrics/statistic';
import { whyNoStatistic } from '../../../rehearsal/metrics/statistic-problem';

const METRIC = { namespace: 'Shop', metricName: 'Latency', dimensions: {} };

function statisticOf(text: string, values: readonly number[], counts?: readonly number[]): number | undefined {
  const store = new MetricStore();
  store.put({ ...METRIC, timestampMs: 0, values, ...(counts && { counts }) });
  const series = store.find(METRIC)!;
  series.read(60_000);
  const distribution = new Distribution(series);
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
  ['tm90', 5],
  ['tc90', 9],
  ['ts90', 45],
  ['tm99', 5.5],
  ['tm10', 1],
  ['tm100', 5.5],
  ['p33.3333333333', 4],
  ['p99.', 10],
  ['TM(:95%)', 5.5],
  ['TM(5%:)', 5.5],
  ['TM(10%:)', 6],
  ['TM(20%:80.0%)', 5.5],
  ['TC(10%:90%)', 8],
  ['TC(:0%)', 0],
  ['TS(80%:)', 19],
  ['TS(:100.0%)', 55],
  ['TM(3:)', 7],
  ['TM(:3)', 2],
  ['TM(0:1e1)', 5.5],
  ['TM(2.5:4.5)', 3.5],
  ['PR(2:4)', 20],
  ['PR(0:0)', 0],
  ['PR(100:)', 0],
  ['WM(10%:90%)', 5.5],
  ['WM(20%:80%)', 5.5],
  ['WM(:4)', 3.4],
  ['WM(8:)', 8.3],
  ['WM(100:200)', 100],
  ['WM(:0.5)', 0.5],
  ['WM(20:)', 20],
])('%s of 1 to 10 is %d', (text, expected) => {
  expect(statisticOf(text, oneToTen)).toBeCloseTo(expected, 10);
});

test('a trimmed mean of nothing does not exist, a trimmed count is 0', () => {
  expect(statisticOf('TM(20:30)', oneToTen)).toBeUndefined();
  expect(statisticOf('TC(20:30)', oneToTen)).toBe(0);
});

describe('in the words of AWS', () => {
  const oneToHundred = Array.from({ length: 100 }, (_, index) => index + 1);
  const outlier = [...Array.from({ length: 99 }, () => 2), 1000];

  test.each([
    ['tm90 takes the mean without the highest 10 %', 'tm90', oneToHundred, 45.5],
    ['TM(2%:98%) drops 2 % at each end', 'TM(2%:98%)', oneToHundred, 50.5],
    ['TM(150:1000) drops 150 and keeps 1000', 'TM(150:1000)', [149, 150, 151, 1000, 1001], 575.5],
    ['wm98 gives the highest 2 % the value of the 98th percentile', 'wm98', oneToHundred, 50.47],
    ['WM(10%:90%) draws in both ends', 'WM(10%:90%)', oneToHundred, 50.5],
    ['PR(:300) counts 300', 'PR(:300)', [100, 300, 301, 400], 50],
    ['PR(100:2000)', 'PR(100:2000)', [100, 101, 2000, 2001], 50],
    ['tc90 counts all but the highest 10 %', 'tc90', oneToHundred, 90],
    ['TC(0.005:0.030) has an exclusive and an inclusive bound', 'TC(0.005:0.030)', [0.005, 0.006, 0.03, 0.031], 2],
    ['ts90 sums all but the highest 10 %', 'ts90', oneToHundred, 4095],
    ['TS(80%:) sums the highest 20 %', 'TS(80%:)', oneToHundred, 1810],
    ['TC(80:500)', 'TC(80:500)', [80, 81, 500, 501], 2],
    ['TC(:0.5)', 'TC(:0.5)', [0.4, 0.5, 0.6], 2],
    ['tm99 disregards the highest 1 %', 'tm99', outlier, 2],
    ['p99 is the highest of the remaining 99 %', 'p99', outlier, 2],
    ['IQM is TM(25%:75%)', 'IQM', oneToHundred, 50.5],
  ])('%s', (_, text, values, expected) => {
    expect(statisticOf(text, values)).toBeCloseTo(expected, 10);
  });

  test('bins of PR make a histogram: they count each value once', () => {
    const values = [0, 0.5, 1, 1, 2, 5, 5, 7, 10, 10.5, 99];
    const bins = ['PR(:1)', 'PR(1:5)', 'PR(5:10)', 'PR(10:)'].map((text) => statisticOf(text, values)!);
    expect(bins.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 10);
  });

  test.each(['tm90', 'TM(5:30)', 'TM(10%:90%)', 'TM(:42)', 'IQM'])('TS is TM times TC: %s', (text) => {
    const [trimmedMean, count, trimmedSum] = ['TM', 'TC', 'TS'].map(
      (name) =>
        statisticOf(
          text === 'IQM'
            ? `${name}(25%:75%)`
            : text.replace(/^tm/i, (old) => (old === 'tm' ? name.toLowerCase() : name)),
          oneToHundred,
        )!,
    );
    expect(trimmedSum).toBeCloseTo(trimmedMean! * count!, 8);
  });
});

test('statistics that need raw samples do not exist when one of them is negative', () => {
  expect(statisticOf('p50', [-1, 2, 3])).toBeUndefined();
  expect(statisticOf('TC(:90%)', [-1, 2, 3])).toBeUndefined();
  expect(statisticOf('Minimum', [-1, 2, 3])).toBe(-1);
});

describe('what CloudWatch does not take is refused, and why is said', () => {
  test.each([
    ['P99', '; did you mean p99?'],
    ['sum', '; did you mean Sum?'],
    ['average', '; did you mean Average?'],
    ['Avg', '; did you mean Average?'],
    ['Maximun', '; did you mean Maximum?'],
    ['samplecount', '; did you mean SampleCount?'],
    ['median', '; did you mean p50?'],
    ['TM90', '; did you mean tm90?'],
    ['TM(90%)', '; did you mean tm90?'],
    ['tm(10%:90%)', '; did you mean TM(10%:90%)?'],
    ['TM(10%: 90%)', '; did you mean TM(10%:90%)?'],
    ['pr300', '; did you mean PR(:300)?'],
    ['iqm', '; did you mean IQM?'],
    ['p101', ': a percentage is between 0 and 100'],
    ['p99.12345678901', ': a percentage has at most 10 decimals'],
    ['TM(:)', ': it takes at least one bound'],
    ['TM(10%:120%)', ': a percentage is between 0 and 100'],
    ['TM(10%:90)', ': its bounds are either both percentages or both values'],
    ['WM(90%:10%)', ': its lower bound is above its upper one'],
    ['TC(-5:5)', ': bounds are not negative'],
    ['PR(10%:90%)', ': the bounds of PR are values, not percentages'],
  ])('%s', (text, why) => {
    expect(parseStatistic(text)).toBeUndefined();
    expect(whyNoStatistic(text)).toBe(`unknown statistic ${text}${why}`);
  });

  test.each(['p-1', 'tm', 'toString', '', 'IQM(25%:75%)', 'p099', 'TM(1:2:3)', 'p99_L'])('%j', (text) => {
    expect(parseStatistic(text)).toBeUndefined();
    expect(whyNoStatistic(text)).toContain(`unknown statistic ${text}`);
  });
});

test('a statistic names the rule that it relies on where AWS is silent', () => {
  const rules = ['Sum', 'p50', 'tm90', 'IQM', 'TM(:90%)', 'TM(:90)', 'PR(:5)'].map(
    (text) => parseStatistic(text)!.inferredRule,
  );
  expect(rules).toEqual([
    undefined,
    'nearestRank',
    'trimmedShare',
    'trimmedShare',
    'trimmedShare',
    undefined,
    undefined,
  ]);
});

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
