import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, percentage, saturation, traffic } from '../signals/rows';

export const bedrockAgentAlias: ResourceDefinition = {
  types: ['AWS::Bedrock::AgentAlias'],
  noun: 'agent alias',
  tier: 'compute',
  missing: [],
  leftOut: (alias) =>
    modelOf(alias) === undefined ? 'its metrics carry the model of its agent, which is not part of the app' : undefined,
  signals: (alias) => {
    const metric = metricsOf('AWS/Bedrock/Agents', {
      Operation: 'InvokeAgent',
      AgentAliasArn: alias.attribute('AgentAliasArn'),
      ModelId: modelOf(alias) ?? '',
    });
    const requests = metric('InvocationCount', 'Sum');
    const failed = metric('InvocationServerErrors', 'Sum');
    const throttles = metric('ModelInvocationThrottles', 'Sum');
    return [
      latency({
        title: 'Latency',
        unit: 'ms',
        lines: { p90: metric('TotalTime', 'p90'), 'of the model': metric('ModelLatency', 'p90') },
      }),
      traffic({ title: 'Invocations', unit: 'count', lines: { invocations: requests } }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: {
          server: percentage(failed, requests),
          client: percentage(metric('InvocationClientErrors', 'Sum'), requests),
        },
        alarms: requestErrorAlarms({
          errors: failed,
          requests,
          noun: 'invocations',
          causes: 'an action group or knowledge base that fails, the model, a fault of Bedrock',
          lookAt: 'the trace of a failed invocation, then the functions of its action groups',
        }),
      }),
      saturation({
        title: 'Throttles',
        unit: 'count',
        lines: { 'by the model': throttles, invocations: metric('InvocationThrottles', 'Sum') },
        alarms: [
          {
            id: 'throttles',
            severity: Severity.TICKET,
            symptom: 'the model throttles the agent',
            query: throttles,
            threshold: { atLeast: 5, unit: 'count' },
            datapoints: { breaching: 2, of: 2, periodSeconds: 300 },
            causes: 'more tokens or requests a minute than the quota of the model',
            lookAt: 'the quotas of the model in Service Quotas, and an inference profile over several regions',
            source: 'judgement: 2 of 2 periods of 5 minutes; the agent itself retries single ones',
          },
        ],
      }),
    ];
  },
};

function modelOf(alias: Resource): string | undefined {
  return alias.references('AgentId')[0]?.text('FoundationModel');
}
