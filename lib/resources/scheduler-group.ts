import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, metricsOf, minutes, saturation, traffic } from '../signals/rows';

const SCHEDULE = 'AWS::Scheduler::Schedule';

/** EventBridge Scheduler measures groups; there is no dimension for a single schedule. */
export const schedulerGroup: ResourceDefinition = {
  types: ['AWS::Scheduler::ScheduleGroup'],
  noun: 'schedule group',
  tier: 'queue',
  missing: [{ goldenSignal: GoldenSignal.LATENCY, why: 'EventBridge Scheduler publishes no latency' }],
  signals: (group) => {
    const metric = metricsOf('AWS/Scheduler', { ScheduleGroup: group.ref });
    const attempts = metric('InvocationAttemptCount', 'Sum');
    const targetErrors = metric('TargetErrorCount', 'Sum');
    const dropped = metric('InvocationDroppedCount', 'Sum');
    const withQueue = group
      .referrers(SCHEDULE)
      .map((schedule) => schedule.property('Target.DeadLetterConfig') !== undefined);
    return [
      traffic({ title: 'Invocations', unit: 'count', lines: { attempts } }),
      errors({
        title: 'Failed invocations',
        unit: 'count',
        lines: { dropped, 'target errors': targetErrors },
        alarms: [
          {
            id: 'dropped-invocations',
            severity: Severity.PAGE,
            symptom: 'a scheduled job did not run, and will not be tried again',
            query: dropped,
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(1, 1),
            causes: 'the target was deleted, the role of the schedule lacks a permission, all retries were used up',
            lookAt: 'the role and the target of the schedule; its dead-letter queue tells which one, if it has one',
            source: 'AWS recommended alarms: 0; at once, because each one is a job that did not run',
          },
          {
            id: 'target-errors',
            severity: Severity.PAGE,
            symptom: 'scheduled jobs cannot be started',
            query: {
              expression: 'IF(failed >= 3, 100 * failed / attempts, 0)',
              metrics: { failed: targetErrors, attempts },
            },
            threshold: { above: 25, unit: '%' },
            // Retries come less and less often: in single minutes they would be lost.
            datapoints: { breaching: 1, of: 1, periodSeconds: 900 },
            causes: 'the role of the schedule lacks a permission, the target refuses the input or is down',
            lookAt: 'the role of the schedule and the errors of its target in CloudTrail',
            source:
              'Scheduler guide: retries go on for 24 hours by default before a drop is counted; 25 % is judgement',
          },
          ...(withQueue.includes(true)
            ? [
                {
                  id: 'dead-letter-failures',
                  severity: Severity.PAGE,
                  symptom: 'jobs that did not run are lost: their dead-letter queue does not take them',
                  query: metric('InvocationsFailedToBeSentToDeadLetterCount', 'Sum'),
                  threshold: { above: 0, unit: 'count' as const },
                  datapoints: minutes(1, 1),
                  causes: 'the role of the schedule may not write to the queue, or the queue was deleted',
                  lookAt: 'the role of the schedule, the policy and the key of the dead-letter queue',
                  source: 'AWS recommended alarms: 0; at once, because each one is an event that is gone',
                },
              ]
            : []),
        ],
      }),
      saturation({
        title: 'Throttled',
        unit: 'count',
        lines: {
          throttled: metric('InvocationThrottleCount', 'Sum'),
          'by the target': metric('TargetErrorThrottledCount', 'Sum'),
        },
        alarms: [
          {
            id: 'throttles',
            severity: Severity.TICKET,
            symptom: 'scheduled jobs start late, because they are throttled',
            query: {
              expression: 'throttled + byTarget',
              metrics: {
                throttled: metric('InvocationThrottleCount', 'Sum'),
                byTarget: metric('TargetErrorThrottledCount', 'Sum'),
              },
            },
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(15, 15),
            causes: 'many schedules at the same minute, a quota of Scheduler or of the API of the target',
            lookAt: 'a flexible time window for the schedules, then the quotas',
            source: 'AWS recommended alarms: 0, 15 of 15 minutes',
          },
        ],
      }),
    ];
  },
};
