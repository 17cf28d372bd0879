import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, metricsOf, traffic } from '../signals/rows';

export const vpnConnection: ResourceDefinition = {
  types: ['AWS::EC2::VPNConnection'],
  noun: 'VPN connection',
  tier: 'network',
  missing: [
    { goldenSignal: GoldenSignal.LATENCY, why: 'a VPN connection does not measure how long packets take' },
    {
      goldenSignal: GoldenSignal.SATURATION,
      why: 'the limit of 1.25 Gbit/s is for each tunnel, which has no metric by connection',
    },
  ],
  signals: (connection) => {
    const metric = metricsOf('AWS/VPN', { VpnId: connection.ref });
    return [
      traffic({
        title: 'Bytes',
        unit: 'bytes',
        lines: { in: metric('TunnelDataIn', 'Sum'), out: metric('TunnelDataOut', 'Sum') },
      }),
      errors({
        title: 'Tunnels that are up',
        unit: 'ratio',
        lines: { up: metric('TunnelState', 'Average') },
        alarms: [
          {
            id: 'down',
            severity: Severity.PAGE,
            symptom: 'both tunnels of the VPN connection are down',
            query: metric('TunnelState', 'Maximum'),
            // By connection, 0 is no tunnel, 1 is both, and anything between is one. One alone is no alarm: AWS takes
            // down one tunnel at a time for maintenance, and many connections use only one.
            threshold: { below: 0.1, unit: 'ratio' },
            // It may be published no more often.
            datapoints: fiveMinutes(1, 1),
            causes:
              'the customer gateway is down or not reachable, keys or IKE settings that differ, no traffic to keep it up',
            lookAt: 'the details of the tunnels in the VPC console, then the log of the customer gateway',
            source: 'Site-to-Site VPN guide, TunnelState; 5 minutes are judgement: a tunnel renegotiates within two',
          },
        ],
      }),
    ];
  },
};
