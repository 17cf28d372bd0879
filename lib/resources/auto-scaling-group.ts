import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, fiveMinutes, type MetricOf, metricsOf, minutes, saturation } from '../signals/rows';
import type { AlarmDefault, MetricRef, Signal } from '../signals/signal';

export const autoScalingGroup: ResourceDefinition = {
  types: ['AWS::AutoScaling::AutoScalingGroup'],
  noun: 'Auto Scaling group',
  tier: 'compute',
  missing: cannotHave({
    latency: 'EC2 does not see requests',
    traffic: 'EC2 does not see requests',
    errors: 'failed instances are replaced; what is left shows in the target group',
  }),
  events: (group) => [
    {
      id: 'launch-failed',
      severity: Severity.TICKET,
      symptom: 'an instance could not be launched',
      pattern: {
        source: ['aws.autoscaling'],
        detailType: ['EC2 Instance Launch Unsuccessful'],
        detail: { AutoScalingGroupName: [group.ref] },
      },
      causes: 'no capacity of the instance type, a quota, an image or key that is gone',
      lookAt: 'the scaling activities of the group',
      source: 'AWS Auto Scaling guide, events: not published as a metric',
    },
  ],
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
    if (collects(group)) signals.push(size(group, metric));
    return signals;
  },
};

/** A size is told in units where instance types weigh differently, or in processors or memory. */
function inServiceOf(group: Resource): string {
  const overrides = group.property('MixedInstancesPolicy.LaunchTemplate.Overrides');
  const weighted = Array.isArray(overrides) && overrides.some((each) => each?.WeightedCapacity !== undefined);
  const inUnits = weighted || (group.property('DesiredCapacityType') ?? 'units') !== 'units';
  return inUnits ? 'GroupInServiceCapacity' : 'GroupInServiceInstances';
}

/** Group metrics are free, but off unless the group asks for them. */
function collects(group: Resource): boolean {
  const collections = group.property('MetricsCollection');
  const needed = [inServiceOf(group), 'GroupMaxSize', 'GroupMinSize'];
  return (
    Array.isArray(collections) &&
    collections.some((each) => each?.Metrics === undefined || needed.every((name) => each.Metrics.includes?.(name)))
  );
}

function size(group: Resource, metric: MetricOf): Signal {
  const inService = metric(inServiceOf(group), 'Average');
  const max = metric('GroupMaxSize', 'Average');
  // A group of a fixed size is always at its maximum, and so is one that was told to be.
  const [smallest, wanted, largest] = ['MinSize', 'DesiredCapacity', 'MaxSize'].map((property) =>
    JSON.stringify(group.property(property))?.replaceAll('"', ''),
  );
  const fixed = largest === smallest || largest === wanted;
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
    alarms: [
      ...(fixed ? [] : [alarm]),
      ...(Number(group.property('MinSize')) === 0 ? [] : [tooSmall(inService, metric)]),
    ],
  });
}

function tooSmall(inService: MetricRef, metric: MetricOf): AlarmDefault {
  return {
    id: 'below-minimum',
    severity: Severity.PAGE,
    symptom: 'less is in service than its minimum',
    query: {
      expression: 'minimum - inService',
      metrics: { inService, minimum: metric('GroupMinSize', 'Average') },
    },
    threshold: { above: 0, unit: 'count' },
    datapoints: minutes(15, 15),
    causes: 'instances that fail their health check, a broken image or user data, no capacity of the type',
    lookAt: 'the scaling activities of the group',
    source: 'AWS recommended alarms: capacity under the minimum that is needed; 15 minutes spare rolling updates',
  };
}
