import fc from 'fast-check';
import { type Expression, MetricMathError, parseExpression } from '../../../rehearsal/metrics/metric-math/expression';
import { type ShapeOf, shapeOfExpression, shapesOf } from '../../../rehearsal/metrics/metric-math/pointwise';
import { evaluated, linesOf, type Values } from './metric-math-context';

function isPointwise(expression: Expression, shapeOf: ShapeOf): boolean {
  return shapeOfExpression(expression, shapeOf)?.pointwise ?? false;
}

const METRICS = shapesOf(
  new Map([
    ['m1', undefined],
    ['m2', undefined],
    ['m3', undefined],
  ]),
);

describe('which expressions can be computed period by period', () => {
  test.each([
    'm1',
    '100 * m1 / (m1 + m2)',
    '-m1 ^ 2 > 4 AND m2 != 0',
    'IF(m1 > 0, m2, 5)',
    'IF(HOUR(m1) < 6, m1)',
    'FILL(m1, 0)',
    'FILL(m1, m2)',
    'CEIL(ABS(LOG(m1)) / PERIOD(m1))',
    'MAX([m1, m2])',
    'SUM(METRICS())',
    'AVG([m1, m2] / m3)',
    'STDDEV(FILL(METRICS(), 0))',
    'DATAPOINT_COUNT([m1, m2])',
    'LAST([m1, m2])',
    'MAX(SLICE(METRICS("m"), 1))',
    'm1 / METRIC_COUNT(METRICS())',
    'TIME_SERIES(5) + m1',
  ])('%s', (text) => {
    expect(isPointwise(parseExpression(text), METRICS)).toBe(true);
  });

  test.each([
    'm1 - AVG(m1)',
    'm1 / MAX(m1)',
    'TIME_SERIES(SUM(m1))',
    'MAX(FIRST([m1, m2])) + m1',
    'RATE(m1)',
    'DIFF([m1, m2])',
    'DIFF_TIME(m1)',
    'RUNNING_SUM(m1)',
    'FILL(m1, REPEAT)',
    'FILL(METRICS(), LINEAR)',
    'FILL(m1, MIN(m1))',
    'FIRST(SORT(METRICS(), AVG, DESC))',
    'SUM(REMOVE_EMPTY(METRICS()))',
    'SUM(SLICE(METRICS(), MIN(m1)))',
  ])('not %s', (text) => {
    expect(isPointwise(parseExpression(text), METRICS)).toBe(false);
  });

  test.each(['nowhere + 1', 'NOPE(m1)', 'MAX(5)', 'IF(m1)', 'm1 + SEARCH("x")'])('in doubt not: %s', (text) => {
    expect(isPointwise(parseExpression(text), METRICS)).toBe(false);
  });

  test('what another query is, decides', () => {
    const shapes = shapesOf(
      new Map([
        ['m1', undefined],
        ['all', parseExpression('METRICS()')],
        ['rates', parseExpression('RATE(all)')],
        ['mean', parseExpression('AVG(m1)')],
        ['self', parseExpression('self + m1')],
      ]),
    );
    const shapeOf = (text: string) => shapeOfExpression(parseExpression(text), shapes);
    expect(shapeOf('all')).toEqual({ kind: 'list', pointwise: true });
    expect(shapeOf('MAX(all)')).toEqual({ kind: 'series', pointwise: true });
    expect(shapeOf('MAX(m1)')).toEqual({ kind: 'scalar', pointwise: false });
    expect(shapeOf('MAX(rates)')).toEqual({ kind: 'series', pointwise: false });
    expect(shapeOf('m1 - mean')).toEqual({ kind: 'series', pointwise: false });
    expect(shapeOf('self')).toBeUndefined();
  });
});

/** Expressions of every function, most of them well formed. */
const { series, list, scalar } = fc.letrec<{ scalar: string; series: string; list: string }>((tie) => {
  const call = (template: string, ...parts: fc.Arbitrary<string>[]) =>
    fc.tuple(...parts).map((texts) => texts.reduce((text, part) => text.replace('?', () => part), template));
  const [s, ts, list] = [tie('scalar'), tie('series'), tie('list')];
  const either = fc.oneof(ts, s);
  const operator = fc.constantFrom('+', '-', '*', '/', '^', '<', '>', '<=', '>=', '==', '!=', 'AND', '||');
  const elementwise = fc.constantFrom('ABS', 'CEIL', 'FLOOR', 'LOG', 'LOG10', '-');
  const change = fc.constantFrom('RATE', 'DIFF', 'DIFF_TIME', 'RUNNING_SUM');
  const aggregate = fc.constantFrom('AVG', 'MAX', 'MIN', 'SUM', 'STDDEV', 'DATAPOINT_COUNT');
  const date = fc.constantFrom('MINUTE', 'HOUR', 'DAY', 'DATE', 'MONTH', 'YEAR', 'EPOCH');
  const filler = fc.oneof(either, fc.constantFrom('REPEAT', 'LINEAR'));
  return {
    scalar: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('0', '1', '2.5', '1e2'),
      fc.constant('PERIOD(m1)'),
      call('?(?)', aggregate, ts),
      call('METRIC_COUNT(?)', list),
      call('(? ? ?)', s, operator, s),
    ),
    series: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('m1', 'm2', 'm3'),
      call('(? ? ?)', ts, operator, either),
      call('(? ? ?)', s, operator, ts),
      call('?(?)', elementwise, ts),
      call('?(?)', change, ts),
      call('?(?)', date, ts),
      call('IF(?, ?, ?)', ts, either, either),
      call('IF(?, ?)', either, ts),
      call('FILL(?, ?)', ts, filler),
      call('?(?)', aggregate, list),
      call('?(?)', fc.constantFrom('FIRST', 'LAST'), list),
      call('TIME_SERIES(?)', s),
    ),
    list: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('METRICS()', 'METRICS("2")'),
      call('[?, ?]', ts, ts),
      call('(? ? ?)', either, operator, list),
      call('?(?)', elementwise, list),
      call('?(?)', change, list),
      call('FILL(?, ?)', list, filler),
      call('SLICE(?, 1)', list),
      call('REMOVE_EMPTY(?)', list),
      call('SORT(?, ?, ?)', list, fc.constantFrom('AVG', 'MAX', 'MIN', 'SUM'), fc.constantFrom('ASC', 'DESC')),
    ),
  };
});

const START_MS = Date.parse('2026-01-31T23:40:00Z');
const PERIOD_MS = 600_000;
const LENGTH = 5;
const values = fc.array(fc.option(fc.constantFrom(-2, 0, 1, 3, 0.5)), { minLength: LENGTH, maxLength: LENGTH });

describe('for any expression and any series', () => {
  test('that is called pointwise, each period computed alone is the same, to the last bit', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.oneof(series, list), values, values, values, (text, m1, m2, m3) => {
        const expression = parseExpression(text);
        if (!isPointwise(expression, METRICS)) return;
        compared++;
        const inputs: Record<string, Values> = { m1, m2, m3 };
        const together = linesOf(evaluated(expression, inputs, { startMs: START_MS, periodMs: PERIOD_MS }));
        for (let index = 0; index < LENGTH; index++) {
          const only = Object.fromEntries(Object.entries(inputs).map(([id, each]) => [id, [each[index]!]]));
          const alone = evaluated(expression, only, { startMs: START_MS + index * PERIOD_MS, periodMs: PERIOD_MS });
          expect(linesOf(alone)).toEqual(together.map((line) => [line[index]]));
        }
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(50);
  });

  test('the kind that is told without data is the kind of the value', () => {
    fc.assert(
      fc.property(fc.oneof(scalar, series, list), values, (text, m1) => {
        const expression = parseExpression(text);
        const shape = shapeOfExpression(expression, METRICS);
        try {
          const value = evaluated(expression, { m1, m2: m1, m3: m1 }, { startMs: START_MS, periodMs: PERIOD_MS });
          expect(shape?.kind).toBe(value.kind);
        } catch (error) {
          if (!(error instanceof MetricMathError)) throw error;
          expect(shape).toBeUndefined();
        }
      }),
      { numRuns: 400 },
    );
  });
});
