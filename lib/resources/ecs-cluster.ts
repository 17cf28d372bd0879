import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, type MetricOf, metricsOf, minutes, saturation } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';

export const ecsCluster: ResourceDefinition = {
  types: ['AWS::ECS::Cluster'],
  readFrom: [ASSOCIATIONS, 'AWS::ECS::CapacityProvider'],
  noun: 'cluster',
  tier: 'compute',
  leftOut: (cluster) =>
    hasInstances(cluster) ? undefined : 'on Fargate a cluster has no capacity of its own; its services are watched',
  missing: cannotHave({
    latency: 'a cluster answers nobody',
    traffic: 'a cluster answers nobody',
    errors: 'failures are those of its services',
  }),
  signals: (cluster) => {
    const metric = metricsOf('AWS/ECS', { ClusterName: cluster.ref });
    return [
      saturation({
        title: 'Reserved capacity',
        unit: '%',
        lines: { cpu: metric('CPUReservation', 'Average'), memory: metric('MemoryReservation', 'Average') },
        alarms: [
          reserved('cpu-reservation', 'CPU', metric('CPUReservation', 'Average')),
          reserved('memory-reservation', 'memory', metric('MemoryReservation', 'Average')),
        ],
      }),
    ];
  },
};

/** Whether EC2 instances of this stack belong to it: by a capacity provider, or because their user data names it. */
function hasInstances(cluster: Resource): boolean {
  const providers = cluster
    .referrers(ASSOCIATIONS)
    .flatMap((association) => association.references('CapacityProviders'));
  return (
    providers.length > 0 ||
    ['AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration', 'AWS::EC2::Instance'].some(
      (type) => cluster.referrers(type).length > 0,
    )
  );
}

function reserved(id: string, what: string, query: ReturnType<MetricOf>): AlarmDefault {
  return {
    id,
    severity: Severity.TICKET,
    symptom: `little ${what} is left for further tasks`,
    query,
    threshold: { above: 90, unit: '%' },
    datapoints: minutes(15, 15),
    causes: 'more or larger tasks than the instances hold, a capacity provider at its maximum',
    lookAt: 'the capacity provider and its Auto Scaling group',
    source: 'AWS recommended alarms: reservation, 5 of 5 minutes; 90 % over 15 minutes lets managed scaling act first',
  };
}
