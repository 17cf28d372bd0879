import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, percentage, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, MetricRef } from '../signals/signal';
import { throttledRulesAlarm } from '../signals/throttled-rules';

/**
 * Over all of its rules, also those of other stacks. What cannot be put on it is not in it: PutEvents is one metric of
 * the account.
 */
export const eventbridgeBus: ResourceDefinition = {
  types: ['AWS::Events::EventBus'],
  noun: 'event bus',
  tier: 'queue',
  missing: [],
  signals: (bus) => {
    const metric = metricsOf('AWS/Events', { EventBusName: bus.ref });
    const attempts = metric('InvocationAttempts', 'Sum');
    const retries = metric('RetryInvocationAttempts', 'Sum');
    const throttled = metric('ThrottledRules', 'Sum');
    const hasRules = bus.referrers('AWS::Events::Rule').length > 0;
    return [
      // No default alarm: a target that is slow to take an event is one that is tried again.
      latency({
        title: 'From event to target',
        unit: 'ms',
        inOverview: false,
        lines: { p99: metric('IngestionToInvocationSuccessLatency', 'p99') },
      }),
      // No default alarm: how many events are normal is the business of who publishes them.
      traffic({
        title: 'Events that matched a rule',
        unit: 'count',
        lines: { matched: metric('MatchedEvents', 'Sum') },
      }),
      errors({
        title: 'Deliveries that are tried again',
        unit: '%',
        lines: { retries: percentage(retries, attempts) },
        alarms: [retriesAlarm(retries, attempts)],
      }),
      saturation({
        title: 'Throttled rules',
        unit: 'count',
        inOverview: false,
        lines: { throttled },
        // Rules of the app have an alarm of their own.
        alarms: hasRules
          ? []
          : [throttledRulesAlarm(throttled, 'its rules are throttled, their targets are invoked late')],
      }),
    ];
  },
};

function retriesAlarm(retries: MetricRef, attempts: MetricRef): AlarmDefault {
  return {
    id: 'retries',
    severity: Severity.TICKET,
    symptom: 'targets do not take their events, which arrive late and may be lost in the end',
    // As though 20 more were taken at once: a single event that a target refuses is no reason.
    query: { expression: '100 * retries / (attempts + 20)', metrics: { retries, attempts } },
    threshold: { above: 25, unit: '%' },
    // A deployment of a target is over within the first; retries come less and less often.
    datapoints: { breaching: 2, of: 2, periodSeconds: 900 },
    causes: 'a target that is down, throttled or too small for the events, an API destination that answers errors',
    lookAt: 'retries by rule, then the target: its throttles and what it answers',
    source:
      'EventBridge guide on monitoring delivery: retries are its first sign, and go on for 24 hours before a failure is counted; 25 % in two periods of 15 minutes is judgement',
  };
}
