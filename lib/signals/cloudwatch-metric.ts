import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { isMath, type MetricRef, type Query } from './signal';

export interface MetricOptions {
  readonly periodSeconds: number;
  /** @default - CloudWatch's own label */
  readonly label?: string;
  /** @default - the region of the stack */
  readonly region?: string;
}

/** CDK's metric for a query. */
export function cloudWatchMetric(query: Query, { periodSeconds, label, region }: MetricOptions): IMetric {
  const period = Duration.seconds(periodSeconds);
  if (!isMath(query)) return metricOf(query, period, label, region);
  return new MathExpression({
    expression: query.expression,
    usingMetrics: Object.fromEntries(
      Object.entries(query.metrics).map(([id, metric]) => [id, metricOf(metric, period, undefined, region)]),
    ),
    period,
    label,
  });
}

function metricOf(
  { namespace, metricName, dimensions, statistic }: MetricRef,
  period: Duration,
  label?: string,
  region?: string,
): Metric {
  return new Metric({ namespace, metricName, statistic, period, label, region, dimensionsMap: { ...dimensions } });
}
