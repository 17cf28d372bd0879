import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { databaseCpuAlarm } from '../signals/database-alarms';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, minutes, saturation, traffic } from '../signals/rows';

export const auroraInstance: ResourceDefinition = {
  types: ['AWS::RDS::DBInstance'],
  applies: (instance) =>
    /^aurora/.test(String(instance.property('Engine') ?? '')) || instance.property('DBClusterIdentifier') !== undefined,
  noun: 'cluster instance',
  tier: 'data',
  missing: [],
  signals: (instance: Resource) => {
    const metric = metricsOf('AWS/RDS', { DBInstanceIdentifier: instance.ref });
    return [
      latency({
        title: 'Commit latency',
        unit: 'ms',
        lines: { commit: metric('CommitLatency', 'Average') },
        alarms: [
          {
            id: 'commit-latency',
            severity: Severity.TICKET,
            symptom: 'commits are slow',
            query: metric('CommitLatency', 'Average'),
            threshold: { above: 100, unit: 'ms' },
            datapoints: minutes(10, 10),
            causes: 'many small transactions, an overloaded writer, a slow network to the storage',
            lookAt: 'the top waits in Performance Insights',
            source: 'AWS recommended alarms: CommitLatency, 10 of 10 minutes; 100 ms is judgement',
          },
        ],
      }),
      traffic({
        title: 'Connections',
        unit: 'count',
        lines: { connections: metric('DatabaseConnections', 'Average') },
      }),
      errors({
        title: 'Deadlocks a second',
        unit: 'units',
        lines: { deadlocks: metric('Deadlocks', 'Average') },
        alarms: [
          {
            id: 'deadlocks',
            severity: Severity.TICKET,
            symptom: 'transactions keep blocking each other and are rolled back',
            query: metric('Deadlocks', 'Average'),
            threshold: { above: 0, unit: 'units' },
            datapoints: minutes(10, 10),
            causes: 'transactions that lock the same rows in different order',
            lookAt: 'SHOW ENGINE INNODB STATUS, or the log for "deadlock detected"',
            source: 'AWS recommended alarms: any deadlocks; 10 minutes in a row because single ones are retried',
          },
        ],
      }),
      saturation({
        title: 'CPU',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average'), 'cache hits': metric('BufferCacheHitRatio', 'Average') },
        alarms: [databaseCpuAlarm(metric)],
      }),
    ];
  },
};
