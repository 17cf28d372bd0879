import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { databaseCpuAlarm, databaseEvents } from '../signals/database-alarms';
import { isAurora } from '../signals/database-engine';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { latency, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, Signal } from '../signals/signal';

const GIB = 2 ** 30;

/** The least that a Multi-AZ cluster allocates. */
const LEAST_STORAGE_GIB = 100;

/** A cluster of Aurora, or a Multi-AZ cluster of MySQL or PostgreSQL, whose instances CloudFormation does not show. */
export const rdsCluster: ResourceDefinition = {
  types: ['AWS::RDS::DBCluster'],
  noun: 'database cluster',
  tier: 'data',
  missing: [
    {
      goldenSignal: GoldenSignal.ERRORS,
      why: 'RDS publishes no error metric; its failures and failovers are events, failed queries show in the clients',
    },
  ],
  events: (cluster) => databaseEvents(cluster, 'Cluster'),
  signals: (cluster) => {
    const metric = metricsOf('AWS/RDS', { DBClusterIdentifier: cluster.ref });
    const aurora = isAurora(cluster);
    return [
      latency({
        title: 'Latency of the disk',
        unit: 's',
        inOverview: false,
        lines: { read: metric('ReadLatency', 'Average'), write: metric('WriteLatency', 'Average') },
      }),
      ...(aurora && cluster.referrers('AWS::RDS::DBInstance').length > 1 ? [replicaLag(metric)] : []),
      traffic({
        title: 'Connections',
        unit: 'count',
        lines: { connections: metric('DatabaseConnections', 'Sum') },
        alarms: aurora && hasWriter(cluster) ? [writerAlarm(metric)] : [],
      }),
      saturation({
        title: 'Processor',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average') },
        // The instances of Aurora are resources of their own, where it has any.
        alarms: aurora && !isServerlessV1(cluster) ? [] : [databaseCpuAlarm(metric)],
      }),
      ...(cluster.property('ServerlessV2ScalingConfiguration.MaxCapacity') === undefined ? [] : [capacity(metric)]),
      ...(aurora ? [] : [storage(cluster, metric)]),
    ];
  },
};

/**
 * Whether it always has a writer, for no data means that it is down. Serverless clusters that may scale to nothing
 * publish nothing then, and of the clusters of a global database only one writes, now this one, now that one.
 */
function hasWriter(cluster: Resource): boolean {
  const pauses = Number(cluster.property('ServerlessV2ScalingConfiguration.MinCapacity')) === 0;
  const global = ['GlobalClusterIdentifier', 'ReplicationSourceIdentifier'].some(
    (property) => cluster.property(property) !== undefined,
  );
  return !pauses && !global && cluster.referrers('AWS::RDS::DBInstance').length > 0;
}

/** The first kind of serverless cluster, which has no instances. */
function isServerlessV1(cluster: Resource): boolean {
  return cluster.property('EngineMode') === 'serverless';
}

function writerAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'writer',
    severity: Severity.PAGE,
    symptom: 'the writer of the cluster is down',
    query: metric('EngineUptime', 'Average', { Role: 'WRITER' }),
    threshold: { below: 1, unit: 's' },
    // A failover takes one or two minutes.
    datapoints: minutes(5, 5),
    treatMissingData: 'breaching',
    causes: 'a failover that does not end, an engine that crashes, a cluster that somebody stopped',
    lookAt: 'the recent events of the cluster',
    source: 'AWS recommended alarms: EngineUptime of the writer, missing data breaches; 5 minutes outlast a failover',
  };
}

function replicaLag(metric: MetricOf): Signal {
  const lag = metric('AuroraReplicaLagMaximum', 'Maximum');
  return latency({
    id: 'replica-lag',
    title: 'Lag of the readers',
    unit: 'ms',
    inOverview: false,
    lines: { lag },
    alarms: [
      {
        id: 'replica-lag',
        severity: Severity.TICKET,
        symptom: 'readers are behind the writer',
        query: lag,
        threshold: { above: 2000, unit: 'ms' },
        datapoints: minutes(10, 10),
        causes: 'many writes, a reader that is overloaded or of a smaller class',
        lookAt: 'processor and memory of the readers',
        source: 'Aurora guide: usually well under 100 ms; milliseconds, unlike ReplicaLag; 2 s is judgement',
      },
    ],
  });
}

function capacity(metric: MetricOf): Signal {
  const used = metric('ACUUtilization', 'Average');
  return saturation({
    id: 'capacity',
    title: 'Capacity of the configured maximum',
    unit: '%',
    lines: { used },
    alarms: [
      {
        id: 'capacity',
        severity: Severity.TICKET,
        symptom: 'the cluster is at its maximum capacity',
        query: used,
        threshold: { above: 90, unit: '%' },
        datapoints: minutes(15, 15),
        causes: 'more traffic, a query without an index, a maximum that is too small',
        lookAt: 'the top queries in Database Insights, then the maximum',
        source: 'Aurora guide on serverless capacity: near 100 % there is nothing left to grow; 90 % is judgement',
      },
    ],
  });
}

function storage(cluster: Resource, metric: MetricOf): Signal {
  const free = metric('FreeStorageSpace', 'Minimum');
  return saturation({
    id: 'storage',
    title: 'Free storage',
    unit: 'bytes',
    lines: { free },
    alarms: [
      {
        id: 'storage',
        severity: Severity.PAGE,
        symptom: 'the storage is nearly full',
        query: free,
        threshold: {
          below: Math.round(0.1 * GIB * cluster.number('AllocatedStorage', LEAST_STORAGE_GIB)),
          unit: 'bytes',
        },
        datapoints: minutes(5, 5),
        causes: 'more data, logs that are kept, a replication slot that nobody reads',
        lookAt: 'what grew, then allocate more: a full database stops',
        source: 'AWS recommended alarms: 10 % of the allocated storage, 5 of 5 minutes; GiB there, bytes here',
      },
    ],
  });
}
