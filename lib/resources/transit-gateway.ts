import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, metricsOf, traffic } from '../signals/rows';

/** Shown only: scans of addresses without a route, and blackhole routes that are meant, drop packets on every healthy day. */
export const transitGateway: ResourceDefinition = {
  types: ['AWS::EC2::TransitGateway'],
  noun: 'transit gateway',
  tier: 'network',
  missing: [
    { goldenSignal: GoldenSignal.LATENCY, why: 'a transit gateway does not measure how long packets take' },
    {
      goldenSignal: GoldenSignal.SATURATION,
      why: 'its limits are for each attachment and zone, and are not published',
    },
  ],
  signals: (gateway) => {
    const metric = metricsOf('AWS/TransitGateway', { TransitGateway: gateway.ref });
    return [
      traffic({
        title: 'Bytes',
        unit: 'bytes',
        lines: { in: metric('BytesIn', 'Sum'), out: metric('BytesOut', 'Sum') },
      }),
      errors({
        title: 'Packets dropped',
        unit: 'count',
        lines: {
          'no route': metric('PacketDropCountNoRoute', 'Sum'),
          blackhole: metric('PacketDropCountBlackhole', 'Sum'),
        },
      }),
    ];
  },
};
