import { Severity } from '../alarms/severity';
import { requestErrorAlarms, throttledShare } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, latency, metricsOf, percentage, saturation, traffic } from '../signals/rows';

/** The model invocations of one application: without a profile they are counted for all of the account together. */
export const bedrockInferenceProfile: ResourceDefinition = {
  types: ['AWS::Bedrock::ApplicationInferenceProfile'],
  noun: 'inference profile',
  tier: 'compute',
  missing: [],
  signals: (profile) => {
    // The id and not the ARN, although calls take either.
    const metric = metricsOf('AWS/Bedrock', { ModelId: profile.attribute('InferenceProfileId') });
    const invocations = metric('Invocations', 'Sum');
    const failed = metric('InvocationServerErrors', 'Sum');
    const throttles = metric('InvocationThrottles', 'Sum');
    return [
      // No alarm: how long an answer takes depends on the model and on what it is asked.
      latency({
        title: 'Latency',
        unit: 'ms',
        lines: { p90: metric('InvocationLatency', 'p90'), p50: metric('InvocationLatency', 'p50') },
      }),
      traffic({ title: 'Invocations', unit: 'count', lines: { invocations } }),
      traffic({
        id: 'tokens',
        title: 'Tokens',
        unit: 'count',
        inOverview: false,
        lines: { in: metric('InputTokenCount', 'Sum'), out: metric('OutputTokenCount', 'Sum') },
      }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: {
          server: percentage(failed, invocations),
          client: percentage(metric('InvocationClientErrors', 'Sum'), invocations),
        },
        alarms: requestErrorAlarms({
          errors: failed,
          requests: invocations,
          noun: 'model invocations',
          causes: 'an incident of Bedrock or of the model, a model that is loaded beyond what it can take (503)',
          lookAt: 'the AWS Health Dashboard; a profile over several regions, or another model, helps meanwhile',
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
            lean: true,
            symptom: 'model invocations are throttled',
            query: throttledShare(throttles, invocations),
            threshold: { above: 5, unit: '%' },
            datapoints: fiveMinutes(2, 2),
            causes: 'more requests or tokens a minute than the quota of the account for this model',
            lookAt:
              'requests and tokens a minute against the quotas of Bedrock; then maxTokens and retries of the callers',
            source:
              'AWS agent toolkit: throttles need attention, 2 of 2 periods of 5 minutes; 5 % spares single retries',
          },
        ],
      }),
    ];
  },
};
