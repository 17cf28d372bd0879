import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { LogFilter } from '../signals/resource-definition';

/**
 * The metric filter of a planned one. It has no default value: the metric then exists, and is billed, only in hours in
 * which a line matches, and the alarms on it treat minutes without one as healthy.
 */
export function createLogFilter(
  scope: Construct,
  { id, logGroupName, pattern, namespace, metricName }: LogFilter,
): void {
  new CfnMetricFilter(scope, id, {
    logGroupName,
    filterPattern: pattern,
    metricTransformations: [{ metricNamespace: namespace, metricName, metricValue: '1', unit: 'Count' }],
  });
}
