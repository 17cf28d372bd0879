import { Severity } from '../alarms/severity';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf, minutes, percentage, saturation, traffic } from '../signals/rows';

export const applicationLoadBalancer: ResourceDefinition = {
  types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  applies: (balancer) => (balancer.property('Type') ?? 'application') === 'application',
  noun: 'load balancer',
  tier: 'edge',
  missing: cannotHave({ latency: 'the response time is a metric of the target groups' }),
  signals: (balancer) => {
    const metric = metricsOf('AWS/ApplicationELB', { LoadBalancer: balancer.attribute('LoadBalancerFullName') });
    const requests = metric('RequestCount', 'Sum');
    const failed = metric('HTTPCode_ELB_5XX_Count', 'Sum');
    return [
      traffic({ title: 'Requests', unit: 'count', lines: { requests } }),
      errors({
        title: 'Errors of the load balancer',
        unit: '%',
        lines: { '5xx': percentage(failed, requests) },
        alarms: requestErrorAlarms({
          errors: failed,
          requests,
          noun: 'requests',
          causes: 'no healthy target (503), a target that closes connections (502) or does not answer in time (504)',
          lookAt: 'healthy hosts of the target groups, then HTTPCode_ELB_502/503/504_Count',
        }),
      }),
      saturation({
        title: 'Connections',
        unit: 'count',
        lines: { active: metric('ActiveConnectionCount', 'Sum'), rejected: metric('RejectedConnectionCount', 'Sum') },
        alarms: [
          {
            id: 'rejected-connections',
            severity: Severity.PAGE,
            symptom: 'connections are rejected because the load balancer is full',
            query: metric('RejectedConnectionCount', 'Sum'),
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(3, 3),
            causes: 'a steep rise of traffic, an attack',
            lookAt: 'new connections per minute and consumed LCUs; ask AWS for pre-warming',
            source: 'AWS ELB guide: connections rejected at the maximum number of connections',
          },
        ],
      }),
    ];
  },
};
