import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, fiveMinutes, metricsOf, traffic } from '../signals/rows';

export const resolverEndpoint: ResourceDefinition = {
  types: ['AWS::Route53Resolver::ResolverEndpoint'],
  noun: 'resolver endpoint',
  tier: 'network',
  missing: cannotHave({
    latency: 'Route 53 Resolver publishes latency only where detailed metrics are switched on, paid',
    saturation: 'queries are counted, and the limit of an address is not published beside them',
  }),
  signals: (endpoint) => {
    const metric = metricsOf('AWS/Route53Resolver', { EndpointId: endpoint.attribute('ResolverEndpointId') });
    const inbound = endpoint.property('Direction') === 'INBOUND';
    const unhealthy = metric('EndpointUnhealthyENICount', 'Maximum');
    return [
      traffic({
        title: 'Queries',
        unit: 'count',
        lines: { queries: metric(inbound ? 'InboundQueryVolume' : 'OutboundQueryVolume', 'Sum') },
      }),
      errors({
        title: 'Addresses',
        unit: 'count',
        lines: { unhealthy, healthy: metric('EndpointHealthyENICount', 'Minimum') },
        alarms: [
          {
            id: 'unhealthy-addresses',
            severity: Severity.TICKET,
            symptom: 'an address of the endpoint is recovering and answers no query',
            query: unhealthy,
            threshold: { above: 0, unit: 'count' },
            datapoints: fiveMinutes(3, 3),
            causes: 'a network interface or subnet that was changed, an incident of the zone',
            lookAt: 'the status of its addresses in the Route 53 console',
            source: 'Route 53 guide, resolver metrics: interfaces in automatic recovery; 15 minutes is judgement',
          },
        ],
      }),
    ];
  },
};
