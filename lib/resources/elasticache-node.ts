import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import {
  cannotHave,
  fiveMinutes,
  latency,
  type MetricOf,
  metricsOf,
  minutes,
  saturation,
  traffic,
} from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

export const elasticacheNode: ResourceDefinition = {
  types: ['AWS::ElastiCache::ReplicationGroup', 'AWS::ElastiCache::CacheCluster'],
  noun: 'cache',
  tier: 'data',
  missing: cannotHave({ errors: 'ElastiCache publishes no number of failed commands' }),
  signals: (cache) => {
    const metric = metricsOf('AWS/ElastiCache', { CacheClusterId: nodeOf(cache) });
    const memcached = cache.property('Engine') === 'memcached';
    return [
      ...(memcached
        ? []
        : [
            latency({
              title: 'Read latency',
              unit: 'µs',
              lines: { read: metric('SuccessfulReadRequestLatency', 'Average') },
              alarms: [slowReads(metric)],
            }),
          ]),
      traffic({ title: 'Connections', unit: 'count', lines: { connections: metric('CurrConnections', 'Average') } }),
      saturation({
        title: 'CPU and memory',
        unit: '%',
        lines: memcached
          ? { cpu: metric('CPUUtilization', 'Average') }
          : {
              'engine CPU': metric('EngineCPUUtilization', 'Maximum'),
              memory: metric('DatabaseMemoryUsagePercentage', 'Maximum'),
            },
        alarms: [cpu(metric, memcached), ...(memcached ? [] : [memory(metric)]), ...lag(cache, metric)],
      }),
    ];
  },
};

/** Metrics carry the node, whose id follows from that of the group; the first shard's primary stands for all. */
function nodeOf(cache: Resource): string {
  if (cache.type === 'AWS::ElastiCache::CacheCluster') return cache.ref;
  const shards = cache.number('NumNodeGroups', 1) > 1 || cache.property('ClusterMode') === 'enabled';
  return shards ? `${cache.ref}-0001-001` : `${cache.ref}-001`;
}

function slowReads(metric: MetricOf): AlarmDefault {
  return {
    id: 'read-latency',
    severity: Severity.TICKET,
    symptom: 'reads are slow',
    query: metric('SuccessfulReadRequestLatency', 'Average'),
    threshold: { above: 5000, unit: 'µs' },
    datapoints: minutes(5, 5),
    causes: 'commands over large collections, a busy engine thread, swapping',
    lookAt: 'the slow log, then engine CPU',
    source: 'AWS ElastiCache guidance: reads take microseconds; 5 ms is far from it',
  };
}

function cpu(metric: MetricOf, memcached: boolean): AlarmDefault {
  return {
    id: 'cpu',
    severity: Severity.TICKET,
    symptom: 'the cache is short of CPU',
    query: memcached ? metric('CPUUtilization', 'Average') : metric('EngineCPUUtilization', 'Maximum'),
    threshold: { above: 90, unit: '%' },
    datapoints: minutes(10, 10),
    causes: 'expensive commands, more load, a node that is too small',
    lookAt: 'the slow log and the commands by type',
    source: 'AWS recommended alarms: EngineCPUUtilization over 90 %; 10 minutes spare backups',
  };
}

function memory(metric: MetricOf): AlarmDefault {
  return {
    id: 'memory',
    severity: Severity.TICKET,
    symptom: 'the memory is nearly used up; then keys are evicted or writes fail',
    query: metric('DatabaseMemoryUsagePercentage', 'Maximum'),
    threshold: { above: 90, unit: '%' },
    datapoints: fiveMinutes(3, 3),
    causes: 'keys without expiry, growing data',
    lookAt: 'evictions, and the largest keys',
    source: 'AWS ElastiCache guidance: 80 %; 90 % because a cache that evicts by design runs near full',
  };
}

function lag(cache: Resource, metric: MetricOf): AlarmDefault[] {
  const replicas = cache.number('ReplicasPerNodeGroup', Math.max(0, cache.number('NumCacheClusters', 1) - 1));
  if (cache.type === 'AWS::ElastiCache::CacheCluster' || replicas === 0) return [];
  const replica = metric('ReplicationLag', 'Maximum');
  const CacheClusterId = replica.dimensions.CacheClusterId!.replace(/-001$/, '-002');
  return [
    {
      id: 'replication-lag',
      severity: Severity.TICKET,
      symptom: 'a replica lags behind',
      query: { ...replica, dimensions: { CacheClusterId } },
      threshold: { above: 10, unit: 's' },
      datapoints: minutes(5, 5),
      causes: 'more writes than the replica can take, a network limit of the node type',
      lookAt: 'network bytes of the nodes against their limit',
      source: 'AWS recommended alarms: ReplicationLag; 10 s is judgement',
    },
  ];
}
