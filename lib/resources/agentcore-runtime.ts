import { agentcoreSignals } from '../signals/agentcore';
import type { ResourceDefinition } from '../signals/resource-definition';
import { latency, metricsOf } from '../signals/rows';

export const agentcoreRuntime: ResourceDefinition = {
  types: ['AWS::BedrockAgentCore::Runtime'],
  noun: 'agent runtime',
  tier: 'compute',
  missing: [],
  signals: (runtime) => {
    const metric = metricsOf('AWS/Bedrock-AgentCore', {
      Resource: runtime.attribute('AgentRuntimeArn'),
      Operation: 'InvokeAgentRuntime',
      Name: `${runtime.text('AgentRuntimeName') ?? ''}::DEFAULT`,
    });
    return [
      // No alarm: how long an agent may think is the user's to say.
      latency({
        title: 'Latency',
        unit: 'ms',
        lines: { p90: metric('Latency', 'p90'), p50: metric('Latency', 'p50') },
      }),
      ...agentcoreSignals({
        metric,
        noun: 'invocations',
        errorCauses: 'an exception in the agent, a container that does not start, a model or tool that is down',
        errorLookAt: 'the log group of the runtime in /aws/bedrock-agentcore/runtimes',
        throttleCauses:
          'more sessions or requests than the quota of the account, a client that retries without waiting',
      }),
    ];
  },
};
