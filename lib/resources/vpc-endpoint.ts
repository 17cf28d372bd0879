import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, metricsOf, traffic } from '../signals/rows';

/** Interface endpoints; gateway endpoints (S3, DynamoDB) are routes and publish nothing. */
export const vpcEndpoint: ResourceDefinition = {
  types: ['AWS::EC2::VPCEndpoint'],
  applies: (endpoint) => endpoint.property('VpcEndpointType') === 'Interface',
  noun: 'VPC endpoint',
  tier: 'network',
  missing: [
    { goldenSignal: GoldenSignal.LATENCY, why: 'PrivateLink does not measure how long packets take' },
    { goldenSignal: GoldenSignal.SATURATION, why: 'PrivateLink scales an endpoint and does not say how full it is' },
  ],
  signals: (endpoint) => {
    // The names of these dimensions have spaces.
    const metric = metricsOf('AWS/PrivateLinkEndpoints', {
      'Endpoint Type': 'Interface',
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
