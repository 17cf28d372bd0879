import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, metricsOf, minutes, saturation, traffic } from '../signals/rows';

export const natGateway: ResourceDefinition = {
  types: ['AWS::EC2::NatGateway'],
  noun: 'NAT gateway',
  tier: 'network',
  missing: [{ goldenSignal: GoldenSignal.LATENCY, why: 'a NAT gateway does not measure how long packets take' }],
  signals: (gateway) => {
    const metric = metricsOf('AWS/NATGateway', { NatGatewayId: gateway.ref });
    const dropped = metric('PacketsDropCount', 'Sum');
    return [
      traffic({
        title: 'Bytes',
        unit: 'bytes',
        lines: { out: metric('BytesOutToDestination', 'Sum'), in: metric('BytesInFromDestination', 'Sum') },
      }),
      errors({
        title: 'Packets dropped',
        unit: 'count',
        lines: { dropped },
        alarms: [
          {
            id: 'packets-dropped',
            severity: Severity.TICKET,
            symptom: 'the gateway drops packets',
            query: {
              expression: '100 * dropped / (outward + inward)',
              metrics: {
                dropped,
                outward: metric('PacketsOutToDestination', 'Sum'),
                inward: metric('PacketsOutToSource', 'Sum'),
              },
            },
            threshold: { above: 0.01, unit: '%' },
            datapoints: minutes(5, 5),
            causes: 'a fault of the NAT gateway itself, or more packets than one gateway can take',
            lookAt: 'the AWS Health Dashboard, then peak packets per second',
            source: 'AWS recommended alarms: 0.01 % of the packets, 5 of 5 minutes',
          },
        ],
      }),
      saturation({
        title: 'Ports and connections',
        unit: 'count',
        lines: {
          'port allocation errors': metric('ErrorPortAllocation', 'Sum'),
          connections: metric('ActiveConnectionCount', 'Maximum'),
        },
        alarms: [
          {
            id: 'ports-exhausted',
            severity: Severity.PAGE,
            symptom: 'connections fail because the gateway has no source port left for their destination',
            query: metric('ErrorPortAllocation', 'Sum'),
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(15, 15),
            causes: 'many connections to one address, a client that opens one for each request',
            lookAt:
              'which client opens the connections (flow logs); then more addresses on the gateway, or an endpoint',
            source: 'AWS recommended alarms: any, 15 of 15 minutes; 55,000 connections to one destination per address',
          },
        ],
      }),
    ];
  },
};
