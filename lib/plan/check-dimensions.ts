import { Token } from 'aws-cdk-lib';
import { metricsIn, type Signal } from '../signals/signal';

/** CloudWatch's limit for a dimension's value. */
const MAX_LENGTH = 255;

/** A series without a name in its dimensions cannot exist. Throws an Error that says which. */
export function checkDimensions(signals: readonly Signal[]): void {
  const queries = signals.flatMap(({ lines, alarms }) => [...lines, ...alarms]).map(({ query }) => query);
  for (const { metricName, dimensions } of queries.flatMap(metricsIn)) {
    for (const [name, value] of Object.entries(dimensions)) {
      if (Token.isUnresolved(value) || (value.trim() !== '' && value.length <= MAX_LENGTH)) continue;
      throw new Error(`the dimension ${name} of ${metricName} has ${value.trim() === '' ? 'no' : 'too long a'} value`);
    }
  }
}
