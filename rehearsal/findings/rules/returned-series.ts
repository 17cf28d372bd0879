import { watchedIds } from '../../alarms/metric-alarm-problems';
import type { AlarmModel } from '../../template/model';
import { metricAlarms, queriesWithoutData } from '../metric-alarms';
import { type Found, rule } from '../rule';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html */
const MOST_METRICS = 10;

type Id = 'returned-series' | 'several-series' | 'too-many-metrics';

/** An alarm watches one time series, made of ten metrics at most. */
export const returnedSeries = rule<Id>({
  finds: {
    'returned-series': { level: 'error', means: 'not exactly one entry of Metrics has ReturnData: true' },
    'several-series': { level: 'error', means: 'the expression that an alarm watches gives several time series' },
    'too-many-metrics': { level: 'error', means: 'an alarm reads more than 10 metrics' },
  },
  find: (model) => metricAlarms(model).flatMap(problemsOf),
});

function problemsOf(alarm: AlarmModel): Found<Id>[] {
  const where = `${alarm.logicalId}.Metrics`;
  const found: Found<Id>[] = [];
  const metrics = alarm.metrics.filter(({ metric }) => metric !== undefined).length;
  if (metrics > MOST_METRICS) {
    found.push({
      id: 'too-many-metrics',
      where,
      what: `CloudWatch refuses it: the alarm reads ${metrics} metrics, at most ${MOST_METRICS} are allowed`,
      advice: 'Make several alarms of it, and a composite alarm over them.',
    });
  }
  const watched = watchedIds(alarm);
  if (watched.length !== 1) {
    found.push({
      id: 'returned-series',
      where,
      what: `an alarm watches exactly one entry with ReturnData: true, this one has ${watched.length}`,
      advice: 'Set ReturnData: false on every entry but the one to watch (true is the default).',
    });
    return found;
  }
  const queries = queriesWithoutData(alarm);
  const series = queries.problems.length === 0 ? queries.seriesCount(watched[0]!) : 1;
  if (series === 1) return found;
  return [
    ...found,
    {
      id: 'several-series',
      where,
      what: `an alarm watches one time series, ${watched[0]} gives ${series}`,
      advice: 'Make one of them with SUM(), MAX(), FIRST() …',
    },
  ];
}
