import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, Query } from '../signals/signal';

/** The operations that are drawn: DynamoDB publishes latency and errors by operation only. */
const OPERATIONS = ['GetItem', 'PutItem', 'UpdateItem', 'Query'];

type Direction = 'Read' | 'Write';

export const dynamodbTable: ResourceDefinition = {
  types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  noun: 'table',
  tier: 'data',
  missing: [],
  signals: (table) => {
    const metric = metricsOf('AWS/DynamoDB', { TableName: table.ref });
    const byOperation = (metricName: string, statistic: string): Record<string, Query> =>
      Object.fromEntries(OPERATIONS.map((Operation) => [Operation, metric(metricName, statistic, { Operation })]));
    const provisioned = table.property('BillingMode') !== 'PAY_PER_REQUEST';
    return [
      // No default alarm: what is slow depends on the operation and the item size, and is rarely DynamoDB.
      latency({
        title: 'Latency by operation',
        unit: 'ms',
        inOverview: false,
        lines: byOperation('SuccessfulRequestLatency', 'Average'),
      }),
      traffic({
        title: 'Consumed capacity',
        unit: 'units',
        inOverview: false,
        lines: {
          read: metric('ConsumedReadCapacityUnits', 'Sum'),
          write: metric('ConsumedWriteCapacityUnits', 'Sum'),
        },
      }),
      // No default alarm: it needs one billed metric for each operation, 1.00 USD a month for all ten.
      errors({
        title: 'System errors by operation',
        unit: 'count',
        inOverview: false,
        lines: byOperation('SystemErrors', 'Sum'),
      }),
      saturation({
        title: 'Throttled requests',
        unit: 'count',
        lines: { reads: metric('ReadThrottleEvents', 'Sum'), writes: metric('WriteThrottleEvents', 'Sum') },
        alarms: [
          throttleAlarm('Read', metric),
          throttleAlarm('Write', metric),
          ...(provisioned ? [capacityAlarm('Read', metric), capacityAlarm('Write', metric)] : []),
        ],
      }),
    ];
  },
};

function throttleAlarm(direction: Direction, metric: MetricOf): AlarmDefault {
  const reads = `${direction.toLowerCase()}s`;
  return {
    id: `${direction.toLowerCase()}-throttles`,
    severity: Severity.TICKET,
    symptom: `${reads} are throttled`,
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
    datapoints: minutes(5, 5),
    causes: 'a hot partition key, a burst, a provisioned capacity or maximum throughput that is too small',
    lookAt: 'consumed capacity beside the throttles, then which key is hot',
    source: 'AWS recommended alarms: throttle events over 5 of 5 minutes; 1 % because the SDK retries single ones',
  };
}

function capacityAlarm(direction: Direction, metric: MetricOf): AlarmDefault {
  return {
    id: `${direction.toLowerCase()}-capacity`,
    severity: Severity.TICKET,
    symptom: `${direction.toLowerCase()}s come near the provisioned capacity`,
    query: {
      expression: '100 * (consumed / PERIOD(consumed)) / provisioned',
      metrics: {
        consumed: metric(`Consumed${direction}CapacityUnits`, 'Sum'),
        provisioned: metric(`Provisioned${direction}CapacityUnits`, 'Average'),
      },
    },
    threshold: { above: 80, unit: '%' },
    datapoints: minutes(5, 5),
    causes: 'growing traffic, auto scaling at its maximum or switched off',
    lookAt: 'the auto scaling limits of the table',
    source: 'AWS DynamoDB guide on provisioned capacity; 80 % is judgement',
  };
}
