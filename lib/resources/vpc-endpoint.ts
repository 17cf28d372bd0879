import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, metricsOf, traffic } from '../signals/rows';

/** PrivateLink guide, CloudWatch metrics: "interface endpoints, Gateway Load Balancer endpoints", by these names. */
const MEASURED: readonly unknown[] = ['Interface', 'GatewayLoadBalancer'];

export const vpcEndpoint: ResourceDefinition = {
  types: ['AWS::EC2::VPCEndpoint'],
  noun: 'VPC endpoint',
  tier: 'network',
  missing: [
    { goldenSignal: GoldenSignal.LATENCY, why: 'PrivateLink does not measure how long packets take' },
    { goldenSignal: GoldenSignal.SATURATION, why: 'PrivateLink scales an endpoint and does not say how full it is' },
  ],
  leftOut: (endpoint) => {
    const type = endpoint.property('VpcEndpointType') ?? 'Gateway';
    if (MEASURED.includes(type)) return undefined;
    if (typeof type !== 'string') return 'its type, a dimension of its metrics, is not known here';
    return type === 'Gateway'
      ? 'a gateway endpoint is a route: it publishes no metrics'
      : `PrivateLink publishes no metrics for endpoints of the type ${type}`;
  },
  signals: (endpoint) => {
    // The names of these dimensions have spaces.
    const metric = metricsOf('AWS/PrivateLinkEndpoints', {
      'Endpoint Type': String(endpoint.property('VpcEndpointType')),
      'Service Name': endpoint.text('ServiceName') ?? '',
      'VPC Endpoint Id': endpoint.ref,
      'VPC Id': endpoint.text('VpcId') ?? '',
    });
    return [
      traffic({ title: 'Bytes', unit: 'bytes', lines: { processed: metric('BytesProcessed', 'Sum') } }),
      errors({
        title: 'Packets dropped',
        unit: 'count',
        lines: { dropped: metric('PacketsDropped', 'Sum'), resets: metric('RstPacketsReceived', 'Sum') },
        alarms: [
          {
            id: 'packets-dropped',
            severity: Severity.TICKET,
            symptom: 'the endpoint keeps dropping packets',
            query: metric('PacketsDropped', 'Sum'),
            threshold: { above: 50, unit: 'count' },
            datapoints: fiveMinutes(3, 3),
            causes: 'the service behind the endpoint is unhealthy, or the endpoint gets more than it can take',
            lookAt: 'the AWS Health Dashboard and the errors of the clients of this service',
            source:
              'PrivateLink guide: values that rise mean an unhealthy endpoint; 50 in 5 minutes, three times, is judgement',
          },
        ],
      }),
    ];
  },
};
