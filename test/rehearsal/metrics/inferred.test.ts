import type { InferredRule } from '../../../rehearsal/alarms/inferred-rules';
import { parseExpression } from '../../../rehearsal/metrics/metric-math/expression';
import { inferredRulesOf } from '../../../rehearsal/metrics/metric-math/inferred';
import { shapesOf } from '../../../rehearsal/metrics/metric-math/pointwise';

const QUERIES = shapesOf(
  new Map([
    ['m1', undefined],
    ['m2', undefined],
    ['all', parseExpression('METRICS()')],
  ]),
);

test.each<[string, ...InferredRule[]]>([
  ['100 * m1 / (m1 + m2) - 1'],
  ['m1 > 1 AND m2 + 1 < 2 AND m1 < 3'],
  ['IF(m1 > 0, m2, 5)'],
  ['SUM(METRICS()) / SUM([m1, m2])'],
  ['RATE(FILL(m1, 0))'],
  ['m1 AND m2 OR m1', 'mathPrecedence'],
  ['(m1 AND m2) OR m1'],
  ['-m1 ^ 2', 'mathPrecedence'],
  ['(-m1) ^ 2'],
  ['-(m1 ^ 2)'],
  ['2 ^ m1 ^ 2', 'mathPrecedence'],
  ['m1 < m2 < 3', 'mathPrecedence'],
  ['(m1 < m2) == 1'],
  ['MAX([m1, 0])', 'mathSeveral', 'mathKinds'],
  ['METRICS() > 5', 'mathKinds'],
  ['all > 5', 'mathKinds'],
  ['METRICS() * 5'],
  ['ABS(5) * m1', 'mathKinds'],
  ['FIRST(m1)', 'mathKinds'],
  ['FIRST(SORT(all, AVG, DESC))', 'mathSortEmpty'],
  ['m1 - AVG(m1)', 'mathAverage'],
  ['AVG(all)'],
  ['m1 / MAX(m1)', 'mathOfNothing'],
  ['MAX(all)', 'mathSeveral'],
  ['STDDEV(METRICS())', 'mathDeviation', 'mathSeveral'],
  ['FILL(m1, REPEAT)', 'mathFillEdges'],
  ['FILL(m1, m2)'],
  ['NOPE(m1)'],
  ['nowhere > 1'],
])('%s', (text, ...rules) => {
  expect(inferredRulesOf(parseExpression(text), QUERIES)).toEqual(rules);
});
