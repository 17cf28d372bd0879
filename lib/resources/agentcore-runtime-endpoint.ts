import type { Resource } from '../discover/resource';
import { agentEndpointSignals } from '../signals/agentcore';
import type { ResourceDefinition } from '../signals/resource-definition';
import { metricsOf } from '../signals/rows';

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
  signals: (endpoint) =>
    agentEndpointSignals(
      metricsOf('AWS/Bedrock-AgentCore', {
        Resource: endpoint.attribute('AgentRuntimeArn'),
        Operation: 'InvokeAgentRuntime',
        Name: `${runtimeNameOf(endpoint) ?? ''}::${endpoint.text('Name') ?? ''}`,
      }),
    ),
};

function runtimeNameOf(endpoint: Resource): string | undefined {
  return endpoint.references('AgentRuntimeId')[0]?.text('AgentRuntimeName');
}
