import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, traffic } from '../signals/rows';

export const stepFunctionsActivity: ResourceDefinition = {
  types: ['AWS::StepFunctions::Activity'],
  noun: 'activity',
  tier: 'compute',
  missing: [
    {
      goldenSignal: GoldenSignal.SATURATION,
      why: 'Step Functions does not know its workers; work that waits for one shows as latency',
    },
  ],
  signals: (activity) => {
    const metric = metricsOf('AWS/States', { ActivityArn: activity.ref });
    const failed = metric('ActivitiesFailed', 'Sum');
    const timedOut = metric('ActivitiesTimedOut', 'Sum');
    const silent = metric('ActivitiesHeartbeatTimedOut', 'Sum');
    const succeeded = metric('ActivitiesSucceeded', 'Sum');
    return [
      // No alarm: how long work may wait and take is the user's to say, and stands in the state machine as time-outs.
      latency({
        title: 'Time until done',
        unit: 'ms',
        lines: {
          p90: metric('ActivityTime', 'p90'),
          'waiting for a worker p90': metric('ActivityScheduleTime', 'p90'),
        },
      }),
      traffic({ title: 'Activities', unit: 'count', lines: { scheduled: metric('ActivitiesScheduled', 'Sum') } }),
      errors({
        title: 'Failures',
        unit: 'count',
        lines: { failed, 'timed out': timedOut, 'without heartbeat': silent },
        alarms: [
          {
            id: 'failures',
            severity: Severity.TICKET,
            lean: true,
            symptom: 'many activities fail, or no worker does them in time',
            query: {
              expression:
                'IF(FILL(failed, 0) + FILL(timedOut, 0) + FILL(silent, 0) >= 3, 100 * (FILL(failed, 0) + FILL(timedOut, 0) + FILL(silent, 0)) / (FILL(failed, 0) + FILL(timedOut, 0) + FILL(silent, 0) + FILL(succeeded, 0)), 0)',
              metrics: { failed, timedOut, silent, succeeded },
            },
            threshold: { above: 10, unit: '%' },
            datapoints: { breaching: 2, of: 3, periodSeconds: 300 },
            causes: 'workers that are down or too few, an exception in the worker, a task token that was lost',
            lookAt: 'whether workers poll, then their error lines',
            source: 'Step Functions guide, activity metrics; at least 3 and 10 % in 2 of 3 periods is judgement',
          },
        ],
      }),
    ];
  },
};
