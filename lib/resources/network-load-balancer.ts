import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf, minutes, saturation, traffic } from '../signals/rows';

export const networkLoadBalancer: ResourceDefinition = {
  types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  applies: (balancer) => balancer.property('Type') === 'network',
  noun: 'network load balancer',
  tier: 'edge',
  missing: cannotHave({ latency: 'a network load balancer does not see requests; measure latency in the targets' }),
  signals: (balancer) => {
    const metric = metricsOf('AWS/NetworkELB', { LoadBalancer: balancer.attribute('LoadBalancerFullName') });
    return [
      traffic({ title: 'New flows', unit: 'count', lines: { flows: metric('NewFlowCount', 'Sum') } }),
      // No default alarm on resets: clients and targets that close connections do it by reset too.
      errors({
        title: 'Resets',
        unit: 'count',
        lines: { targets: metric('TCP_Target_Reset_Count', 'Sum'), balancer: metric('TCP_ELB_Reset_Count', 'Sum') },
      }),
      saturation({
        title: 'Flows and ports',
        unit: 'count',
        lines: {
          active: metric('ActiveFlowCount', 'Average'),
          'without a port': metric('PortAllocationErrorCount', 'Sum'),
        },
        alarms: [
          {
            id: 'port-allocation',
            severity: Severity.PAGE,
            symptom: 'connections fail because no source port is left',
            query: metric('PortAllocationErrorCount', 'Sum'),
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(2, 3),
            causes: 'more than 55,000 connections a minute to one target without client IP preservation',
            lookAt: 'the number of targets; add some',
            source: 'AWS ELB guide: any value above 0 means failed connections',
          },
          {
            id: 'rejected-flows',
            severity: Severity.TICKET,
            symptom: 'flows are rejected by the load balancer',
            query: metric('RejectedFlowCount', 'Sum'),
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(3, 3),
            causes: 'no healthy target, a limit of the load balancer',
            lookAt: 'healthy hosts of the target groups',
            source: 'AWS ELB guide; 3 of 3 minutes is judgement',
          },
        ],
      }),
    ];
  },
};
