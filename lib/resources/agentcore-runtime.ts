import { Severity } from '../alarms/severity';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, percentage, saturation, traffic } from '../signals/rows';

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
    const requests = metric('Invocations', 'Sum');
    const failed = metric('SystemErrors', 'Sum');
    const throttles = metric('Throttles', 'Sum');
    return [
      // No alarm: how long an agent may think is the user's to say.
      latency({
        title: 'Latency',
        unit: 'ms',
        lines: { p90: metric('Latency', 'p90'), p50: metric('Latency', 'p50') },
      }),
      traffic({ title: 'Invocations', unit: 'count', lines: { invocations: requests } }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: { system: percentage(failed, requests), user: percentage(metric('UserErrors', 'Sum'), requests) },
        alarms: requestErrorAlarms({
          errors: failed,
          requests,
          noun: 'invocations',
          causes: 'an exception in the agent, a container that does not start, a model or tool that is down',
          lookAt: 'the log group of the runtime in /aws/bedrock-agentcore/runtimes',
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
            symptom: 'invocations are throttled',
            query: {
              expression: 'IF(throttles >= 2, 100 * throttles / (throttles + requests), 0)',
              metrics: { throttles, requests },
            },
            threshold: { above: 1, unit: '%' },
            datapoints: { breaching: 2, of: 2, periodSeconds: 300 },
            causes: 'more sessions or requests than the quota of the account, a client that retries without waiting',
            lookAt: 'the quotas of AgentCore in Service Quotas',
            source: 'judgement: as a share of requests, 2 of 2 periods of 5 minutes',
          },
        ],
      }),
    ];
  },
};
