import { Severity } from '../alarms/severity';
import { databaseCpuAlarm } from '../signals/database-alarms';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf, minutes, saturation, traffic } from '../signals/rows';

export const neptuneCluster: ResourceDefinition = {
  types: ['AWS::Neptune::DBCluster'],
  noun: 'graph database',
  tier: 'data',
  missing: cannotHave({ latency: 'Neptune publishes no latency of queries' }),
  signals: (cluster) => {
    const metric = metricsOf('AWS/Neptune', { DBClusterIdentifier: cluster.ref });
    const waiting = metric('MainRequestQueuePendingRequests', 'Average');
    return [
      traffic({
        title: 'Queries per second',
        unit: 'count',
        lines: {
          Gremlin: metric('GremlinRequestsPerSec', 'Average'),
          SPARQL: metric('SparqlRequestsPerSec', 'Average'),
        },
      }),
      // No default alarm: malformed queries of clients count too.
      errors({
        title: 'Failed queries',
        unit: 'count',
        lines: { Gremlin: metric('GremlinErrors', 'Sum'), SPARQL: metric('SparqlErrors', 'Sum') },
      }),
      saturation({
        title: 'Processor',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average') },
        alarms: [databaseCpuAlarm(metric, 'the running queries, then the slow-query log')],
      }),
      saturation({
        id: 'queue',
        title: 'Waiting queries',
        unit: 'count',
        inOverview: false,
        lines: { waiting },
        alarms: [
          {
            id: 'waiting',
            severity: Severity.TICKET,
            symptom: 'queries wait for a free worker',
            query: waiting,
            threshold: { above: 100, unit: 'count' },
            datapoints: minutes(10, 10),
            causes: 'slow queries that hold the workers, an instance that is too small',
            lookAt: 'the status of running queries',
            source: 'Neptune guide: 8,192 requests may wait, the others are refused; 100 over 10 minutes is judgement',
          },
        ],
      }),
    ];
  },
};
