import { minimumSamples } from '../../alarms/low-sample';
import { parseStatistic } from '../../metrics/statistic';
import { whyNoStatistic } from '../../metrics/statistic-problem';
import { metricAlarms, whereOf } from '../metric-alarms';
import { type Found, rule } from '../rule';

type Id = 'unknown-statistic' | 'low-sample-percentile';

/** The statistics of metrics. */
export const statistic = rule<Id>({
  finds: {
    'unknown-statistic': { level: 'error', means: 'CloudWatch has no such statistic' },
    'low-sample-percentile': {
      level: 'warning',
      means: 'EvaluateLowSampleCountPercentile: ignore keeps the state of an alarm on a percentile with few samples',
    },
  },
  find: (model) =>
    metricAlarms(model).flatMap((alarm) =>
      alarm.metrics.flatMap((query): Found<Id>[] => {
        if (query.metric === undefined) return [];
        const { statistic: text, periodSeconds } = query.metric;
        const where = whereOf(alarm, query);
        const parsed = parseStatistic(text);
        if (parsed === undefined) {
          const advice = 'Use Sum, Average, p99, tm90, PR(:300) …';
          return [{ id: 'unknown-statistic', where, what: whyNoStatistic(text), advice }];
        }
        const { percentile } = parsed;
        const ignores = alarm.evaluateLowSampleCountPercentile === 'ignore';
        if (!ignores || percentile === undefined || percentile <= 0 || percentile >= 1) return [];
        return [
          {
            id: 'low-sample-percentile',
            where,
            what: `with fewer than ${minimumSamples(percentile)} samples in ${periodSeconds} s the alarm on ${text} keeps its state, whatever happens`,
            advice: 'Use a lower percentile or a longer period, or leave EvaluateLowSampleCountPercentile at evaluate.',
          },
        ];
      }),
    ),
});
