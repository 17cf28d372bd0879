import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { latency, metricsOf, traffic } from '../signals/rows';

/** Shown only: a guardrail that intervenes does what it is for, and how long it takes goes by what it is given. */
export const bedrockGuardrail: ResourceDefinition = {
  types: ['AWS::Bedrock::Guardrail'],
  readFrom: ['AWS::Bedrock::GuardrailVersion'],
  noun: 'guardrail',
  tier: 'edge',
  missing: [
    { goldenSignal: GoldenSignal.ERRORS, why: 'errors are published for all guardrails of the account together' },
    {
      goldenSignal: GoldenSignal.SATURATION,
      why: 'throttles are published for all guardrails of the account together',
    },
  ],
  signals: (guardrail) => {
    const [published] = guardrail.referrers('AWS::Bedrock::GuardrailVersion');
    const metric = metricsOf('AWS/Bedrock/Guardrails', {
      GuardrailArn: guardrail.attribute('GuardrailArn'),
      GuardrailVersion: published?.attribute('Version') ?? 'DRAFT',
    });
    return [
      latency({ title: 'Latency', unit: 'ms', lines: { p90: metric('InvocationLatency', 'p90') } }),
      traffic({
        title: 'Checks',
        unit: 'count',
        lines: { checked: metric('Invocations', 'Sum'), intervened: metric('InvocationsIntervened', 'Sum') },
      }),
    ];
  },
};
