import { Severity } from '../alarms/severity';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, percentage, saturation, traffic } from '../signals/rows';

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
    const requests = metric('Invocations', 'Sum');
    const failed = metric('SystemErrors', 'Sum');
    const throttles = metric('Throttles', 'Sum');
    return [
      latency({
        title: 'Latency',
        unit: 'ms',
        lines: { p90: metric('Latency', 'p90'), 'of the target': metric('TargetExecutionTime', 'p90') },
      }),
      traffic({ title: 'Requests', unit: 'count', lines: { requests } }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: { system: percentage(failed, requests), user: percentage(metric('UserErrors', 'Sum'), requests) },
        alarms: requestErrorAlarms({
          errors: failed,
          requests,
          noun: 'requests',
          causes: 'a target that is down, credentials of the target that have expired, a fault of the gateway',
          lookAt: 'the log of the gateway, then its targets',
        }),
      }),
      saturation({
        title: 'Throttles',
        unit: 'count',
        lines: { throttled: throttles },
        alarms: [
          {
            id: 'throttles',
            severity: Severity.TICKET,
            symptom: 'requests are throttled',
            query: {
              expression: 'IF(throttles >= 2, 100 * throttles / (throttles + requests), 0)',
              metrics: { throttles, requests },
            },
            threshold: { above: 1, unit: '%' },
            datapoints: { breaching: 2, of: 2, periodSeconds: 300 },
            causes: 'more requests than the quota of the gateway, an agent that calls tools in a loop',
            lookAt: 'the quotas of AgentCore in Service Quotas',
            source: 'judgement: as a share of requests, 2 of 2 periods of 5 minutes',
          },
        ],
      }),
    ];
  },
};
