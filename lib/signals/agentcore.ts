import { Severity } from '../alarms/severity';
import { requestErrorAlarms, throttledShare } from './request-errors';
import { errors, fiveMinutes, latency, type MetricOf, percentage, saturation, traffic } from './rows';
import type { Signal } from './signal';

/** In what a runtime and a gateway of Bedrock AgentCore differ. */
export interface AgentcoreRequests {
  readonly metric: MetricOf;
  /** `invocations`, `requests`. */
  readonly noun: string;
  readonly errorCauses: string;
  readonly errorLookAt: string;
  readonly throttleCauses: string;
}

/** Traffic, errors and throttles of what AgentCore answers. */
export function agentcoreSignals(given: AgentcoreRequests): Signal[] {
  const { metric, noun, errorCauses, errorLookAt, throttleCauses } = given;
  const requests = metric('Invocations', 'Sum');
  const failed = metric('SystemErrors', 'Sum');
  const throttles = metric('Throttles', 'Sum');
  return [
    traffic({ title: noun === 'requests' ? 'Requests' : 'Invocations', unit: 'count', lines: { [noun]: requests } }),
    errors({
      title: 'Errors',
      unit: '%',
      lines: { system: percentage(failed, requests), user: percentage(metric('UserErrors', 'Sum'), requests) },
      alarms: requestErrorAlarms({ errors: failed, requests, noun, causes: errorCauses, lookAt: errorLookAt }),
    }),
    saturation({
      title: 'Throttles',
      unit: 'count',
      lines: { throttled: throttles },
      alarms: [
        {
          id: 'throttles',
          severity: Severity.TICKET,
          symptom: `${noun} are throttled`,
          query: throttledShare(throttles, requests),
          threshold: { above: 1, unit: '%' },
          datapoints: fiveMinutes(2, 2),
          causes: throttleCauses,
          lookAt: 'the quotas of AgentCore in Service Quotas',
          source: 'judgement: as a share of requests, 2 of 2 periods of 5 minutes',
        },
      ],
    }),
  ];
}

/** An endpoint of an agent runtime: the default one, which the runtime has, or one beside it. */
export function agentEndpointSignals(metric: MetricOf): Signal[] {
  return [
    // No alarm: how long an agent may think is the user's to say.
    latency({ title: 'Latency', unit: 'ms', lines: { p90: metric('Latency', 'p90'), p50: metric('Latency', 'p50') } }),
    ...agentcoreSignals({
      metric,
      noun: 'invocations',
      errorCauses: 'an exception in the agent, a container that does not start, a model or tool that is down',
      errorLookAt: 'the log group of the runtime in /aws/bedrock-agentcore/runtimes',
      throttleCauses: 'more sessions or requests than the quota of the account, a client that retries without waiting',
    }),
  ];
}
