import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf } from '../signals/rows';
import type { Datapoints } from '../signals/signal';

const UNIT_SECONDS: Readonly<Record<string, number>> = { minute: 60, hour: 3600 };

export const syntheticsCanary: ResourceDefinition = {
  types: ['AWS::Synthetics::Canary'],
  noun: 'canary',
  tier: 'edge',
  missing: [
    { goldenSignal: GoldenSignal.TRAFFIC, why: 'a canary is its own traffic, by its schedule' },
    { goldenSignal: GoldenSignal.SATURATION, why: 'a canary measures from outside, where this is not seen' },
  ],
  signals: (canary) => {
    const metric = metricsOf('CloudWatchSynthetics', { CanaryName: canary.ref });
    return [
      latency({ title: 'Duration of runs', unit: 'ms', lines: { longest: metric('Duration', 'Maximum') } }),
      errors({
        title: 'Successful runs',
        unit: '%',
        lines: { successful: metric('SuccessPercent', 'Average') },
        alarms: [
          {
            id: 'failing',
            severity: Severity.PAGE,
            symptom: 'the canary cannot do what a user does',
            query: metric('SuccessPercent', 'Average'),
            threshold: { below: 90, unit: '%' },
            datapoints: datapointsFor(canary),
            causes: 'what it visits is down or slow, or has changed so that the script no longer fits',
            lookAt: 'the screenshots and log of the last failed run',
            // AWS treats missing data as breaching; that would page for each canary that is new or stopped on purpose.
            source: 'AWS observability guidance: below 90 %, 2 of 3 periods, each at least as long as the schedule',
          },
        ],
      }),
    ];
  },
};

/** Periods that hold at least one run. Of what cannot be read (cron), each hour with runs is judged alone. */
function datapointsFor(canary: Resource): Datapoints {
  const expression = canary.property('Schedule.Expression');
  const [, count, unit] =
    /^rate\((\d+) (minute|hour)s?\)$/.exec(typeof expression === 'string' ? expression : '') ?? [];
  const seconds = Number(count) * UNIT_SECONDS[unit ?? '']!;
  if (!(seconds > 0)) return { breaching: 1, of: 1, periodSeconds: 3600 };
  return { breaching: 2, of: 3, periodSeconds: Math.max(300, seconds) };
}
