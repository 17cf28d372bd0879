import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import {
  databaseConnectionAlarms,
  databaseCpuAlarm,
  databaseEvents,
  databaseMemoryAlarms,
  transactionIdAlarm,
} from '../signals/database-alarms';
import { engineOf, isAurora } from '../signals/database-engine';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { fiveMinutes, latency, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

const GIB = 2 ** 30;

/** The least that RDS allocates on SSD; for a snapshot, whose size is not in the template. */
const LEAST_STORAGE_GIB = 20;

/** Instances of Aurora are another thing: see `aurora-instance.ts`. */
export const rdsInstance: ResourceDefinition = {
  types: ['AWS::RDS::DBInstance'],
  applies: (database) => !isAurora(database),
  noun: 'database',
  tier: 'data',
  missing: [
    {
      goldenSignal: GoldenSignal.ERRORS,
      why: 'RDS publishes no error metric; its failures and failovers are events, failed queries show in the clients',
    },
  ],
  events: (database) => databaseEvents(database, 'Instance'),
  signals: (database) => {
    const metric = metricsOf('AWS/RDS', { DBInstanceIdentifier: database.ref });
    const engine = engineOf(database);
    return [
      // Of the disk, not of queries: RDS does not measure those.
      latency({
        title: 'Latency of the disk',
        unit: 's',
        lines: { read: metric('ReadLatency', 'Average'), write: metric('WriteLatency', 'Average') },
        alarms: [diskLatencyAlarm('read', metric), diskLatencyAlarm('write', metric)],
      }),
      ...(database.property('SourceDBInstanceIdentifier') === undefined ? [] : [replicaLag(metric)]),
      traffic({
        title: 'Disk operations per second',
        unit: 'count',
        lines: { read: metric('ReadIOPS', 'Average'), write: metric('WriteIOPS', 'Average') },
      }),
      saturation({
        title: 'Processor',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average') },
        alarms: [databaseCpuAlarm(metric), ...burstAlarms(database, metric)],
      }),
      saturation({
        id: 'space',
        title: 'Free storage and memory',
        unit: 'bytes',
        lines: { storage: metric('FreeStorageSpace', 'Minimum'), memory: metric('FreeableMemory', 'Average') },
        alarms: [
          storageAlarm(database, metric),
          // SQL Server takes all the memory that there is, as it should.
          ...(engine.startsWith('sqlserver') ? [] : databaseMemoryAlarms(metric, database.property('DBInstanceClass'))),
        ],
      }),
      saturation({
        id: 'connections',
        title: 'Connections',
        unit: 'count',
        lines: { connections: metric('DatabaseConnections', 'Maximum') },
        alarms: [
          ...databaseConnectionAlarms(metric, database, engine),
          ...(engine === 'postgres' ? [transactionIdAlarm(metric)] : []),
        ],
      }),
    ];
  },
};

function diskLatencyAlarm(direction: 'read' | 'write', metric: MetricOf): AlarmDefault {
  return {
    id: `${direction}-latency`,
    severity: Severity.TICKET,
    symptom: `${direction}s of the disk are slow`,
    query: metric(direction === 'read' ? 'ReadLatency' : 'WriteLatency', 'Average'),
    threshold: { above: 0.02, unit: 's' },
    datapoints: minutes(15, 15),
    causes: 'more operations than the volume is provisioned for, used-up burst credits, a query that reads it all',
    lookAt: 'disk operations per second against those of the volume',
    source: 'AWS recommended alarms: over 20 ms is a cause for investigation; seconds; 15 minutes outlast a backup',
  };
}

function replicaLag(metric: MetricOf) {
  const lag = metric('ReplicaLag', 'Maximum');
  return latency({
    id: 'replica-lag',
    title: 'Lag behind the source',
    unit: 's',
    lines: { lag },
    alarms: [
      {
        id: 'replica-lag',
        severity: Severity.PAGE,
        symptom: 'the read replica is behind its source, or no longer replicates',
        // RDS says -1 where replication has stopped.
        query: { expression: 'IF(lag < 0, 86400, lag)', metrics: { lag } },
        threshold: { above: 60, unit: 's' },
        // PostgreSQL counts up to 300 s where nothing is written, and starts again: ten in a row outlast that.
        datapoints: minutes(10, 10),
        causes:
          'a large transaction, a replica that is too small, long queries on it, an error that stopped replication',
        lookAt:
          'the replication state of the replica in the RDS console, then its longest query and writes on the source',
        source: 'AWS recommended alarms: 60 s, 10 of 10 minutes',
      },
    ],
  });
}

function storageAlarm(database: Resource, metric: MetricOf): AlarmDefault {
  const grows = database.property('MaxAllocatedStorage') !== undefined;
  const allocatedBytes = GIB * database.number('AllocatedStorage', LEAST_STORAGE_GIB);
  return {
    id: 'storage',
    severity: Severity.PAGE,
    symptom: grows ? 'the storage is nearly full and has not grown by itself' : 'the storage is nearly full',
    query: metric('FreeStorageSpace', 'Minimum'),
    threshold: { below: Math.round((grows ? 0.05 : 0.1) * allocatedBytes), unit: 'bytes' },
    datapoints: grows ? minutes(30, 30) : minutes(5, 5),
    causes: grows
      ? 'the maximum is reached, or it has grown within the last six hours'
      : 'more data, logs that are kept, a replication slot that nobody reads',
    lookAt: 'what grew, then allocate more: a full database stops',
    source: grows
      ? 'RDS guide on storage autoscaling: acts at 10 %; 5 % for half an hour is judgement'
      : 'AWS recommended alarms: 10 % of the allocated storage, 5 of 5 minutes; GiB there, bytes here',
  };
}

/** Small volumes of the type gp2 live on credits. */
function burstAlarms(database: Resource, metric: MetricOf): AlarmDefault[] {
  if (database.property('StorageType') !== 'gp2' || database.number('AllocatedStorage', LEAST_STORAGE_GIB) >= 1000) {
    return [];
  }
  return [
    {
      id: 'burst-balance',
      severity: Severity.TICKET,
      symptom: 'the volume has nearly used up its burst credits, and will be slow',
      query: metric('BurstBalance', 'Average'),
      threshold: { below: 20, unit: '%' },
      datapoints: fiveMinutes(3, 3),
      causes: 'more disk operations than three per GiB and second over a long time',
      lookAt: 'disk operations per second, then gp3 instead of gp2',
      source: 'RDS guide on gp2 volumes; 20 % is judgement',
    },
  ];
}
