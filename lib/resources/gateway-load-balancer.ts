import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf, saturation, traffic } from '../signals/rows';
import { noHealthyHost, unhealthyHosts } from '../signals/target-hosts';

/** It sends packets through appliances: without a healthy one, traffic that is routed to it stops. */
export const gatewayLoadBalancer: ResourceDefinition = {
  types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  applies: (balancer) => balancer.property('Type') === 'gateway',
  noun: 'gateway load balancer',
  tier: 'network',
  missing: cannotHave({ latency: 'a gateway load balancer passes packets and does not see requests' }),
  signals: (balancer) => {
    // It has one listener and one target group: their hosts are counted under its own name, too.
    const metric = metricsOf('AWS/GatewayELB', { LoadBalancer: balancer.attribute('LoadBalancerFullName') });
    return [
      traffic({ title: 'New flows', unit: 'count', lines: { flows: metric('NewFlowCount', 'Sum') } }),
      errors({
        title: 'Hosts',
        unit: 'count',
        lines: { healthy: metric('HealthyHostCount', 'Maximum'), unhealthy: metric('UnHealthyHostCount', 'Maximum') },
        alarms: [noHealthyHost(metric), unhealthyHosts(metric)],
      }),
      saturation({ title: 'Active flows', unit: 'count', lines: { active: metric('ActiveFlowCount', 'Average') } }),
    ];
  },
};
