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
    const failed = metric('HTTPCode_Backend_5XX', 'Sum');
    const connectionsOnly = forwardsConnections(balancer);
    return [
      latency({ title: 'Latency', unit: 's', lines: { p90: metric('Latency', 'p90'), p50: metric('Latency', 'p50') } }),
      traffic({ title: 'Requests', unit: 'count', lines: { requests } }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: connectionsOnly
          ? { refused: percentage(metric('BackendConnectionErrors', 'Sum'), requests) }
          : {
              backend: percentage(failed, requests),
              balancer: percentage(metric('HTTPCode_ELB_5XX', 'Sum'), requests),
            },
        alarms: [
          ...(connectionsOnly
            ? []
            : requestErrorAlarms({
                errors: failed,
                requests,
                noun: 'requests',
                causes: 'a deployment, an exception in the instances, a dependency that is down',
                lookAt: 'the error lines of the instances',
              })),
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

/** Behind listeners for TCP and SSL alone, it sees no answers of HTTP. */
function forwardsConnections(balancer: Resource): boolean {
  const listeners = balancer.property('Listeners');
  if (!Array.isArray(listeners) || listeners.length === 0) return false;
  return listeners.every((listener) => /^(tcp|ssl)$/i.test(String(listener?.Protocol)));
}
