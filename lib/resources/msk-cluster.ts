import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, MathQuery, Query } from '../signals/signal';

/** CloudWatch's limit of metrics in an alarm; brokers beyond it get a second alarm. */
const BROKERS_PER_ALARM = 10;

/** Amazon MSK's default level of monitoring, which is free; the paid levels are not needed. */
export const mskCluster: ResourceDefinition = {
  types: ['AWS::MSK::Cluster'],
  noun: 'Kafka cluster',
  tier: 'queue',
  missing: [{ goldenSignal: GoldenSignal.LATENCY, why: 'request times belong to a paid level of monitoring' }],
  signals: (cluster) => {
    const metric = metricsOf('AWS/Kafka', { 'Cluster Name': cluster.text('ClusterName') ?? '' });
    const brokers = brokerIds(cluster);
    const express = String(cluster.property('BrokerNodeGroupInfo.InstanceType')).startsWith('express.');
    return [
      traffic({
        title: 'Bytes received a second, by broker',
        unit: 'bytes',
        lines: byBroker(brokers.slice(0, BROKERS_PER_ALARM), metric, 'BytesInPerSec', 'Average'),
      }),
      errors({
        title: express ? 'Active controllers' : 'Partitions without a leader',
        unit: 'count',
        lines: express
          ? { controllers: metric('ActiveControllerCount', 'Maximum') }
          : { offline: metric('OfflinePartitionsCount', 'Maximum') },
        alarms: [
          controllerAlarm(metric),
          ...(express
            ? []
            : [
                offlineAlarm(metric),
                ...worst('under-min-isr', brokers, metric, 'UnderMinIsrPartitionCount', 'MAX', replicasAlarm),
              ]),
        ],
      }),
      ...(express
        ? []
        : [
            saturation({
              id: 'disk',
              title: 'Disk used by broker',
              unit: '%',
              lines: byBroker(brokers.slice(0, BROKERS_PER_ALARM), metric, 'KafkaDataLogsDiskUsed', 'Maximum'),
              alarms: worst('disk', brokers, metric, 'KafkaDataLogsDiskUsed', 'MAX', diskAlarm),
            }),
          ]),
      saturation({
        title: 'Idle CPU by broker',
        unit: '%',
        inOverview: false,
        lines: byBroker(brokers.slice(0, BROKERS_PER_ALARM), metric, 'CpuIdle', 'Average'),
        alarms: worst('cpu', brokers, metric, 'CpuIdle', 'MIN', cpuAlarm),
      }),
    ];
  },
};

/** Brokers are numbered from 1. */
function brokerIds(cluster: Resource): string[] {
  return Array.from({ length: cluster.number('NumberOfBrokerNodes', 2) }, (_, index) => String(index + 1));
}

function byBroker(
  brokers: readonly string[],
  metric: MetricOf,
  name: string,
  statistic: string,
): Record<string, Query> {
  return Object.fromEntries(
    brokers.map((broker) => [`broker ${broker}`, metric(name, statistic, { 'Broker ID': broker })]),
  );
}

/** One alarm on the worst broker, for each ten. */
function worst(
  id: string,
  brokers: readonly string[],
  metric: MetricOf,
  name: string,
  pick: 'MAX' | 'MIN',
  alarm: (id: string, query: MathQuery) => AlarmDefault,
): AlarmDefault[] {
  const statistic = pick === 'MAX' ? 'Maximum' : 'Average';
  const tens = Array.from({ length: Math.ceil(brokers.length / BROKERS_PER_ALARM) }, (_, ten) =>
    brokers.slice(ten * BROKERS_PER_ALARM, (ten + 1) * BROKERS_PER_ALARM),
  );
  return tens.map((some, ten) =>
    alarm(ten === 0 ? id : `${id}-${ten + 1}`, {
      expression: `${pick}([${some.map((broker) => `b${broker}`).join(', ')}])`,
      metrics: Object.fromEntries(
        some.map((broker) => [`b${broker}`, metric(name, statistic, { 'Broker ID': broker })]),
      ),
    }),
  );
}

function offlineAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'offline-partitions',
    severity: Severity.PAGE,
    symptom: 'partitions have no leader: they can be neither read nor written',
    query: metric('OfflinePartitionsCount', 'Maximum'),
    threshold: { above: 0, unit: 'count' },
    datapoints: minutes(3, 5),
    causes: 'brokers that are down, topics with a single replica while a broker restarts',
    lookAt: 'the state of the brokers, then topics with a replication factor of 1',
    source: 'AWS MSK guidance: any; 3 of 5 minutes, since leaders are elected anew when a broker restarts',
  };
}

function replicasAlarm(id: string, query: MathQuery): AlarmDefault {
  return {
    id,
    severity: Severity.PAGE,
    symptom: 'partitions have too few replicas: what producers want to be sure of is refused',
    query,
    threshold: { above: 0, unit: 'count' },
    // A broker that restarts has its replicas back within minutes.
    datapoints: minutes(10, 10),
    causes: 'brokers that are down or overloaded, topics whose replicas are no more than the minimum',
    lookAt: 'the state of the brokers, then min.insync.replicas against the replication factor of the topics',
    source: 'AWS MSK guidance: any; 10 of 10 minutes because maintenance restarts one broker after the other',
  };
}

function controllerAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'no-controller',
    severity: Severity.PAGE,
    symptom: 'the cluster has no controller',
    query: metric('ActiveControllerCount', 'Maximum'),
    threshold: { below: 1, unit: 'count' },
    datapoints: minutes(5, 5),
    causes: 'brokers that are down or cannot reach each other',
    lookAt: 'the state of the cluster and of its brokers',
    source: 'AWS MSK guidance: maximum below 1 for 5 minutes',
  };
}

function diskAlarm(id: string, query: MathQuery): AlarmDefault {
  return {
    id,
    severity: Severity.PAGE,
    symptom: 'the disk of a broker is nearly full; a full one stops it',
    query,
    threshold: { above: 85, unit: '%' },
    datapoints: { breaching: 3, of: 3, periodSeconds: 300 },
    causes: 'growing traffic, a retention that is too long, storage that does not scale by itself',
    lookAt: 'the retention of the largest topics, then the storage of the cluster',
    source: 'AWS MSK guide, best practices: 85 %',
  };
}

function cpuAlarm(id: string, query: MathQuery): AlarmDefault {
  return {
    id,
    severity: Severity.TICKET,
    symptom: 'a broker is short of CPU, too little is left for when another one fails',
    query,
    threshold: { below: 40, unit: '%' },
    datapoints: { breaching: 6, of: 6, periodSeconds: 300 },
    causes: 'growing traffic, partitions that are spread unevenly, too many small requests',
    lookAt: 'bytes and partitions by broker',
    source: 'AWS MSK guide, best practices: at most 60 % in use; as what is left, one metric instead of two',
  };
}
