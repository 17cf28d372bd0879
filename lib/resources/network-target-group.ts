import { LISTENER, LISTENER_RULE, loadBalancerOf } from '../signals/load-balancer-of';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf, saturation } from '../signals/rows';
import { noHealthyHost, notAttached, unhealthyHosts } from '../signals/target-hosts';

const PROTOCOLS = ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'];

export const networkTargetGroup: ResourceDefinition = {
  types: ['AWS::ElasticLoadBalancingV2::TargetGroup'],
  applies: (group) => PROTOCOLS.includes(String(group.property('Protocol'))),
  readFrom: [LISTENER, LISTENER_RULE],
  noun: 'target group',
  tier: 'edge',
  leftOut: notAttached,
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
        alarms: [noHealthyHost(metric)],
      }),
      saturation({
        title: 'Unhealthy hosts',
        unit: 'count',
        lines: { unhealthy: metric('UnHealthyHostCount', 'Maximum') },
        alarms: [unhealthyHosts(metric)],
      }),
    ];
  },
};
