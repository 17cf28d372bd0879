import type { Resource } from '../discover/resource';
import { agentcoreSignals } from '../signals/agentcore';
import type { ResourceDefinition } from '../signals/resource-definition';
import { latency, metricsOf } from '../signals/rows';

/** An endpoint of an agent runtime beside its default one, which is watched with the runtime. */
export const agentcoreRuntimeEndpoint: ResourceDefinition = {
  types: ['AWS::BedrockAgentCore::RuntimeEndpoint'],
  noun: 'agent endpoint',
  tier: 'compute',
  leftOut: (endpoint) =>
    runtimeNameOf(endpoint) === undefined
      ? 'the name of its runtime, a part of a dimension, is not known here'
      : undefined,
  missing: [],
  signals: (endpoint) => {
    const metric = metricsOf('AWS/Bedrock-AgentCore', {
      Resource: endpoint.attribute('AgentRuntimeArn'),
      Operation: 'InvokeAgentRuntime',
      Name: `${runtimeNameOf(endpoint) ?? ''}::${endpoint.text('Name') ?? ''}`,
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

function runtimeNameOf(endpoint: Resource): string | undefined {
  return endpoint.references('AgentRuntimeId')[0]?.text('AgentRuntimeName');
}
