import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, fiveMinutes, type MetricOf, metricsOf, minutes, saturation } from '../signals/rows';
import type { AlarmDefault, Signal } from '../signals/signal';

export const autoScalingGroup: ResourceDefinition = {
  types: ['AWS::AutoScaling::AutoScalingGroup'],
  noun: 'Auto Scaling group',
  tier: 'compute',
  missing: cannotHave({
    latency: 'EC2 does not see requests',
    traffic: 'EC2 does not see requests',
    errors: 'failed instances are replaced; what is left shows in the target group',
  }),
  signals: (group) => {
    const cpu = metricsOf('AWS/EC2', { AutoScalingGroupName: group.ref })('CPUUtilization', 'Average');
    const signals: Signal[] = [
      saturation({
        title: 'CPU',
        unit: '%',
        lines: { cpu },
        alarms: [
          {
            id: 'cpu',
            severity: Severity.TICKET,
            symptom: 'its instances are short of CPU',
            query: cpu,
            threshold: { above: 90, unit: '%' },
            datapoints: fiveMinutes(3, 3),
            causes: 'growing load, the maximum size is reached, scaling is suspended',
            lookAt: 'the size of the group against its maximum, then its scaling activities',
            source:
              'AWS recommended alarms for EC2: CPU, 3 of 3 periods of 5 minutes; 90 % because scaling policies aim lower',
          },
        ],
      }),
    ];
    const metric = metricsOf('AWS/AutoScaling', { AutoScalingGroupName: group.ref });
    if (collects(group)) signals.push(size(metric));
    return signals;
  },
};

/** Group metrics are free, but off unless the group asks for them. */
function collects(group: Resource): boolean {
  const collections = group.property('MetricsCollection');
  return (
    Array.isArray(collections) &&
    collections.some(
      (each) =>
        each?.Metrics === undefined ||
        (each.Metrics.includes?.('GroupInServiceInstances') && each.Metrics.includes('GroupMaxSize')),
    )
  );
}

function size(metric: MetricOf): Signal {
  const inService = metric('GroupInServiceInstances', 'Average');
  const max = metric('GroupMaxSize', 'Average');
  const alarm: AlarmDefault = {
    id: 'at-maximum',
    severity: Severity.TICKET,
    symptom: 'it cannot grow further',
    query: { expression: '100 * inService / max', metrics: { inService, max } },
    threshold: { atLeast: 100, unit: '%' },
    datapoints: minutes(15, 15),
    causes: 'more load than the maximum was made for',
    lookAt: 'CPU of the instances; raise the maximum size',
    source: 'judgement: a group at its maximum for 15 minutes has no reserve',
  };
  return saturation({
    id: 'size',
    title: 'Instances',
    unit: 'count',
    inOverview: false,
    lines: { 'in service': inService, maximum: max },
    alarms: [alarm],
  });
}
