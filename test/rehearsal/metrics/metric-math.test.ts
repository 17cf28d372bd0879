import fc from 'fast-check';
import { MetricReader } from '../../../rehearsal/metrics/metric-reader';
import { MetricStore } from '../../../rehearsal/metrics/metric-store';
import type { MetricQueryModel } from '../../../rehearsal/template/model';

type Values = readonly (number | null)[];

/** A Monday. */
const START_MS = Date.parse('2026-01-05T10:00:00Z');
const PERIOD_SECONDS = 300;

/** Queries for metrics of the given values, one every 5 minutes, and for an expression `e1` over them. */
function setUp(expression: string, inputs: Readonly<Record<string, Values>>) {
  const store = new MetricStore();
  const metrics = Object.entries(inputs).map(([id, values]): MetricQueryModel => {
    const metric = { namespace: 'Shop', metricName: id, dimensions: {} };
    values.forEach((value, index) => {
      const timestampMs = START_MS + index * PERIOD_SECONDS * 1000;
      if (value !== null) store.put({ ...metric, timestampMs, values: [value] });
    });
    return { id, returnData: false, metric: { ...metric, statistic: 'Average', periodSeconds: PERIOD_SECONDS } };
  });
  const queries: MetricQueryModel[] = [...metrics, { id: 'e1', returnData: true, expression }];
  const length = Math.max(...Object.values(inputs).map((values) => values.length));
  return { reader: new MetricReader(store), queries, endMs: START_MS + length * PERIOD_SECONDS * 1000 };
}

function linesOf(expression: string, inputs: Readonly<Record<string, Values>>): Values[] {
  const { reader, queries, endMs } = setUp(expression, inputs);
  expect(reader.problems(queries)).toEqual([]);
  return reader.read(queries, START_MS, endMs, PERIOD_SECONDS).map(({ points }) => points.map(([, value]) => value));
}

function problemsOf(expression: string): string[] {
  const { reader, queries } = setUp(expression, { m1: [1], m2: [2] });
  return reader.problems(queries).map(({ what }) => what);
}

const m = { m1: [1, null, 3, 5], m2: [10, 20, null, 40] };

test.each<[string, ...Values[]]>([
  // Operators.
  ['m1 + m2 * 2', [21, 40, 3, 85]],
  ['(m1 + m2) * 2', [22, 40, 6, 90]],
  ['m1 + 1', [2, null, 4, 6]],
  ['-m1 ^ 2', [-1, null, -9, -25]],
  ['2 ^ 3 ^ 0 + m1', [3, null, 5, 7]],
  ['10 - 3 - m1', [6, null, 4, 2]],
  ['m2 / 4 / m1', [2.5, null, 0, 2]],
  ['m1 < m2', [1, 1, 0, 1]],
  ['m1 > 1 AND m2 > 15', [0, 0, 0, 1]],
  ['m1 > 4 || m2 == 20', [0, 1, 0, 1]],
  ['m1 != 3', [1, null, 0, 1]],
  ['100/[m1, m2]', [100, null, 100 / 3, 20], [10, 5, null, 2.5]],
  ['1e3 * m1', [1000, null, 3000, 5000]],
  // Of each datapoint.
  ['ABS(-m1)', m.m1],
  ['CEIL(m1 / 2)', [1, null, 2, 3]],
  ['FLOOR(m1 / 2)', [0, null, 1, 2]],
  ['LOG10(m1 * 0)', [null, null, null, null]],
  ['LOG(m1 / m1)', [0, null, 0, 0]],
  // Of one series: a number.
  ['m1 - AVG(m1)', [-2, null, 0, 2]],
  ['m1 / MAX(m1)', [0.2, null, 0.6, 1]],
  ['m1 - MIN(m1)', [0, null, 2, 4]],
  ['TIME_SERIES(SUM(m1))', [9, 9, 9, 9]],
  ['m1 * 0 + DATAPOINT_COUNT(m1)', [3, null, 3, 3]],
  ['TIME_SERIES(STDDEV(2 * m1) ^ 2)', [32 / 3, 32 / 3, 32 / 3, 32 / 3]],
  // Of several series: one.
  ['SUM([m1, m2])', [11, 20, 3, 45]],
  ['SUM(METRICS())', [11, 20, 3, 45]],
  ['AVG([m1, m2])', [5.5, 10, 1.5, 22.5]],
  ['MAX(METRICS())', [10, 20, 3, 40]],
  ['MIN(METRICS("2"))', m.m2],
  ['DATAPOINT_COUNT(METRICS())', [2, 1, 1, 2]],
  ['m1 / METRIC_COUNT(METRICS())', [0.5, null, 1.5, 2.5]],
  // Changes.
  ['DIFF(m1)', [null, null, 2, 2]],
  ['DIFF_TIME(m1)', [null, null, 600, 300]],
  ['RATE(m1)', [null, null, 2 / 600, 2 / 300]],
  ['RUNNING_SUM(m1)', [1, null, 4, 9]],
  // Gaps.
  ['FILL(m1, 0)', [1, 0, 3, 5]],
  ['FILL(m1, REPEAT)', [1, 1, 3, 5]],
  ['FILL(m1, LINEAR)', [1, 2, 3, 5]],
  ['FILL(m1, m2)', [1, 20, 3, 5]],
  ['FILL(m1, MIN(m1))', [1, 1, 3, 5]],
  ['IF(m1 > 2, m1)', [null, null, 3, 5]],
  ['IF(1, m1, m2)', m.m1],
  ['IF(0, m1)', [null, null, null, null]],
  ['m1 * IF(SUM(m1) > 5, 2, 3)', [2, null, 6, 10]],
  // Lists.
  ['FIRST(SORT(METRICS(), AVG, DESC))', m.m2],
  ['LAST(SORT(METRICS(), SUM, DESC))', m.m1],
  ['SORT(METRICS(), MAX, ASC, 1)', m.m1],
  ['SLICE(SORT(METRICS(), MIN, ASC), 1)', m.m2],
  ['SLICE(METRICS(), 0, 1)', m.m1],
  ['REMOVE_EMPTY([m1, IF(0, m1)])', m.m1],
  // Time.
  ['MINUTE(m1)', [0, 5, 10, 15]],
  ['HOUR(m1)', [10, 10, 10, 10]],
  ['DAY(m1)', [1, 1, 1, 1]],
  ['DATE(m1) + MONTH(m1) / 100', [5.01, 5.01, 5.01, 5.01]],
  ['YEAR(m1)', [2026, 2026, 2026, 2026]],
  ['EPOCH(m1) - EPOCH(m1)', [0, 0, 0, 0]],
  // A true condition without a datapoint gives 0: the dates have a value in every period.
  ['IF(DAY(m1) < 6, m1)', [1, 0, 3, 5]],
  ['m1 / PERIOD(m1)', [1 / 300, null, 3 / 300, 5 / 300]],
])('%s', (expression, ...expected) => {
  const lines = linesOf(expression, m);
  expect(lines).toHaveLength(expected.length);
  lines.forEach((line, at) => {
    line.forEach((value, index) => {
      const wanted = expected[at]![index]!;
      if (wanted === null || value === null) expect(value).toBe(wanted);
      else expect(value).toBeCloseTo(wanted, 10);
    });
  });
});

test('Sunday is day 7', () => {
  const reader = new MetricReader(new MetricStore());
  const metric = { namespace: 'Shop', metricName: 'm1', dimensions: {}, statistic: 'Sum', periodSeconds: 60 };
  const queries = [
    { id: 'm1', returnData: false, metric },
    { id: 'e1', returnData: true, expression: 'DAY(m1)' },
  ];
  const sunday = Date.parse('2026-01-04T12:00:00Z');
  expect(reader.read(queries, sunday, sunday + 60_000, 60)[0]!.points).toEqual([[sunday, 7]]);
});

describe('what is wrong is said, with the place', () => {
  test.each([
    ['m1 + MEDIAN(m2)', 'e1: unknown function MEDIAN (at character 6 of "m1 + MEDIAN(m2)")'],
    ['avg(m1)', 'e1: unknown function avg; functions are written in capitals: AVG (at character 1 of "avg(m1)")'],
    ['m1 + m3', 'e1: reads m3: there is no such query, or it is broken (at character 6 of "m1 + m3")'],
    ['[m1, 2]', 'e1: a list holds time series, not a number (at character 6 of "[m1, 2]")'],
    [
      'METRICS() * METRICS()',
      'e1: * cannot join several time series with several (at character 11 of "METRICS() * METRICS()")',
    ],
    ['1 + RATE(5)', 'e1: RATE takes a time series or several, not a number (at character 5 of "1 + RATE(5)")'],
    ['IF(m1)', 'e1: IF takes 2 to 3 arguments, not 1 (at character 1 of "IF(m1)")'],
    [
      'SORT(METRICS(), MEDIAN, ASC)',
      'e1: SORT takes AVG, MAX, MIN, SUM as argument 2 (at character 1 of "SORT(METRICS(), MEDIAN, ASC)")',
    ],
    [
      'SEARCH("x", "Sum")',
      'e1: SEARCH is not rehearsed: it searches the metrics of an account (at character 1 of "SEARCH(\\"x\\", \\"Sum\\")")',
    ],
    ['constructor(m1)', 'e1: unknown function constructor (at character 1 of "constructor(m1)")'],
    ['e1 + 1', 'e1: reads e1: e1 depends on itself (at character 1 of "e1 + 1")'],
    ['5', 'e1: gives a number, not a time series: put it in TIME_SERIES() (at character 1 of "5")'],
  ])('%s', (expression, problem) => {
    expect(problemsOf(expression)).toEqual([problem]);
  });

  test.each(['', 'm1 +', '(m1', 'm1 m2', 'FILL(m1,)', '"open', 'm1 = 2'])('%j is no metric math', (expression) => {
    const [problem] = problemsOf(expression);
    expect(problem).toContain('(at character ');
  });

  test('no text crashes the parser', () => {
    const pieces = fc.constantFrom(
      'm1',
      'm2',
      '+',
      '-',
      '(',
      ')',
      '[',
      ']',
      ',',
      'SUM',
      'IF',
      'FILL',
      'REPEAT',
      '3',
      '"',
      '^',
      'METRICS()',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        for (const problem of problemsOf(parts.join(''))) expect(problem).toMatch(/^e1: /);
      }),
    );
  });
});

describe('for any series', () => {
  const series = fc.array(fc.option(fc.integer({ min: -50, max: 50 })), { minLength: 4, maxLength: 4 });

  test('a + b is b + a, and DIFF undoes RUNNING_SUM', () => {
    fc.assert(
      fc.property(series, series, (m1, m2) => {
        expect(linesOf('m1 + m2', { m1, m2 })).toEqual(linesOf('m2 + m1', { m1, m2 }));
        const [restored] = linesOf('DIFF(RUNNING_SUM(m1))', { m1 });
        const first = m1.findIndex((value) => value !== null);
        expect(restored).toEqual(m1.map((value, index) => (index === first ? null : value)));
      }),
      { numRuns: 50 },
    );
  });

  test('FILL leaves no gap and changes no datapoint', () => {
    fc.assert(
      fc.property(series, (m1) => {
        expect(linesOf('FILL(m1, 7)', { m1 })).toEqual([m1.map((value) => value ?? 7)]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a graph', () => {
  test('gets a line for each query that returns data; several series of one expression keep their names after its own', () => {
    const { reader, queries, endMs } = setUp('METRICS() * 2', m);
    const labelled = queries.map((query) =>
      query.id === 'e1' ? { ...query, label: 'Twice' } : { ...query, returnData: query.id === 'm2' },
    );
    expect(reader.read(labelled, START_MS, endMs, PERIOD_SECONDS).map(({ id, label }) => [id, label])).toEqual([
      ['m2', 'm2'],
      ['e1', 'Twice m1'],
      ['e1', 'Twice m2'],
    ]);
  });

  test('leaves out the queries that are broken, and draws the others', () => {
    const { reader, queries, endMs } = setUp('NOPE(m1)', m);
    const all = queries.map((query) => ({ ...query, returnData: true }));
    expect(reader.read(all, START_MS, endMs, PERIOD_SECONDS).map(({ id }) => id)).toEqual(['m1', 'm2']);
  });
});
