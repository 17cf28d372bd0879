import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, latency, metricsOf, saturation, traffic } from '../signals/rows';

export const mediaconvertQueue: ResourceDefinition = {
  types: ['AWS::MediaConvert::Queue'],
  noun: 'transcoding queue',
  tier: 'compute',
  missing: [],
  signals: (queue) => {
    const metric = metricsOf('AWS/MediaConvert', { Queue: queue.attribute('Arn') });
    const failed = metric('JobsErroredCount', 'Sum');
    const done = metric('JobsCompletedCount', 'Sum');
    return [
      latency({ title: 'Time of a job', unit: 'ms', lines: { transcoding: metric('TranscodingTime', 'Average') } }),
      traffic({ title: 'Jobs done', unit: 'count', lines: { done } }),
      errors({
        title: 'Jobs that failed',
        unit: 'count',
        lines: { failed },
        alarms: [
          {
            id: 'failed-jobs',
            severity: Severity.TICKET,
            lean: true,
            symptom: 'many transcoding jobs fail',
            query: {
              expression: 'IF(FILL(failed, 0) >= 2, 100 * failed / (failed + FILL(done, 0)), 0)',
              metrics: { failed, done },
            },
            threshold: { above: 20, unit: '%' },
            datapoints: fiveMinutes(2, 3),
            causes: 'inputs that cannot be read, the role or the key of the buckets, settings that were changed',
            lookAt: 'the error code of a failed job in the MediaConvert console',
            source: 'judgement: single inputs are broken on every day; a fifth of the jobs, in 2 of 3 periods, are not',
          },
        ],
      }),
      // No alarm: work that waits in a queue is what a queue is for.
      saturation({ title: 'Waiting time', unit: 'ms', lines: { waiting: metric('StandbyTime', 'Average') } }),
    ];
  },
};
