import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, fiveMinutes, latency, type MetricOf, metricsOf, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, Query } from '../signals/signal';

/** Types whose speed above a small base comes from credits; the others have what was bought. */
const WITH_CREDITS = ['gp2', 'st1', 'sc1'];

/** From here on a gp2 volume has its full speed as its base. */
const GP2_WITHOUT_CREDITS_GIB = 1000;
const GP2_IOPS_PER_GIB = 3;
const GP2_MAX_IOPS = 16_000;

/** What every gp3 volume has. */
const GP3_IOPS = 3000;
const GP3_THROUGHPUT_MIB = 125;

const MIB = 2 ** 20;

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
        alarms: hasCredits(volume) ? [creditsAlarm(metric)] : limitAlarms(volume, metric),
      }),
    ];
  },
};

function typeOf(volume: Resource): string {
  return String(volume.property('VolumeType') ?? 'gp2');
}

function hasCredits(volume: Resource): boolean {
  const type = typeOf(volume);
  return WITH_CREDITS.includes(type) && !(type === 'gp2' && volume.number('Size', 0) >= GP2_WITHOUT_CREDITS_GIB);
}

function creditsAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'burst-credits',
    severity: Severity.TICKET,
    symptom: 'its burst credits run out, after which it is slow',
    query: metric('BurstBalance', 'Average'),
    threshold: { below: 10, unit: '%' },
    datapoints: fiveMinutes(3, 3),
    causes: 'more operations than a volume of this size earns credits for, a backup, a scan',
    lookAt: 'operations of the volume; gp3 has its speed without credits and costs less',
    source: 'EBS guide, I/O credits: at 0 % only the base is left; 10 % for 15 minutes is judgement',
  };
}

/** What it was bought for: no alarm where that is not known here. */
function limitAlarms(volume: Resource, metric: MetricOf): AlarmDefault[] {
  const iops = iopsOf(volume);
  const mib = typeOf(volume) === 'gp3' ? volume.number('Throughput', GP3_THROUGHPUT_MIB) : undefined;
  return [
    ...(iops === undefined ? [] : [limitAlarm('iops', 'operations', perSecond(metric, 'Ops', iops))]),
    ...(mib === undefined ? [] : [limitAlarm('throughput', 'bytes', perSecond(metric, 'Bytes', mib * MIB))]),
  ];
}

function iopsOf(volume: Resource): number | undefined {
  switch (typeOf(volume)) {
    case 'gp3':
      return volume.number('Iops', GP3_IOPS);
    case 'gp2':
      return Math.min(GP2_IOPS_PER_GIB * volume.number('Size', 0), GP2_MAX_IOPS);
    case 'io1':
    case 'io2':
      return volume.number('Iops', 0) || undefined;
    default:
      return undefined;
  }
}

function limitAlarm(id: string, what: string, query: Query): AlarmDefault {
  return {
    id,
    severity: Severity.TICKET,
    symptom: `it has no more ${what} a second to give: they wait`,
    query,
    threshold: { above: 95, unit: '%' },
    // Backups and scans of a volume may use all that it has.
    datapoints: fiveMinutes(12, 12),
    causes: 'growing traffic, a query without an index, too little memory for what is read again and again',
    lookAt: 'who reads or writes; a volume can be given more while it is in use',
    source: 'EBS guide, volume performance: more than was provisioned is queued; 95 % for an hour is judgement',
  };
}

/** As a share of a limit. */
function perSecond(metric: MetricOf, what: 'Ops' | 'Bytes', limit: number): Query {
  return {
    expression: `100 * (read + written) / PERIOD(read) / ${limit}`,
    metrics: { read: metric(`VolumeRead${what}`, 'Sum'), written: metric(`VolumeWrite${what}`, 'Sum') },
  };
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
