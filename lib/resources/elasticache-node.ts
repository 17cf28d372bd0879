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
import type { AlarmDefault, Query, Signal } from '../signals/signal';

export const elasticacheNode: ResourceDefinition = {
  types: ['AWS::ElastiCache::ReplicationGroup', 'AWS::ElastiCache::CacheCluster'],
  noun: 'cache',
  tier: 'data',
  leftOut: (cache) =>
    cache.property('PrimaryClusterId') === undefined
      ? undefined
      : 'its first node is an older cluster with a name of its own, which its metrics carry',
  missing: cannotHave({ errors: 'ElastiCache publishes no number of failed commands' }),
  signals: (cache) => {
    const nodes = nodesOf(cache);
    const memcached = isMemcached(cache);
    const connections = Object.fromEntries(
      nodes.map(({ label, metric }) => [label, metric('CurrConnections', 'Average')]),
    );
    return [
      // Memcached publishes none.
      ...(memcached ? [] : [readLatency(cache, nodes)]),
      traffic({ title: 'Connections', unit: 'count', lines: connections }),
      saturation({
        title: 'CPU and memory',
        unit: '%',
        lines: Object.fromEntries(
          nodes.flatMap(({ label, metric }): [string, Query][] =>
            memcached
              ? [[`CPU ${label}`, metric('CPUUtilization', 'Average')]]
              : [
                  [`engine CPU ${label}`, metric('EngineCPUUtilization', 'Maximum')],
                  [`memory ${label}`, metric(memoryMetric(cache), 'Maximum')],
                ],
          ),
        ),
        alarms: [...cpu(nodes, memcached), ...(memcached ? [] : memory(cache, nodes)), ...lag(cache, nodes)],
      }),
    ];
  },
};

/** Of an engine that is not known here, only what all of them publish is looked at. */
function isMemcached(cache: Resource): boolean {
  const engine = cache.property('Engine');
  return engine === 'memcached' || (cache.type === 'AWS::ElastiCache::CacheCluster' && typeof engine === 'object');
}

interface Node {
  readonly label: string;
  readonly metric: MetricOf;
}

/**
 * Metrics carry the node, whose id follows from that of the group. All nodes count: after a failover any of them may be
 * the primary.
 */
function nodesOf(cache: Resource): Node[] {
  const metric = (CacheClusterId: string) => metricsOf('AWS/ElastiCache', { CacheClusterId });
  if (cache.type === 'AWS::ElastiCache::CacheCluster') return [{ label: 'all', metric: metric(cache.ref) }];
  const shards = cache.number('NumNodeGroups', Math.max(1, configuredShards(cache).length));
  // Cluster mode also comes with the parameter group, then with a single shard as well.
  const clustered =
    shards > 1 ||
    cache.property('ClusterMode') === 'enabled' ||
    /\.cluster\.on$/.test(String(cache.property('CacheParameterGroupName') ?? '')) ||
    ['yes', 'true'].includes(parameter(cache, 'cluster-enabled') ?? '');
  const suffixes = numbers(shards, 4).flatMap((shard) =>
    numbers(1 + replicasOf(cache), 3).map((node) => (clustered ? `${shard}-${node}` : node)),
  );
  return suffixes.map((suffix) => ({ label: suffix, metric: metric(`${cache.ref}-${suffix}`) }));
}

/** Of a parameter group of the stack. */
function parameter(cache: Resource, name: string): string | undefined {
  const [group] = cache.references('CacheParameterGroupName');
  const value = group?.property(`Properties.${name}`);
  return value === undefined ? undefined : String(value);
}

/** `0001`, `0002` … */
function numbers(count: number, digits: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1).padStart(digits, '0'));
}

/** For each shard. */
function replicasOf(cache: Resource): number {
  const configured = Number(configuredShards(cache)[0]?.ReplicaCount);
  if (configured >= 0) return configured;
  return cache.number('ReplicasPerNodeGroup', Math.max(0, cache.number('NumCacheClusters', 1) - 1));
}

/** Shards that are configured one by one. */
function configuredShards(cache: Resource): readonly { readonly ReplicaCount?: unknown }[] {
  const shards = cache.property('NodeGroupConfiguration');
  return Array.isArray(shards) ? shards : [];
}

/** An alarm reads at most ten metrics: one for the first ten nodes, `cpu`, one for the next, `cpu-2` … */
function worstOf(
  nodes: readonly Node[],
  metricName: string,
  statistic: string,
  alarm: Omit<AlarmDefault, 'query' | 'severity'>,
): AlarmDefault[] {
  const alarms: AlarmDefault[] = [];
  for (let first = 0; first < nodes.length; first += 10) {
    const metrics = nodes.slice(first, first + 10).map(({ metric }) => metric(metricName, statistic));
    const ids = metrics.map((_, index) => `node${index + 1}`);
    const query: Query =
      metrics.length === 1
        ? metrics[0]!
        : {
            expression: `MAX([${ids.join(', ')}])`,
            metrics: Object.fromEntries(ids.map((id, index) => [id, metrics[index]!])),
          };
    const id = first === 0 ? alarm.id : `${alarm.id}-${first / 10 + 1}`;
    alarms.push({ ...alarm, id, severity: Severity.TICKET, query });
  }
  return alarms;
}

function readLatency(cache: Resource, nodes: readonly Node[]): Signal {
  // Redis publishes only how long the engine works on a command, not on a request.
  const metricName = cache.property('Engine') === 'valkey' ? 'SuccessfulReadRequestLatency' : 'GetTypeCmdsLatency';
  return latency({
    title: 'Read latency',
    unit: 'µs',
    lines: Object.fromEntries(nodes.map(({ label, metric }) => [label, metric(metricName, 'Average')])),
    alarms: worstOf(nodes, metricName, 'Average', {
      id: 'read-latency',
      symptom: 'reads are slow',
      threshold: { above: 5000, unit: 'µs' },
      datapoints: minutes(5, 5),
      causes: 'commands over large collections, a busy engine thread, swapping',
      lookAt: 'the slow log, then engine CPU',
      source: 'AWS ElastiCache guidance: reads take microseconds; 5 ms is far from it',
    }),
  });
}

function cpu(nodes: readonly Node[], memcached: boolean): AlarmDefault[] {
  // Memcached uses all processors, the others one.
  const [metricName, statistic] = memcached ? ['CPUUtilization', 'Average'] : ['EngineCPUUtilization', 'Maximum'];
  return worstOf(nodes, metricName!, statistic!, {
    id: 'cpu',
    symptom: 'the cache is short of CPU',
    threshold: { above: 90, unit: '%' },
    datapoints: minutes(10, 10),
    causes: 'expensive commands, more load, a node that is too small',
    lookAt: memcached ? 'gets, sets and new connections' : 'the slow log and the commands by type',
    source: 'AWS recommended alarms: EngineCPUUtilization over 90 %; 10 minutes spare backups',
  });
}

/** With data tiering (r6gd) the memory is always full: what does not fit is on the disk. */
function memoryMetric(cache: Resource): string {
  return String(cache.property('CacheNodeType')).startsWith('cache.r6gd.')
    ? 'DatabaseCapacityUsagePercentage'
    : 'DatabaseMemoryUsagePercentage';
}

function memory(cache: Resource, nodes: readonly Node[]): AlarmDefault[] {
  // Where any key may be evicted, a full cache is one that is made use of.
  if (parameter(cache, 'maxmemory-policy')?.startsWith('allkeys-')) return [];
  return worstOf(nodes, memoryMetric(cache), 'Maximum', {
    id: 'memory',
    symptom: 'the memory is nearly used up; then keys are evicted or writes fail',
    threshold: { above: 90, unit: '%' },
    datapoints: fiveMinutes(3, 3),
    causes: 'keys without expiry, growing data',
    lookAt: 'evictions, and the largest keys',
    source: 'AWS ElastiCache guidance: 80 %; 90 % because a cache that evicts by design runs near full',
  });
}

/** Published by whichever nodes are replicas now. */
function lag(cache: Resource, nodes: readonly Node[]): AlarmDefault[] {
  if (cache.type === 'AWS::ElastiCache::CacheCluster' || replicasOf(cache) === 0) return [];
  return worstOf(nodes, 'ReplicationLag', 'Maximum', {
    id: 'replication-lag',
    symptom: 'a replica lags behind',
    threshold: { above: 10, unit: 's' },
    datapoints: minutes(5, 5),
    causes: 'more writes than the replica can take, a network limit of the node type',
    lookAt: 'network bytes of the nodes against their limit',
    source: 'AWS recommended alarms: ReplicationLag; 10 s is judgement',
  });
}
