import { Severity } from '../alarms/severity';
import { databaseCpuAlarm } from '../signals/database-alarms';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, latency, metricsOf, minutes, saturation, traffic } from '../signals/rows';

const INSTANCE = 'AWS::DocDB::DBInstance';

export const docdbCluster: ResourceDefinition = {
  types: ['AWS::DocDB::DBCluster'],
  readFrom: [INSTANCE],
  noun: 'document database',
  tier: 'data',
  missing: cannotHave({ errors: 'DocumentDB publishes no number of failed operations' }),
  signals: (cluster) => {
    const metric = metricsOf('AWS/DocDB', { DBClusterIdentifier: cluster.ref });
    const lag = metric('DBClusterReplicaLagMaximum', 'Maximum');
    return [
      latency({
        title: 'Lag of the replicas',
        unit: 'ms',
        inOverview: false,
        lines: { lag },
        // A single instance has no replica to lag behind it.
        alarms:
          cluster.referrers(INSTANCE).length === 1
            ? []
            : [
                {
                  id: 'replica-lag',
                  severity: Severity.TICKET,
                  symptom: 'replicas are behind the primary',
                  query: lag,
                  threshold: { above: 2000, unit: 'ms' },
                  datapoints: minutes(10, 10),
                  causes: 'many writes, a replica that is overloaded or of a smaller class',
                  lookAt: 'processor and memory of the replicas',
                  source: 'DocumentDB guide: usually under 100 ms; 2 s over 10 minutes is judgement',
                },
              ],
      }),
      traffic({
        title: 'Operations',
        unit: 'count',
        lines: {
          queries: metric('OpcountersQuery', 'Sum'),
          inserts: metric('OpcountersInsert', 'Sum'),
          updates: metric('OpcountersUpdate', 'Sum'),
          deletes: metric('OpcountersDelete', 'Sum'),
        },
      }),
      saturation({
        title: 'Processor',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average') },
        alarms: [databaseCpuAlarm(metric, 'the slow operations in the profiler log or in Performance Insights')],
      }),
    ];
  },
};
