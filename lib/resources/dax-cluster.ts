import { Severity } from '../alarms/severity';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf, minutes, percentage, saturation, traffic } from '../signals/rows';

export const daxCluster: ResourceDefinition = {
  types: ['AWS::DAX::Cluster'],
  noun: 'table cache',
  tier: 'data',
  missing: cannotHave({ latency: 'DAX publishes no latency' }),
  signals: (cluster) => {
    const metric = metricsOf('AWS/DAX', { ClusterId: cluster.text('ClusterName') ?? cluster.ref });
    const requests = metric('TotalRequestCount', 'Sum');
    const failed = metric('FaultRequestCount', 'Sum');
    return [
      traffic({ title: 'Requests', unit: 'count', lines: { requests } }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: {
          'of the cache': percentage(failed, requests),
          'of callers': percentage(metric('ErrorRequestCount', 'Sum'), requests),
        },
        alarms: requestErrorAlarms({
          errors: failed,
          requests,
          noun: 'requests',
          causes: 'nodes that are overloaded or being replaced, a table or a role that does not let the cache in',
          lookAt: 'the state of its nodes and their CPU, then the role of the cluster',
        }),
      }),
      saturation({
        title: 'CPU',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average') },
        alarms: [
          {
            id: 'cpu',
            severity: Severity.TICKET,
            symptom: 'the nodes of the cache are short of CPU',
            query: metric('CPUUtilization', 'Average'),
            threshold: { above: 90, unit: '%' },
            datapoints: minutes(15, 15),
            causes: 'more requests than the nodes can answer, a hot key, scans',
            lookAt: 'requests by operation; add nodes, or take larger ones',
            source: 'DAX guide on production use: scale out for reads and up for CPU; 90 % for 15 minutes is judgement',
          },
        ],
      }),
    ];
  },
};
