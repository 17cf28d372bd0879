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
  readFrom: ['AWS::ElastiCache::ParameterGroup'],
  noun: 'cache',
  tier: 'data',
  missing: cannotHave({ errors: 'ElastiCache publishes no number of failed commands' }),
  signals: (cache) => {
    const nodes = nodesOf(cache);
    const engine = cache.property('Engine');
    const memcached = engine === 'memcached';
    const connections = Object.fromEntries(
      nodes.map(({ label, metric }) => [label, metric('CurrConnections', 'Average')]),
    );
    return [
      // The other engines publish none.
      ...(engine === 'valkey' ? [readLatency(nodes)] : []),
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
                  [`memory ${label}`, metric('DatabaseMemoryUsagePercentage', 'Maximum')],
                ],
          ),
        ),
        alarms: [...cpu(nodes, memcached), ...(memcached ? [] : memory(nodes)), ...lag(cache, nodes)],
      }),
    ];
  },
};

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
  const shards = cache.number('NumNodeGroups', 1);
  // Cluster mode also comes with the parameter group, then with a single shard as well.
  const clustered =
    shards > 1 ||
    cache.property('ClusterMode') === 'enabled' ||
    /\.cluster\.on$/.test(String(cache.property('CacheParameterGroupName') ?? '')) ||
    parametersOf(cache)?.property('Properties.cluster-enabled') === 'yes';
  const suffixes = numbers(shards, 4).flatMap((shard) =>
    numbers(1 + replicasOf(cache), 3).map((node) => (clustered ? `${shard}-${node}` : node)),
  );
  return suffixes.map((suffix) => ({ label: suffix, metric: metric(`${cache.ref}-${suffix}`) }));
}

/** The parameter group, where it stands in the template and is the only one that it may have. */
function parametersOf(cache: Resource): Resource | undefined {
  const groups = cache.references('CacheParameterGroupName');
  return groups.length === 1 ? groups[0] : undefined;
}

/** `0001`, `0002` … */
function numbers(count: number, digits: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1).padStart(digits, '0'));
}

/** For each shard. */
function replicasOf(cache: Resource): number {
  return cache.number('ReplicasPerNodeGroup', Math.max(0, cache.number('NumCacheClusters', 1) - 1));
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

function readLatency(nodes: readonly Node[]): Signal {
  const metricName = 'SuccessfulReadRequestLatency';
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
      source: 'AWS ElastiCache guidance: reads take microseconds; 5 ms is far from it. Valkey from 7.2 on publishes it',
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
    lookAt: 'the slow log and the commands by type',
    source: 'AWS recommended alarms: EngineCPUUtilization over 90 %; 10 minutes spare backups',
  });
}

function memory(nodes: readonly Node[]): AlarmDefault[] {
  return worstOf(nodes, 'DatabaseMemoryUsagePercentage', 'Maximum', {
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
