import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricRef, Query } from './signal';

export interface MetricOptions {
  readonly periodSeconds: number;
  /** @default - CloudWatch's own label */
  readonly label?: string;
}

/** CDK's metric for a query. */
export function cloudWatchMetric(query: Query, { periodSeconds, label }: MetricOptions): IMetric {
  const period = Duration.seconds(periodSeconds);
  if ('metric' in query) return metricOf(query.metric, period, label);
  return new MathExpression({
    expression: query.expression,
    usingMetrics: Object.fromEntries(
      Object.entries(query.metrics).map(([id, metric]) => [id, metricOf(metric, period)]),
    ),
    period,
    label,
  });
}

function metricOf(
  { namespace, metricName, dimensions, statistic }: MetricRef,
  period: Duration,
  label?: string,
): Metric {
  return new Metric({ namespace, metricName, statistic, period, label, dimensionsMap: { ...dimensions } });
}
