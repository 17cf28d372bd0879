import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, traffic } from '../signals/rows';

/** Metrics are published for each operation; these two are what an agent does while somebody waits. */
const WRITE = { Operation: 'CreateEvent' };
const READ = { Operation: 'RetrieveMemoryRecords' };

export const agentcoreMemory: ResourceDefinition = {
  types: ['AWS::BedrockAgentCore::Memory'],
  noun: 'agent memory',
  tier: 'data',
  missing: [{ goldenSignal: GoldenSignal.SATURATION, why: 'AgentCore does not say how full a memory is' }],
  signals: (memory) => {
    const metric = metricsOf('AWS/Bedrock-AgentCore', { Resource: memory.attribute('MemoryArn') });
    const writing = metric('SystemErrors', 'Sum', WRITE);
    const reading = metric('SystemErrors', 'Sum', READ);
    return [
      latency({
        title: 'Latency',
        unit: 'ms',
        lines: { read: metric('Latency', 'p90', READ), write: metric('Latency', 'p90', WRITE) },
      }),
      traffic({
        title: 'Operations',
        unit: 'count',
        lines: { read: metric('Invocations', 'Sum', READ), write: metric('Invocations', 'Sum', WRITE) },
      }),
      errors({
        title: 'Errors',
        unit: 'count',
        lines: { read: reading, write: writing },
        alarms: [
          {
            id: 'errors',
            severity: Severity.TICKET,
            symptom: 'the memory cannot be read or written',
            query: { expression: 'reading + writing', metrics: { reading, writing } },
            threshold: { atLeast: 5, unit: 'count' },
            datapoints: { breaching: 2, of: 2, periodSeconds: 300 },
            causes: "a fault of AgentCore, or of the memory's role or key",
            lookAt: 'the AWS Health Dashboard, then the errors in the log of the agent',
            source: 'judgement: errors of the service, 2 of 2 periods of 5 minutes; single ones are retried',
          },
        ],
      }),
    ];
  },
};
