import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { databaseCpuAlarm, diskLatencyAlarm } from '../signals/database-alarms';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, latency, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

const GIB = 1024 ** 3;

/** RDS's smallest volume for most engines, in GiB. */
const SMALLEST_STORAGE = 20;

export const rdsInstance: ResourceDefinition = {
  types: ['AWS::RDS::DBInstance'],
  applies: (instance) =>
    !/^aurora/.test(String(instance.property('Engine') ?? '')) &&
    instance.property('DBClusterIdentifier') === undefined,
  noun: 'database',
  tier: 'data',
  missing: cannotHave({ errors: 'RDS publishes no number of failed statements' }),
  signals: (instance) => {
    const metric = metricsOf('AWS/RDS', { DBInstanceIdentifier: instance.ref });
    return [
      latency({
        title: 'Disk latency',
        unit: 's',
        lines: { read: metric('ReadLatency', 'Average'), write: metric('WriteLatency', 'Average') },
        alarms: [
          diskLatencyAlarm('Read', metric),
          diskLatencyAlarm('Write', metric),
          ...replicaAlarms(instance, metric),
        ],
      }),
      traffic({
        title: 'Connections',
        unit: 'count',
        lines: { connections: metric('DatabaseConnections', 'Average') },
      }),
      saturation({
        title: 'CPU',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average') },
        alarms: [databaseCpuAlarm(metric)],
      }),
      saturation({
        id: 'storage',
        title: 'Free storage and memory',
        unit: 'bytes',
        inOverview: false,
        lines: { storage: metric('FreeStorageSpace', 'Minimum'), memory: metric('FreeableMemory', 'Average') },
        alarms: [storageAlarm(instance, metric), ...wraparoundAlarms(instance, metric)],
      }),
    ];
  },
};

function storageAlarm(instance: Resource, metric: MetricOf): AlarmDefault {
  return {
    id: 'storage',
    severity: Severity.PAGE,
    symptom: 'the disk is nearly full; when it is, the database stops',
    query: metric('FreeStorageSpace', 'Minimum'),
    threshold: { below: 0.1 * GIB * instance.number('AllocatedStorage', SMALLEST_STORAGE), unit: 'bytes' },
    datapoints: minutes(5, 5),
    causes: 'growing data, logs, a replication slot that nobody reads, a large temporary table',
    lookAt: 'what grew: tables, binary logs, WAL; then storage autoscaling (MaxAllocatedStorage)',
    source: 'AWS recommended alarms: FreeStorageSpace below 10 % of the allocated storage',
  };
}

function replicaAlarms(instance: Resource, metric: MetricOf): AlarmDefault[] {
  if (instance.property('SourceDBInstanceIdentifier') === undefined) return [];
  return [
    {
      id: 'replica-lag',
      severity: Severity.TICKET,
      symptom: 'the read replica lags behind',
      query: metric('ReplicaLag', 'Maximum'),
      threshold: { above: 60, unit: 's' },
      datapoints: minutes(10, 10),
      causes: 'a long statement, more writes than the replica can take, a smaller instance than its source',
      lookAt: 'CPU and disk latency of the replica',
      source: 'AWS recommended alarms: ReplicaLag over 60 s, 10 of 10 minutes',
    },
  ];
}

function wraparoundAlarms(instance: Resource, metric: MetricOf): AlarmDefault[] {
  if (instance.property('Engine') !== 'postgres') return [];
  return [
    {
      id: 'transaction-ids',
      severity: Severity.PAGE,
      symptom: 'transaction ids run out; then PostgreSQL accepts no writes any more',
      query: metric('MaximumUsedTransactionIDs', 'Average'),
      threshold: { above: 1_000_000_000, unit: 'count' },
      datapoints: minutes(1, 1),
      causes: 'autovacuum is off, blocked by a long transaction or a prepared one, or too slow',
      lookAt: 'the oldest transaction and pg_stat_progress_vacuum',
      source: 'AWS recommended alarms: over 1,000,000,000 of 2,100,000,000 ids',
    },
  ];
}
