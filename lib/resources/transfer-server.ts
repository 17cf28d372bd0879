import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { metricsOf, traffic } from '../signals/rows';

export const transferServer: ResourceDefinition = {
  types: ['AWS::Transfer::Server'],
  noun: 'transfer server',
  tier: 'edge',
  missing: [
    { goldenSignal: GoldenSignal.LATENCY, why: 'Transfer Family does not measure how long a file takes' },
    { goldenSignal: GoldenSignal.ERRORS, why: 'failed logins and transfers stand in its log only' },
    { goldenSignal: GoldenSignal.SATURATION, why: 'Transfer Family scales it and does not say how full it is' },
  ],
  signals: (server) => {
    const metric = metricsOf('AWS/Transfer', { ServerId: server.attribute('ServerId') });
    return [
      traffic({
        title: 'Bytes',
        unit: 'bytes',
        lines: { in: metric('BytesIn', 'Sum'), out: metric('BytesOut', 'Sum') },
      }),
    ];
  },
};
