import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, minutes, percentage, saturation, traffic } from '../signals/rows';
import { noHealthyHost } from '../signals/target-hosts';

export const classicLoadBalancer: ResourceDefinition = {
  types: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  noun: 'load balancer',
  tier: 'edge',
  missing: [],
  signals: (balancer) => {
    const metric = metricsOf('AWS/ELB', { LoadBalancerName: balancer.ref });
    const requests = metric('RequestCount', 'Sum');
    const answers = answersRequests(balancer);
    const failed = metric('HTTPCode_Backend_5XX', 'Sum');
    return [
      latency({ title: 'Latency', unit: 's', lines: { p90: metric('Latency', 'p90'), p50: metric('Latency', 'p50') } }),
      traffic({ title: 'Requests', unit: 'count', lines: { requests } }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: answers
          ? {
              backend: percentage(failed, requests),
              balancer: percentage(metric('HTTPCode_ELB_5XX', 'Sum'), requests),
            }
          : { refused: percentage(metric('BackendConnectionErrors', 'Sum'), requests) },
        alarms: [
          ...(answers
            ? requestErrorAlarms({
                errors: failed,
                requests,
                noun: 'requests',
                causes: 'a deployment, an exception in the instances, a dependency that is down',
                lookAt: 'the error lines of the instances',
              })
            : []),
          noHealthyHost(metric, 'instance'),
        ],
      }),
      saturation({
        title: 'Queue',
        unit: 'count',
        lines: { waiting: metric('SurgeQueueLength', 'Maximum'), dropped: metric('SpilloverCount', 'Sum') },
        alarms: [
          {
            id: 'spillover',
            severity: Severity.PAGE,
            symptom: 'requests are dropped because the queue of the load balancer is full',
            query: metric('SpilloverCount', 'Sum'),
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(2, 3),
            causes: 'too few instances, slow instances',
            lookAt: 'CPU and latency of the instances',
            source: 'AWS ELB guide: SpilloverCount counts requests that were rejected',
          },
        ],
      }),
    ];
  },
};

/** Behind TCP and TLS listeners it sees no answers, and counts none. */
function answersRequests(balancer: Resource): boolean {
  const listeners = balancer.property('Listeners');
  return !Array.isArray(listeners) || listeners.some((each) => !/^(tcp|ssl)$/i.test(String(each?.Protocol)));
}
