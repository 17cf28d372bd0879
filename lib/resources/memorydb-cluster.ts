import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, fiveMinutes, latency, metricsOf, minutes, saturation, traffic } from '../signals/rows';

export const memorydbCluster: ResourceDefinition = {
  types: ['AWS::MemoryDB::Cluster'],
  noun: 'in-memory database',
  tier: 'data',
  missing: cannotHave({ errors: 'MemoryDB publishes no number of failed commands' }),
  signals: (cluster) => {
    // Over all nodes: the maximum is that of the worst.
    const metric = metricsOf('AWS/MemoryDB', { ClusterName: cluster.ref });
    const cpu = metric('EngineCPUUtilization', 'Maximum');
    // With data tiering the memory is always full: what does not fit is on the disk.
    const tiered = String(cluster.property('NodeType')).startsWith('db.r6gd.');
    const memory = metric(tiered ? 'DatabaseCapacityUsagePercentage' : 'DatabaseMemoryUsagePercentage', 'Maximum');
    return [
      // No default alarm: replicas catch up by themselves, and nothing is lost, since writes are in the log.
      latency({
        title: 'Lag of the replicas',
        unit: 's',
        inOverview: false,
        lines: { lag: metric('ReplicationLag', 'Maximum') },
      }),
      traffic({ title: 'Connections', unit: 'count', lines: { connections: metric('CurrConnections', 'Average') } }),
      saturation({
        title: 'CPU and memory',
        unit: '%',
        lines: { 'engine CPU': cpu, memory },
        alarms: [
          {
            id: 'cpu',
            severity: Severity.TICKET,
            symptom: 'the database is short of CPU',
            query: cpu,
            threshold: { above: 90, unit: '%' },
            datapoints: minutes(10, 10),
            causes: 'expensive commands, more load, a node that is too small',
            lookAt: 'the slow log',
            source: 'MemoryDB guide: scale at 90 % of the engine thread; 10 minutes spare snapshots',
          },
          {
            id: 'memory',
            severity: Severity.PAGE,
            symptom: 'the memory is nearly used up; then writes are refused',
            query: memory,
            threshold: { above: 90, unit: '%' },
            datapoints: fiveMinutes(3, 3),
            causes: 'growing data, keys without expiry',
            lookAt: 'the largest keys; add shards or take larger nodes',
            source: 'MemoryDB guide: nothing is evicted by default; 90 % is judgement',
          },
        ],
      }),
    ];
  },
};
