import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { isMath, type MetricRef, type Query } from './signal';

/** CDK's metric for a query. */
export function cloudWatchMetric(query: Query, periodSeconds: number): IMetric {
  const period = Duration.seconds(periodSeconds);
  if (!isMath(query)) return metricOf(query, period);
  const usingMetrics = Object.fromEntries(
    Object.entries(query.metrics).map(([id, metric]) => [id, metricOf(metric, period)]),
  );
  return new MathExpression({ expression: query.expression, usingMetrics, period });
}

function metricOf({ namespace, metricName, dimensions, statistic }: MetricRef, period: Duration): Metric {
  return new Metric({ namespace, metricName, statistic, period, dimensionsMap: { ...dimensions } });
}
