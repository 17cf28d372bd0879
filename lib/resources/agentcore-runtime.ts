import { agentEndpointSignals } from '../signals/agentcore';
import type { ResourceDefinition } from '../signals/resource-definition';
import { metricsOf } from '../signals/rows';

export const agentcoreRuntime: ResourceDefinition = {
  types: ['AWS::BedrockAgentCore::Runtime'],
  noun: 'agent runtime',
  tier: 'compute',
  missing: [],
  signals: (runtime) =>
    agentEndpointSignals(
      metricsOf('AWS/Bedrock-AgentCore', {
        Resource: runtime.attribute('AgentRuntimeArn'),
        Operation: 'InvokeAgentRuntime',
        Name: `${runtime.text('AgentRuntimeName') ?? ''}::DEFAULT`,
      }),
    ),
};
