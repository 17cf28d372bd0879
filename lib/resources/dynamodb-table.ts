import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import type { AlarmDefault, MetricRef } from '../signals/signal';

/** The operations whose latency is drawn; DynamoDB publishes it per operation only. */
const OPERATIONS = ['GetItem', 'PutItem', 'UpdateItem', 'Query'];

export const dynamodbTable: ResourceDefinition = {
  types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  noun: 'table',
  tier: 'data',
  missing: [],
  signals: (table) => {
    const metric = (metricName: string, statistic: string, operation?: string): MetricRef => ({
      namespace: 'AWS/DynamoDB',
      metricName,
      statistic,
      dimensions: { TableName: table.ref, ...(operation === undefined ? {} : { Operation: operation }) },
    });
    const throttles = (direction: 'Read' | 'Write'): AlarmDefault => ({
      id: `${direction.toLowerCase()}-throttles`,
      severity: Severity.TICKET,
      symptom: `over 1 % of ${direction.toLowerCase()}s are throttled`,
      query: {
        // Alarms on DynamoDB metrics always keep their state when data is missing, and throttles are published only
        // when there are any: the requests bring the alarm back to OK.
        expression: '100 * throttles / (throttles + requests)',
        metrics: {
          throttles: metric(`${direction}ThrottleEvents`, 'Sum'),
          requests: metric(`Consumed${direction}CapacityUnits`, 'SampleCount'),
        },
      },
      threshold: { above: 1, unit: '%' },
      datapoints: { breaching: 5, of: 5, periodSeconds: 60 },
      treatMissingData: 'notBreaching',
      causes: 'a hot partition key, a burst, a provisioned capacity or maximum throughput that is too small',
      lookAt: 'consumed capacity beside the throttles, then which key is hot',
      source: 'AWS recommended alarms: throttle events over 5 of 5 minutes; 1 % because the SDK retries single ones',
    });
    const provisioned = table.property('BillingMode') !== 'PAY_PER_REQUEST';
    return [
      {
        id: 'latency',
        goldenSignal: GoldenSignal.LATENCY,
        title: 'Latency by operation',
        inOverview: false,
        unit: 'ms',
        lines: OPERATIONS.map((operation) => ({
          label: operation,
          query: { metric: metric('SuccessfulRequestLatency', 'Average', operation) },
        })),
        // No default alarm: what is slow depends on the operation and the item size, and DynamoDB's own latency is
        // rarely what hurts.
        alarms: [],
      },
      {
        id: 'traffic',
        goldenSignal: GoldenSignal.TRAFFIC,
        title: 'Consumed capacity',
        inOverview: false,
        unit: 'units',
        lines: [
          { label: 'read', query: { metric: metric('ConsumedReadCapacityUnits', 'Sum') } },
          { label: 'write', query: { metric: metric('ConsumedWriteCapacityUnits', 'Sum') } },
        ],
        alarms: [],
      },
      {
        id: 'errors',
        goldenSignal: GoldenSignal.ERRORS,
        title: 'System errors by operation',
        inOverview: false,
        unit: 'count',
        lines: OPERATIONS.map((operation) => ({
          label: operation,
          query: { metric: metric('SystemErrors', 'Sum', operation) },
        })),
        // No default alarm: it needs one billed metric for each operation (1.00 USD a month for all ten).
        alarms: [],
      },
      {
        id: 'saturation',
        goldenSignal: GoldenSignal.SATURATION,
        title: 'Throttled requests',
        inOverview: true,
        unit: 'count',
        lines: [
          { label: 'reads', query: { metric: metric('ReadThrottleEvents', 'Sum') } },
          { label: 'writes', query: { metric: metric('WriteThrottleEvents', 'Sum') } },
        ],
        alarms: [throttles('Read'), throttles('Write'), ...(provisioned ? capacityAlarms(metric) : [])],
      },
    ];
  },
};

function capacityAlarms(metric: (metricName: string, statistic: string) => MetricRef): AlarmDefault[] {
  return (['Read', 'Write'] as const).map((direction) => ({
    id: `${direction.toLowerCase()}-capacity`,
    severity: Severity.TICKET,
    symptom: `${direction.toLowerCase()}s use over 80 % of the provisioned capacity`,
    query: {
      expression: '100 * (consumed / PERIOD(consumed)) / provisioned',
      metrics: {
        consumed: metric(`Consumed${direction}CapacityUnits`, 'Sum'),
        provisioned: metric(`Provisioned${direction}CapacityUnits`, 'Average'),
      },
    },
    threshold: { above: 80, unit: '%' },
    datapoints: { breaching: 5, of: 5, periodSeconds: 60 },
    treatMissingData: 'notBreaching',
    causes: 'growing traffic, auto scaling at its maximum or switched off',
    lookAt: 'the auto scaling limits of the table',
    source: 'AWS DynamoDB guide on provisioned capacity; 80 % is judgement',
  }));
}
