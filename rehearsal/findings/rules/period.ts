import type { AlarmModel } from '../../template/model';
import { metricAlarms, whereOf } from '../metric-alarms';
import { type Found, rule } from '../rule';

const HIGH_RESOLUTION = [10, 20, 30];
/** Some of their metrics come every 10 seconds. https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
const HIGH_RESOLUTION_NAMESPACES = ['AWS/SageMaker'];

type Id = 'period-not-allowed' | 'mixed-periods' | 'high-resolution-aws-metric';

/** The periods of metrics. */
export const period = rule<Id>({
  finds: {
    'period-not-allowed': { level: 'error', means: 'a period is not 10, 20, 30 or a multiple of 60 seconds' },
    'mixed-periods': { level: 'error', means: 'the metrics of one alarm have different periods' },
    'high-resolution-aws-metric': {
      level: 'warning',
      means: 'a period under a minute on a metric of AWS, which has one datapoint a minute',
    },
  },
  find: (model) => metricAlarms(model).flatMap(periodsOf),
});

function periodsOf(alarm: AlarmModel): Found<Id>[] {
  const periods = new Set(alarm.metrics.flatMap(({ metric }) => metric?.periodSeconds ?? []));
  const found: Found<Id>[] = [];
  if (periods.size > 1) {
    found.push({
      id: 'mixed-periods',
      where: `${alarm.logicalId}.Metrics`,
      what: `an alarm has one period, its metrics have ${[...periods].join(' s, ')} s`,
      advice: 'Give every metric of the alarm the same period.',
    });
  }
  for (const query of alarm.metrics) {
    const { namespace, periodSeconds } = query.metric ?? { namespace: '', periodSeconds: 60 };
    const where = whereOf(alarm, query);
    if (!HIGH_RESOLUTION.includes(periodSeconds) && !(periodSeconds > 0 && periodSeconds % 60 === 0)) {
      found.push({
        id: 'period-not-allowed',
        where,
        what: `CloudWatch refuses a period of ${periodSeconds} s`,
        advice: 'Use 10, 20, 30 or a multiple of 60 seconds.',
      });
    } else if (periodSeconds < 60 && namespace.startsWith('AWS/') && !HIGH_RESOLUTION_NAMESPACES.includes(namespace)) {
      found.push({
        id: 'high-resolution-aws-metric',
        where,
        what: `${namespace} has a datapoint a minute at most: most periods of ${periodSeconds} s have no data`,
        advice: 'Use a period of 60 seconds: shorter ones are for your own high-resolution metrics.',
      });
    }
  }
  return found;
}
