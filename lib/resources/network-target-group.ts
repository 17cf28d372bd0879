import { Severity } from '../alarms/severity';
import { LISTENER, LISTENER_RULE, loadBalancerOf } from '../signals/load-balancer-of';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf, minutes, saturation } from '../signals/rows';

const PROTOCOLS = ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'];

export const networkTargetGroup: ResourceDefinition = {
  types: ['AWS::ElasticLoadBalancingV2::TargetGroup'],
  applies: (group) => PROTOCOLS.includes(String(group.property('Protocol'))),
  readFrom: [LISTENER, LISTENER_RULE],
  noun: 'target group',
  tier: 'edge',
  leftOut: (group) =>
    loadBalancerOf(group) === undefined
      ? 'no listener here forwards to it, so the load balancer in its metrics is not known'
      : undefined,
  missing: cannotHave({
    latency: 'a network load balancer does not see requests',
    traffic: 'flows are counted for the load balancer only',
  }),
  signals: (group) => {
    const metric = metricsOf('AWS/NetworkELB', {
      TargetGroup: group.attribute('TargetGroupFullName'),
      LoadBalancer: loadBalancerOf(group) ?? '',
    });
    return [
      errors({
        title: 'Healthy hosts',
        unit: 'count',
        lines: { healthy: metric('HealthyHostCount', 'Minimum') },
        alarms: [
          {
            id: 'no-healthy-host',
            severity: Severity.PAGE,
            symptom: 'no target is healthy',
            query: metric('HealthyHostCount', 'Maximum'),
            threshold: { below: 1, unit: 'count' },
            datapoints: minutes(3, 3),
            causes: 'a deployment that does not start, a failing health check, no target at all',
            lookAt: 'the reason of the health check in the target group',
            source: 'AWS observability guidance: HealthyHostCount below 1 in every zone, 3 of 3 minutes',
          },
        ],
      }),
      saturation({
        title: 'Unhealthy hosts',
        unit: 'count',
        lines: { unhealthy: metric('UnHealthyHostCount', 'Maximum') },
        alarms: [
          {
            id: 'unhealthy-hosts',
            severity: Severity.TICKET,
            symptom: 'targets stay unhealthy',
            query: metric('UnHealthyHostCount', 'Maximum'),
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(10, 10),
            causes: 'a target that crashed, a health check that asks the wrong port',
            lookAt: 'the reason of the health check in the target group',
            source: 'AWS observability guidance: any unhealthy host; 10 minutes because deployments pass through it',
          },
        ],
      }),
    ];
  },
};
