import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, fiveMinutes, latency, type MetricOf, metricsOf, saturation, traffic } from '../signals/rows';
import type { Query } from '../signals/signal';

/** Types whose speed above a small base comes from credits; the others have what was bought. */
const WITH_CREDITS = ['gp2', 'st1', 'sc1'];

/** From here on a gp2 volume has its full speed as its base. */
const GP2_WITHOUT_CREDITS_GIB = 1000;

export const ebsVolume: ResourceDefinition = {
  types: ['AWS::EC2::Volume'],
  noun: 'volume',
  tier: 'data',
  missing: cannotHave({
    errors: 'EBS publishes no errors; a volume that fails shows in the status checks of its instance',
  }),
  signals: (volume) => {
    const metric = metricsOf('AWS/EBS', { VolumeId: volume.ref });
    return [
      latency({
        title: 'Time of an operation',
        unit: 'ms',
        inOverview: false,
        lines: { read: timeOf(metric, 'Read'), write: timeOf(metric, 'Write') },
      }),
      traffic({
        title: 'Operations',
        unit: 'count',
        inOverview: false,
        lines: { read: metric('VolumeReadOps', 'Sum'), write: metric('VolumeWriteOps', 'Sum') },
      }),
      saturation({
        title: 'Operations that wait',
        unit: 'count',
        lines: { waiting: metric('VolumeQueueLength', 'Average') },
        alarms: hasCredits(volume)
          ? [
              {
                id: 'burst-credits',
                severity: Severity.TICKET,
                symptom: 'its burst credits run out, after which it is slow',
                query: metric('BurstBalance', 'Average'),
                threshold: { below: 10, unit: '%' },
                datapoints: fiveMinutes(3, 3),
                causes: 'more operations than a volume of this size earns credits for, a backup, a scan',
                lookAt: 'operations of the volume; gp3 has its speed without credits and costs less',
                source: 'EBS guide, I/O credits: at 0 % only the base is left; 10 % for 15 minutes is judgement',
              },
            ]
          : [],
      }),
    ];
  },
};

function hasCredits(volume: Resource): boolean {
  const type = String(volume.property('VolumeType') ?? 'gp2');
  return WITH_CREDITS.includes(type) && !(type === 'gp2' && volume.number('Size', 0) >= GP2_WITHOUT_CREDITS_GIB);
}

/** Only the total is published, in seconds. */
function timeOf(metric: MetricOf, direction: 'Read' | 'Write'): Query {
  return {
    expression: '1000 * total / operations',
    metrics: {
      total: metric(`VolumeTotal${direction}Time`, 'Sum'),
      operations: metric(`Volume${direction}Ops`, 'Sum'),
    },
  };
}
