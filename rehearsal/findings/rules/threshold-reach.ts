import { parseStatistic } from '../../metrics/statistic';
import type { AlarmModel, MetricStatModel, Model } from '../../template/model';
import { metricAlarms } from '../metric-alarms';
import { type Found, rule } from '../rule';

/** Namespaces of AWS in which no metric is ever negative: they count, and measure time and size. */
const NEVER_NEGATIVE = [
  'AWS/ApiGateway',
  'AWS/ApplicationELB',
  'AWS/DynamoDB',
  'AWS/Events',
  'AWS/Lambda',
  'AWS/SNS',
  'AWS/SQS',
  'AWS/States',
];
/** A function may take a little longer than its timeout until it is ended. */
const TIMEOUT_TOLERANCE = 1.1;
/** Statistics whose value is one of the samples, or between them. */
const WITHIN_SAMPLES = /^(Average|Minimum|Maximum|IQM|p\d|tm\d|wm\d)/;

type Id = 'threshold-never-breached' | 'threshold-always-breached';

/** What a metric can be at least and at most. */
interface Reach {
  readonly least: number;
  readonly most: number;
  /** Why, for a person. */
  readonly why: string;
}

/** Thresholds that a metric cannot cross, where that is certain; an alarm that breaches without data is left alone. */
export const thresholdReach = rule<Id>({
  finds: {
    'threshold-never-breached': { level: 'error', means: 'no value that the metric can have breaches the threshold' },
    'threshold-always-breached': { level: 'warning', means: 'every value that the metric can have breaches it' },
  },
  find: (model) =>
    metricAlarms(model).flatMap((alarm): Found<Id>[] => {
      const [query] = alarm.metrics;
      if (alarm.metrics.length !== 1 || query?.metric === undefined || alarm.threshold === undefined) return [];
      const reach = reachOf(query.metric, model);
      const breaching = breachedBy(alarm, reach);
      const where = `${alarm.logicalId}.Threshold`;
      const what = `${query.metric.metricName} (${query.metric.statistic}) ${reach.why}`;
      if (breaching === 'none' && alarm.treatMissingData !== 'breaching') {
        return [
          {
            id: 'threshold-never-breached',
            where,
            what: `${what}: ${alarm.comparisonOperator} ${alarm.threshold} is never so, the alarm cannot fire`,
            advice: 'Look at the threshold, its unit and the comparison.',
          },
        ];
      }
      if (breaching !== 'all') return [];
      return [
        {
          id: 'threshold-always-breached',
          where,
          what: `${what}: ${alarm.comparisonOperator} ${alarm.threshold} is always so`,
          advice: 'Use GreaterThanThreshold, or another threshold.',
        },
      ];
    }),
});

function reachOf({ namespace, metricName, dimensions, statistic }: MetricStatModel, model: Model): Reach {
  if (statistic.startsWith('PR(')) return { least: 0, most: 100, why: 'is a percentage' };
  if (statistic === 'SampleCount' || statistic.startsWith('TC(') || /^tc\d/.test(statistic)) {
    return { least: 0, most: Number.POSITIVE_INFINITY, why: 'is a count' };
  }
  if (!NEVER_NEGATIVE.includes(namespace) || parseStatistic(statistic) === undefined) {
    return { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY, why: '' };
  }
  const most = WITHIN_SAMPLES.test(statistic) ? highestSample({ namespace, metricName, dimensions }, model) : undefined;
  return {
    least: 0,
    most: most?.value ?? Number.POSITIVE_INFINITY,
    why: most === undefined ? 'is never below 0' : `is never below 0 or above ${most.value} (${most.why})`,
  };
}

/** The highest sample that a resource of the template can give. */
function highestSample(
  { namespace, metricName, dimensions }: Pick<MetricStatModel, 'namespace' | 'metricName' | 'dimensions'>,
  { functions, queues }: Model,
): { readonly value: number; readonly why: string } | undefined {
  const names = Object.keys(dimensions);
  if (names.length !== 1) return undefined;
  if (namespace === 'AWS/SQS' && metricName === 'ApproximateAgeOfOldestMessage') {
    const queue = queues.find(({ queueName }) => queueName === dimensions.QueueName);
    return queue && { value: queue.retentionSeconds, why: 'the queue keeps messages no longer' };
  }
  if (namespace !== 'AWS/Lambda' || metricName !== 'Duration') return undefined;
  const functionModel = functions.find(({ functionName }) => functionName === dimensions.FunctionName);
  return functionModel && { value: functionModel.timeoutSeconds * 1000, why: 'the timeout of the function' };
}

/** Whether none or all of the values within reach breach the threshold. */
function breachedBy(
  { comparisonOperator, threshold = 0 }: AlarmModel,
  { least, most }: Reach,
): 'none' | 'some' | 'all' {
  const highest = most * TIMEOUT_TOLERANCE;
  switch (comparisonOperator) {
    case 'GreaterThanThreshold':
      if (threshold >= highest) return 'none';
      return threshold < least ? 'all' : 'some';
    case 'GreaterThanOrEqualToThreshold':
      if (threshold > highest) return 'none';
      return threshold <= least ? 'all' : 'some';
    case 'LessThanThreshold':
      if (threshold <= least) return 'none';
      return threshold > highest ? 'all' : 'some';
    case 'LessThanOrEqualToThreshold':
      if (threshold < least) return 'none';
      return threshold >= highest ? 'all' : 'some';
    default:
      return 'some';
  }
}
