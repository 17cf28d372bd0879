import { Severity } from '../alarms/severity';
import {
  databaseConnectionAlarms,
  databaseCpuAlarm,
  databaseEvents,
  databaseMemoryAlarms,
  transactionIdAlarm,
} from '../signals/database-alarms';
import { engineOf, isAurora } from '../signals/database-engine';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, minutes, saturation, traffic } from '../signals/rows';

/** An instance of an Aurora cluster; storage and replication belong to the cluster. */
export const auroraInstance: ResourceDefinition = {
  types: ['AWS::RDS::DBInstance'],
  applies: isAurora,
  noun: 'Aurora instance',
  tier: 'data',
  missing: [],
  // The cluster tells its failovers once; here they would come for each instance.
  events: (database) => databaseEvents(database, 'Instance').filter(({ id }) => id === 'failure'),
  signals: (database) => {
    const metric = metricsOf('AWS/RDS', { DBInstanceIdentifier: database.ref });
    const instanceClass = database.property('DBInstanceClass');
    const serverless = instanceClass === 'db.serverless';
    const engine = engineOf(database);
    const deadlocks = metric('Deadlocks', 'Average');
    const commits = metric('CommitLatency', 'Average');
    return [
      latency({
        title: 'Latency of commits',
        unit: 'ms',
        lines: { commit: commits },
        alarms: [
          {
            id: 'commit-latency',
            severity: Severity.TICKET,
            symptom: 'commits are slow',
            query: commits,
            threshold: { above: 100, unit: 'ms' },
            datapoints: minutes(15, 15),
            causes: 'large transactions, locks, an overloaded writer',
            lookAt: 'waits in Database Insights, then the processor',
            source: 'Aurora guide: milliseconds, unlike ReadLatency; 100 ms for 15 minutes is judgement',
          },
        ],
      }),
      traffic({
        title: 'Commits per second',
        unit: 'count',
        lines: { commits: metric('CommitThroughput', 'Average') },
      }),
      errors({
        title: 'Deadlocks a second',
        unit: 'units',
        lines: { deadlocks },
        alarms: [
          {
            id: 'deadlocks',
            severity: Severity.TICKET,
            symptom: 'transactions keep blocking each other and are rolled back',
            query: deadlocks,
            threshold: { above: 0, unit: 'units' },
            datapoints: minutes(10, 10),
            causes: 'transactions that lock the same rows in different order',
            lookAt: 'SHOW ENGINE INNODB STATUS, or the log for "deadlock detected"',
            source: 'AWS recommended alarms: any deadlocks; 10 minutes in a row because single ones are retried',
          },
        ],
      }),
      saturation({
        title: 'Processor',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average') },
        // A serverless instance grows; whether it still can is a matter of the cluster.
        alarms: serverless ? [] : [databaseCpuAlarm(metric)],
      }),
      saturation({
        id: 'memory',
        title: 'Free memory',
        unit: 'bytes',
        inOverview: false,
        lines: { memory: metric('FreeableMemory', 'Average') },
        alarms: databaseMemoryAlarms(metric, instanceClass),
      }),
      saturation({
        id: 'connections',
        title: 'Connections',
        unit: 'count',
        lines: { connections: metric('DatabaseConnections', 'Maximum') },
        alarms: [
          ...databaseConnectionAlarms(metric, database, engine),
          ...(engine === 'aurora-postgresql' ? [transactionIdAlarm(metric)] : []),
        ],
      }),
    ];
  },
};
