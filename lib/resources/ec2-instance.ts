import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, fiveMinutes, type MetricOf, metricsOf, saturation, traffic } from '../signals/rows';
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
            datapoints: fiveMinutes(2, 2),
            causes: 'a failed host, an operating system that hangs or does not boot, a full disk',
            lookAt:
              'which of the checks fails (system, instance, attached EBS), then the system log; stop and start moves it to another host',
            source: 'AWS recommended alarms: StatusCheckFailed >= 1, 2 of 2 periods of 5 minutes',
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
  const unlimited =
    (instance.property('CreditSpecification.CPUCredits') ?? (type.startsWith('t2') ? 'standard' : 'unlimited')) ===
    'unlimited';
  const shared = {
    severity: Severity.TICKET,
    causes: 'more CPU than the baseline of the instance type over many hours',
    lookAt: 'CPU over the last day against the baseline; take a larger or a fixed-performance type',
  };
  if (unlimited) {
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
  return [
    {
      ...shared,
      id: 'cpu-credits',
      symptom: 'its CPU credits run out, after which it is slow',
      query: metric('CPUCreditBalance', 'Minimum'),
      threshold: { below: 10, unit: 'units' },
      datapoints: fiveMinutes(3, 3),
      source:
        'AWS EC2 guide, standard mode: at zero the CPU is held at its baseline; 10 credits are ten minutes of one CPU',
    },
  ];
}
