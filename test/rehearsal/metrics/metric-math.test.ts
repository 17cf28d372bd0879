import fc from 'fast-check';
import { parseExpression } from '../../../rehearsal/metrics/metric-math/expression';
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

test.each<[string, Values]>([
  ['(metric1 < metric2)', [0, 0, 1, 0]],
  ['(metric1 >= 30)', [1, 0, 0, 0]],
  ['(metric1 > 15 AND metric2 > 15)', [1, 0, 0, 0]],
])('in the table of operators of AWS, %s', (expression, expected) => {
  const inputs = { metric1: [30, 20, 0, 0], metric2: [20, null, 20, null] };
  expect(linesOf(expression, inputs)).toEqual([expected]);
});

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
  ['.5e-1*m1', [0.05, null, 0.15, 0.25]],
  ['\n m1\t+\r\n1 ', [2, null, 4, 6]],
  ['m1 - -m1', [2, null, 6, 10]],
  ['2 ^ -1 * m1', [0.5, null, 1.5, 2.5]],
  ['m1 > 1 || m1 < 2 && m2 > 100', [0, 0, 1, 1]],
  ['(m1 > 1 || m1 < 2) && m2 > 100', [0, 0, 0, 0]],
  ['m1 < m2 == 1', [1, 1, 0, 1]],
  ['m1 && m2', [1, 0, 0, 1]],
  ['m1 OR m2', [1, 1, 1, 1]],
  ['METRICS() >= 5', [0, null, 0, 1], [1, 1, null, 1]],
  ['[m1, m2] * m1', [1, null, 9, 25], [10, 0, 0, 200]],
  ['m1 / (m1 - 3)', [-0.5, null, null, 2.5]],
  ['(m1 - 3) ^ -1', [-0.5, null, null, 0.5]],
  ['(m1 - 3) ^ 0.5', [null, null, 0, Math.SQRT2]],
  // Of each datapoint.
  ['ABS(-m1)', m.m1],
  ['CEIL(m1 / 2)', [1, null, 2, 3]],
  ['FLOOR(m1 / 2)', [0, null, 1, 2]],
  ['LOG10(m1 * 0)', [null, null, null, null]],
  ['LOG(m1 / m1)', [0, null, 0, 0]],
  // Of one series: a number. AVG takes missing values as 0: 9 / 4.
  ['m1 - AVG(m1)', [-1.25, null, 0.75, 2.75]],
  ['SUM(m1) / DATAPOINT_COUNT(m1) + 0 * m1', [3, null, 3, 3]],
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
  ['MAX([m1, 2])', [2, 2, 3, 5]],
  ['MAX([m1 * 5, m2, 15])', [15, 20, 15, 40]],
  ['SUM([m1 + 1, [m2, m2]])', [22, 40, 4, 86]],
  ['SUM(-[m1, m2])', [-11, -20, -3, -45]],
  ['STDDEV([m1, m2])', [4.5, 0, 0, 17.5]],
  ['MIN([m1, IF(0, m1)])', m.m1],
  // A number that does not exist is missing: 0 beside a datapoint, alone no datapoint.
  ['m1 + MAX(IF(0, m1))', m.m1],
  ['m1 / MAX(IF(0, m1))', [null, null, null, null]],
  ['TIME_SERIES(1 / 0)', [null, null, null, null]],
  ['m1 + SUM(IF(0, m1))', m.m1],
  // Changes.
  ['DIFF(m1)', [null, null, 2, 2]],
  ['DIFF_TIME(m1)', [null, null, 600, 300]],
  ['RATE(m1)', [null, null, 2 / 600, 2 / 300]],
  ['RUNNING_SUM(m1)', [1, null, 4, 9]],
  ['RATE([m1, m2])', [null, null, 2 / 600, 2 / 300], [null, 10 / 300, null, 20 / 600]],
  // Gaps.
  ['FILL(m1, 0)', [1, 0, 3, 5]],
  ['FILL(m1, REPEAT)', [1, 1, 3, 5]],
  ['FILL(m1, LINEAR)', [1, 2, 3, 5]],
  ['FILL(m1, m2)', [1, 20, 3, 5]],
  ['FILL(m1, MIN(m1))', [1, 1, 3, 5]],
  ['FILL(IF(m1 > 1, m1), REPEAT)', [null, null, 3, 5]],
  ['FILL(IF(m1 < 5, m1), LINEAR)', [1, 2, 3, null]],
  ['FILL(IF(m1 < 2, m1), REPEAT)', [1, 1, 1, 1]],
  ['FILL(METRICS(), m1)', m.m1, [10, 20, 3, 40]],
  ['FILL([m1, m2], 0)', [1, 0, 3, 5], [10, 20, 0, 40]],
  ['IF(m1 > 2, m1)', [null, null, 3, 5]],
  ['IF(-m1, 1, 0)', [1, null, 1, 1]],
  ['IF(MAX(IF(0, m1)), m1, m2)', [null, null, null, null]],
  ['IF(1, m1, m2)', m.m1],
  ['IF(0, m1)', [null, null, null, null]],
  ['m1 * IF(SUM(m1) > 5, 2, 3)', [2, null, 6, 10]],
  // Lists.
  ['FIRST(SORT(METRICS(), AVG, DESC))', m.m2],
  ['LAST(SORT(METRICS(), SUM, DESC))', m.m1],
  ['SORT(METRICS(), MAX, ASC, 1)', m.m1],
  ['SLICE(SORT(METRICS(), MIN, ASC), 1)', m.m2],
  ['SLICE(METRICS(), 0, 1)', m.m1],
  ['SLICE(METRICS(), 1, 9)', m.m2],
  ['SLICE(METRICS(), 2)'],
  ['SORT(METRICS(), AVG, DESC, 5)', m.m2, m.m1],
  ['SORT([IF(0, m1), m1], MIN, ASC)', m.m1, [null, null, null, null]],
  ['SUM([METRICS("1"), METRICS("2")])', [11, 20, 3, 45]],
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

/** Every example of AWS's page on metric math; what it gives is stated above or here. */
test.each([
  'PERIOD(m1)/60 + 0 * m1',
  'SUM(100/[m1, m2])',
  'AVG([m1,m2]/m1)',
  'METRICS()*100',
  '-5*m1',
  'ABS(m1-m2)',
  'MIN(ABS([m1, m2]))',
  'ABS(METRICS())',
  'SUM([m1,m2])/AVG(m2)',
  'SUM(CEIL(METRICS()))',
  'DIFF_TIME(METRICS())',
  'FILL(METRICS(), LINEAR)',
  'IF(FIRST(SORT(METRICS(), AVG, DESC))>100, 1, 0)',
  'LOG(METRICS())',
  'MAX(m1)/m1',
  'm1/METRIC_COUNT(METRICS())',
  'IF(MONTH(m1) == 4,m1)',
  'REMOVE_EMPTY(METRICS())',
  'RUNNING_SUM([m1,m2])',
  'SLICE(SORT(METRICS(), SUM, DESC), 0, 10)',
  'SORT(METRICS(), AVG, DESC, 10)',
  'm1/STDDEV(m1)',
  'STDDEV(METRICS())',
  'SUM(METRICS())/SUM(m1)',
  'SUM(METRICS("1"))/SUM(METRICS("2"))*100',
  'TIME_SERIES(5*AVG(m1))',
  'IF(m1<400, 10, 2)',
  'IF(m1>m2, 1, 0)',
])('%s is metric math', (expression) => {
  expect(problemsOf(expression)).toEqual([]);
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
    [
      'm1 + m3',
      'e1: reads m3: there is no such query, or it is broken; did you mean m1? (at character 6 of "m1 + m3")',
    ],
    [
      'METRICS() * METRICS()',
      'e1: * cannot join several time series with several (at character 11 of "METRICS() * METRICS()")',
    ],
    ['1 + RATE(5)', 'e1: RATE takes a time series or several, not a number (at character 5 of "1 + RATE(5)")'],
    ['IF(m1)', 'e1: IF takes 2 to 3 arguments, not 1 (at character 1 of "IF(m1)")'],
    [
      'SORT(METRICS(), MEDIAN, ASC)',
      'e1: SORT takes AVG, MAX, MIN or SUM as argument 2, not the word MEDIAN (at character 1 of "SORT(METRICS(), MEDIAN, ASC)")',
    ],
    ['m1 + maxx(m2)', 'e1: unknown function maxx; did you mean MAX? (at character 6 of "m1 + maxx(m2)")'],
    ['m1 + M2', 'e1: M2 is no id, ids begin with a small letter (at character 6 of "m1 + M2")'],
    ['AND(m1, m2)', 'e1: AND is an operator: write a AND b (at character 1 of "AND(m1, m2)")'],
    ['ABS("x")', 'e1: ABS takes a time series or several, not the word x (at character 1 of "ABS(\\"x\\")")'],
    [
      'IF(METRICS(), m1)',
      'e1: IF takes a number or a time series as argument 1, not several time series (at character 1 of "IF(METRICS(), m1)")',
    ],
    [
      'MINUTE(METRICS())',
      'e1: MINUTE takes a time series as argument 1, not several time series (at character 1 of "MINUTE(METRICS())")',
    ],
    [
      'PERIOD(m1 + m2)',
      'e1: PERIOD takes the id of a metric, not an expression (at character 11 of "PERIOD(m1 + m2)")',
    ],
    [
      'FILL(m1, PREVIOUS)',
      'e1: FILL fills with a number, a time series, REPEAT or LINEAR (at character 1 of "FILL(m1, PREVIOUS)")',
    ],
    [
      'SUM(METRICS("x"))',
      'e1: METRICS finds no metric whose id contains x (at character 5 of "SUM(METRICS(\\"x\\"))")',
    ],
    ['METRICS(m1)', 'e1: METRICS takes a text that ids contain, not a time series (at character 1 of "METRICS(m1)")'],
    ['SUM(m1, m2)', 'e1: SUM takes 1 argument, not 2 (at character 1 of "SUM(m1, m2)")'],
    ['constructor(m1)', 'e1: unknown function constructor (at character 1 of "constructor(m1)")'],
    ['e1 + 1', 'e1: reads e1: e1 depends on itself (at character 1 of "e1 + 1")'],
    ['5', 'e1: gives a number, not a time series: put it in TIME_SERIES() (at character 1 of "5")'],
  ])('%s', (expression, problem) => {
    expect(problemsOf(expression)).toEqual([problem]);
  });

  test.each([
    ['', 0, 'the expression is empty'],
    ['m1 +', 4, 'ends where a value is expected'],
    ['(m1', 0, '( is never closed'],
    ['SUM([m1, m2)', 11, ') does not close ['],
    ['m1)', 2, ') closes nothing'],
    ['m1 m2', 3, 'unexpected m2 after a complete value'],
    ['2m1', 1, 'unexpected m1 after a complete value'],
    ['FILL(m1,)', 8, 'a value is expected, not )'],
    ['[]', 1, 'a value is expected, not ]'],
    ['METRICS("m)', 8, '" opens a text that is never closed'],
    ['m1 = 2', 3, 'there is no operator =: equality is written =='],
    ['m1 & m2', 3, 'there is no operator &: it is written &&'],
    ['m1 > 2 and m2 > 2', 7, 'and: the operators AND and OR are written in capitals, between two values'],
    ['METRICS(“4xx”)', 8, '“ is a typographic quote: texts stand between straight quotes'],
    [`m1${' '.repeat(2047)}`, 2048, 'has 2049 characters, CloudWatch takes at most 2048'],
  ])('%j is no metric math', (expression, offset, what) => {
    expect(() => parseExpression(expression)).toThrow(expect.objectContaining({ message: what, offset }));
  });

  test.each(['SEARCH', 'LAMBDA', 'INSIGHT_RULE_METRIC', 'SERVICE_QUOTA', 'DB_PERF_INSIGHTS', 'ANOMALY_DETECTION_BAND'])(
    '%s is a function of CloudWatch, and why it is not rehearsed is said',
    (name) => {
      expect(problemsOf(`m1 + ${name}(m1)`)[0]).toContain(`e1: ${name} is not rehearsed: `);
    },
  );

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
