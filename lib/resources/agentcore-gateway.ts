import { agentcoreSignals } from '../signals/agentcore';
import type { ResourceDefinition } from '../signals/resource-definition';
import { latency, metricsOf } from '../signals/rows';

export const agentcoreGateway: ResourceDefinition = {
  types: ['AWS::BedrockAgentCore::Gateway'],
  noun: 'agent gateway',
  tier: 'edge',
  missing: [],
  signals: (gateway) => {
    const metric = metricsOf('AWS/Bedrock-AgentCore', {
      Resource: gateway.attribute('GatewayArn'),
      Operation: 'InvokeGateway',
      Protocol: gateway.text('ProtocolType') ?? 'MCP',
    });
    return [
      latency({
        title: 'Latency',
        unit: 'ms',
        lines: { p90: metric('Latency', 'p90'), 'of the target': metric('TargetExecutionTime', 'p90') },
      }),
      ...agentcoreSignals({
        metric,
        noun: 'requests',
        errorCauses: 'a target that is down, credentials of the target that have expired, a fault of the gateway',
        errorLookAt: 'the log of the gateway, then its targets',
        throttleCauses: 'more requests than the quota of the gateway, an agent that calls tools in a loop',
      }),
    ];
  },
};
