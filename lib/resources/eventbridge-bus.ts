import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, minutes, saturation, traffic } from '../signals/rows';

export const eventbridgeBus: ResourceDefinition = {
  types: ['AWS::Events::EventBus'],
  noun: 'event bus',
  tier: 'queue',
  missing: [],
  signals: (bus) => {
    // All its rules together, those of other stacks too.
    const metric = metricsOf('AWS/Events', { EventBusName: bus.ref });
    const attempts = metric('InvocationAttempts', 'Sum');
    const retries = metric('RetryInvocationAttempts', 'Sum');
    return [
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
        title: 'Invocations of targets that are retries',
        unit: '%',
        lines: { retries: { expression: '100 * retries / attempts', metrics: { retries, attempts } } },
        alarms: [
          {
            id: 'retries',
            severity: Severity.TICKET,
            symptom: 'events are not delivered at the first attempt: a target refuses them or is throttled',
            query: { expression: 'IF(retries >= 5, 100 * retries / attempts, 0)', metrics: { retries, attempts } },
            threshold: { above: 25, unit: '%' },
            datapoints: minutes(10, 15),
            causes: 'a target fails or is throttled, its policy does not let EventBridge in',
            lookAt: 'the rules of the bus: which has retries; it has up to 24 hours before events are lost',
            source: 'EventBridge guide: retries show early that a target is in trouble; 25 % is judgement',
          },
        ],
      }),
      // No default alarm: each rule has one.
      saturation({
        title: 'Throttled rules',
        unit: 'count',
        inOverview: false,
        lines: { throttled: metric('ThrottledRules', 'Sum') },
      }),
    ];
  },
};
