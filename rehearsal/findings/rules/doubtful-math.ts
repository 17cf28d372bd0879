import { watchedIds } from '../../alarms/metric-alarm-problems';
import type { Expression } from '../../metrics/metric-math/expression';
import { argumentKinds, type ShapeOf, shapesOf } from '../../metrics/metric-math/pointwise';
import type { AlarmModel } from '../../template/model';
import { alarmExpressions, nodesOf } from '../alarm-expressions';
import { hasValueWithoutNewest, metricAlarms, whereOf } from '../metric-alarms';
import { type Found, rule } from '../rule';

/** Of one time series they make a number, out of every datapoint of the range. */
const OVER_THE_RANGE = ['AVG', 'SUM', 'MIN', 'MAX', 'STDDEV', 'DATAPOINT_COUNT'];
/** They look at the whole range whatever they are given. */
const ALWAYS_OVER_THE_RANGE = ['RUNNING_SUM', 'REMOVE_EMPTY'];
/** Alarms slide by the minute: a longer period also holds minutes whose datapoints have long come. */
const SHORT_PERIOD_SECONDS = 180;

type Id = 'math-over-range' | 'fill-newest-point';

/** Metric math that is allowed in an alarm, and surprises there. */
export const doubtfulMath = rule<Id>({
  finds: {
    'math-over-range': {
      level: 'warning',
      means: 'a function that depends on the whole range, to which CloudWatch adds periods when it evaluates an alarm',
    },
    'fill-newest-point': {
      level: 'warning',
      means:
        'FILL with one evaluation period of three minutes or less: the newest datapoint is often filled, because the real one is late',
    },
  },
  find: (model) => metricAlarms(model).flatMap(doubtsOf),
});

function doubtsOf(alarm: AlarmModel): Found<Id>[] {
  const expressions = alarmExpressions(alarm).flatMap(({ query, parsed }) =>
    'expression' in parsed ? [{ query, expression: parsed.expression }] : [],
  );
  const shapeOf = shapesOf(
    new Map([
      ...alarm.metrics.flatMap(({ id, metric }) => (metric === undefined ? [] : [[id, undefined] as const])),
      ...expressions.map(({ query, expression }) => [query.id, expression] as const),
    ]),
  );
  const filled = () => {
    const [watched] = watchedIds(alarm);
    const newestOnly = alarm.evaluationPeriods === 1 && alarm.periodSeconds <= SHORT_PERIOD_SECONDS;
    return newestOnly && watched !== undefined && hasValueWithoutNewest(alarm, watched);
  };
  return expressions.flatMap(({ query, expression }) => {
    const where = whereOf(alarm, query, '.Expression');
    return nodesOf(expression).flatMap((node): Found<Id>[] => {
      if (node.kind !== 'call') return [];
      const at = `(at character ${node.offset + 1})`;
      if (looksOverTheRange(node, shapeOf)) {
        return [
          {
            id: 'math-over-range',
            where,
            what: `${node.name} ${at} works on all datapoints that CloudWatch reads, which are more than the ${alarm.evaluationPeriods} of the alarm`,
            advice: 'Use it on several time series, or take a longer period instead.',
          },
        ];
      }
      if (node.name !== 'FILL' || !filled()) return [];
      return [
        {
          id: 'fill-newest-point',
          where,
          what: `FILL ${at} fills the newest datapoint while the real one is on its way, and the alarm has no other`,
          advice: 'Alarm on M of N datapoints (2 of 3), or leave FILL out and set TreatMissingData.',
        },
      ];
    });
  });
}

function looksOverTheRange({ name, args }: Expression & { kind: 'call' }, shapeOf: ShapeOf): boolean {
  if (ALWAYS_OVER_THE_RANGE.includes(name)) return true;
  return OVER_THE_RANGE.includes(name) && argumentKinds(args, shapeOf)?.[0]?.kind === 'series';
}
