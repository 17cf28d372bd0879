import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import {
  cannotHave,
  errors,
  fiveMinutes,
  type MetricOf,
  metricsOf,
  minutes,
  saturation,
  traffic,
} from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

export const ec2Instance: ResourceDefinition = {
  types: ['AWS::EC2::Instance'],
  noun: 'instance',
  tier: 'compute',
  missing: cannotHave({ latency: 'EC2 does not see requests' }),
  signals: (instance) => {
    const metric = metricsOf('AWS/EC2', { InstanceId: instance.ref });
    return [
      traffic({
        title: 'Network',
        unit: 'bytes',
        inOverview: false,
        lines: { in: metric('NetworkIn', 'Sum'), out: metric('NetworkOut', 'Sum') },
      }),
      errors({
        title: 'Failed status checks',
        unit: 'count',
        lines: { failed: metric('StatusCheckFailed', 'Maximum') },
        alarms: [
          {
            id: 'status-check',
            severity: Severity.PAGE,
            symptom: 'it fails its status checks',
            query: metric('StatusCheckFailed', 'Maximum'),
            threshold: { atLeast: 1, unit: 'count' },
            datapoints: minutes(10, 10),
            causes: 'a failed host, an operating system that hangs or does not boot, a full disk',
            lookAt:
              'which of the checks fails (system, instance, attached EBS), then the system log; stop and start moves it to another host',
            source:
              'AWS recommended alarms: StatusCheckFailed >= 1 over 2 periods of 5 minutes; by the minute, for a reboot across two periods is no failure',
          },
        ],
      }),
      saturation({
        title: 'CPU',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average') },
        alarms: [
          {
            id: 'cpu',
            severity: Severity.TICKET,
            symptom: 'it is short of CPU',
            query: metric('CPUUtilization', 'Average'),
            threshold: { above: 90, unit: '%' },
            datapoints: fiveMinutes(6, 6),
            causes: 'growing load, a runaway process, an instance that is too small',
            lookAt: 'the processes on it',
            source:
              'AWS recommended alarms: CPU over 80 %, 3 of 3 periods of 5 minutes; 90 % over half an hour spares batch work',
          },
          ...creditAlarms(instance, metric),
        ],
      }),
    ];
  },
};

/** Burstable instances: those that stop at the end of their credits are slow then, all others cost extra. */
function creditAlarms(instance: Resource, metric: MetricOf): AlarmDefault[] {
  const type = instance.property('InstanceType');
  if (typeof type !== 'string' || !/^t\d/.test(type)) return [];
  const mode =
    instance.property('CreditSpecification.CPUCredits') ?? (type.startsWith('t2') ? 'standard' : 'unlimited');
  const shared = {
    severity: Severity.TICKET,
    causes: 'more CPU than the baseline of the instance type over many hours',
    lookAt: 'CPU over the last day against the baseline; take a larger or a fixed-performance type',
  };
  if (mode === 'unlimited') {
    return [
      {
        ...shared,
        id: 'cpu-surplus-credits',
        symptom: 'it runs on CPU credits that are billed',
        query: metric('CPUSurplusCreditsCharged', 'Maximum'),
        threshold: { above: 0, unit: 'units' },
        datapoints: fiveMinutes(12, 12),
        source: 'AWS EC2 guide, unlimited mode: charged credits exceed what a day earns; an hour is judgement',
      },
    ];
  }
  // Of a mode that is not known here, neither can be said.
  if (mode !== 'standard') return [];
  return [
    {
      ...shared,
      id: 'cpu-credits',
      symptom: 'its CPU credits are used up: it is held at its baseline',
      query: metric('CPUCreditBalance', 'Minimum'),
      threshold: { below: 2, unit: 'units' },
      // A new t3 in standard mode starts at zero and earns 3 credits in half an hour, the smallest of them.
      datapoints: fiveMinutes(6, 6),
      source:
        'AWS EC2 guide, standard mode: at zero the CPU is held at its baseline; half an hour spares new instances',
    },
  ];
}
