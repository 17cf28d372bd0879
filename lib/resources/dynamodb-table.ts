import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, latency, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, Query, Signal } from '../signals/signal';

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
    const provisioned = (table.property('BillingMode') ?? 'PROVISIONED') === 'PROVISIONED';
    return [
      // No default alarm: what is slow depends on the operation and the item size, and is rarely DynamoDB.
      latency({
        title: 'Latency by operation',
        unit: 'ms',
        inOverview: false,
        lines: byOperation('SuccessfulRequestLatency', 'Average'),
      }),
      ...replicaRegionsOf(table).map((region) => replication(region, metric)),
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
      ...indexesOf(table).map((index) => indexThrottles(index, metric)),
    ];
  },
};

function throttleAlarm(direction: Direction, metric: MetricOf, index?: string): AlarmDefault {
  const of = index === undefined ? undefined : { GlobalSecondaryIndexName: index };
  const reads = `${direction.toLowerCase()}s`;
  return {
    id: `${index === undefined ? '' : `${kebabCase(index)}-index-`}${direction.toLowerCase()}-throttles`,
    severity: Severity.TICKET,
    symptom: `${reads}${index === undefined ? '' : ` of the index ${index}`} are throttled`,
    query: {
      // Alarms on DynamoDB metrics always keep their state when data is missing, and throttles are published only
      // when there are any: the requests bring the alarm back to OK.
      expression: '100 * throttles / (throttles + requests)',
      metrics: {
        throttles: metric(`${direction}ThrottleEvents`, 'Sum', of),
        requests: metric(`Consumed${direction}CapacityUnits`, 'SampleCount', of),
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
    threshold: { above: 90, unit: '%' },
    // The provisioned capacity is published every five minutes, unlike what is consumed.
    datapoints: fiveMinutes(3, 3),
    causes: 'growing traffic, auto scaling at its maximum or switched off',
    lookAt: 'the auto scaling limits of the table',
    source: 'AWS DynamoDB guide: auto scaling aims at 90 % at most; 15 minutes give it time to act',
  };
}

/** Names of the global secondary indexes, each of which has a capacity of its own. */
function indexesOf(table: Resource): string[] {
  return names(table.property('GlobalSecondaryIndexes'), 'IndexName');
}

/** The regions that a global table writes to from here; none where it is not known which region this is. */
function replicaRegionsOf(table: Resource): string[] {
  if (table.region === undefined) return [];
  return names(table.property('Replicas'), 'Region').filter((region) => region !== table.region);
}

function names(list: unknown, key: string): string[] {
  if (!Array.isArray(list)) return [];
  return list.map((each) => each?.[key]).filter((name) => typeof name === 'string');
}

function indexThrottles(index: string, metric: MetricOf): Signal {
  const of = { GlobalSecondaryIndexName: index };
  return saturation({
    id: `${kebabCase(index)}-index`,
    title: `Throttled requests of the index ${index}`,
    unit: 'count',
    inOverview: false,
    lines: { reads: metric('ReadThrottleEvents', 'Sum', of), writes: metric('WriteThrottleEvents', 'Sum', of) },
    alarms: [throttleAlarm('Read', metric, index), throttleAlarm('Write', metric, index)],
  });
}

function replication(region: string, metric: MetricOf): Signal {
  const lag = metric('ReplicationLatency', 'Average', { ReceivingRegion: region });
  return latency({
    id: `replication-${region}`,
    title: `Replication to ${region}`,
    unit: 'ms',
    inOverview: false,
    lines: { lag },
    alarms: [
      {
        id: `replication-${region}`,
        severity: Severity.TICKET,
        symptom: `changes take long to reach ${region}`,
        query: lag,
        threshold: { above: 180_000, unit: 'ms' },
        // Published every five minutes.
        datapoints: fiveMinutes(3, 3),
        causes: 'too little write capacity of the replica, an incident in one of the regions',
        lookAt: 'write throttles of the replica',
        source: 'AWS recommended alarms: longer than 3 minutes, over 15; milliseconds',
      },
    ],
  });
}

/** `byCustomer` and `by_customer` → `by-customer`. */
function kebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^(?=[^A-Za-z])-?/, 'i')
    .toLowerCase();
}
