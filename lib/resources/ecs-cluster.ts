import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { containersThatFailed, TASK_FACTS } from '../signals/ecs-tasks';
import type { EventAlert, EventPattern, ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, type MetricOf, metricsOf, minutes, saturation } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';

/** What names a cluster in its user data. */
const INSTANCES = ['AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration', 'AWS::EC2::Instance'];

/** What starts tasks on a cluster by itself, and where it says which. */
const STARTERS = { 'AWS::Events::Rule': 'Targets', 'AWS::Scheduler::Schedule': 'Target' };

/** Of the 2,048 characters that EventBridge takes as a pattern, those for task definitions. */
const ROOM_FOR_TASKS = 1_300;

/** Characters of the ARN of a task definition around its family, and of a family. */
const ARN_LENGTH = 80;
const MAX_FAMILY_LENGTH = 255;

export const ecsCluster: ResourceDefinition = {
  types: ['AWS::ECS::Cluster'],
  readFrom: [ASSOCIATIONS, ...INSTANCES],
  noun: 'cluster',
  tier: 'compute',
  missing: cannotHave({
    latency: 'a cluster answers nobody',
    traffic: 'a cluster answers nobody',
    errors: 'ECS counts no failures of tasks, only sends events: of standalone tasks they are event alerts',
  }),
  signals: (cluster) => {
    // On Fargate a cluster has no capacity of its own.
    if (!hasInstances(cluster)) return [];
    const metric = metricsOf('AWS/ECS', { ClusterName: cluster.ref });
    return [
      saturation({
        title: 'Reserved capacity',
        unit: '%',
        lines: { cpu: metric('CPUReservation', 'Average'), memory: metric('MemoryReservation', 'Average') },
        // Managed scaling aims at a full cluster: its target is 100 % by default.
        alarms: managedScaling(cluster)
          ? []
          : [
              reserved('cpu-reservation', 'CPU', metric('CPUReservation', 'Average')),
              reserved('memory-reservation', 'memory', metric('MemoryReservation', 'Average')),
            ],
      }),
    ];
  },
  events: (cluster): EventAlert[] => [
    {
      id: 'task-failed',
      severity: Severity.TICKET,
      symptom: 'a standalone task ended with an error',
      pattern: standaloneTask(cluster, {
        // Not what somebody stopped, which ends with a code other than 0 too.
        stopCode: ['EssentialContainerExited'],
        containers: containersThatFailed({ alone: false }),
      }),
      facts: TASK_FACTS,
      causes: 'an exception in the program, too little memory, a dependency that is down',
      lookAt: 'the reason, then the log of the task',
      source:
        'ECS guide, task state change events; tasks of services are started again, nobody waits for the others: no page',
    },
    {
      id: 'task-not-started',
      severity: Severity.TICKET,
      symptom: 'a standalone task could not be started',
      pattern: standaloneTask(cluster, { stopCode: ['TaskFailedToStart'] }),
      facts: TASK_FACTS,
      causes: 'an image or a secret that cannot be read, a network without a way out, no capacity',
      lookAt: 'the reason',
      source: 'ECS guide, task state change events: not published as a metric',
    },
  ],
};

/** A stopped task that belongs to no service: the group of those is `service:<name>`, by default that of others `family:<family>`. */
function standaloneTask(cluster: Resource, stopped: Readonly<Record<string, unknown>>): EventPattern {
  const tasks = toldByThemselves(cluster).map(({ ref }) => ref);
  return {
    source: ['aws.ecs'],
    detailType: ['ECS Task State Change'],
    detail: {
      clusterArn: [cluster.attribute('Arn')],
      group: [{ 'anything-but': { prefix: 'service:' } }],
      ...(tasks.length === 0 ? {} : { taskDefinitionArn: [{ 'anything-but': tasks }] }),
      lastStatus: ['STOPPED'],
      ...stopped,
    },
  };
}

/**
 * The scheduled tasks of the stack, which have alerts of their own: as many as there is room for, others are told twice.
 * From another stack a reference would be an export.
 */
function toldByThemselves(cluster: Resource): Resource[] {
  const started = Object.entries(STARTERS).flatMap(([type, path]) =>
    cluster.referrers(type).flatMap((starter) => starter.references(path)),
  );
  let room = ROOM_FOR_TASKS;
  return [...new Set(started)].filter((task) => {
    if (task.type !== 'AWS::ECS::TaskDefinition' || task.stackName !== cluster.stackName) return false;
    room -= ARN_LENGTH + familyLength(task);
    return room >= 0;
  });
}

function familyLength(task: Resource): number {
  const family = task.property('Family');
  return typeof family === 'string' ? family.length : MAX_FAMILY_LENGTH;
}

function capacityProviders(cluster: Resource): Resource[] {
  return [
    ...cluster.references('CapacityProviders'),
    ...cluster.referrers(ASSOCIATIONS).flatMap((association) => association.references('CapacityProviders')),
  ];
}

function managedScaling(cluster: Resource): boolean {
  return capacityProviders(cluster).some(
    (provider) => provider.property('AutoScalingGroupProvider.ManagedScaling.Status') === 'ENABLED',
  );
}

/** Whether EC2 instances of this stack belong to it: by a capacity provider, or because their user data names it. */
function hasInstances(cluster: Resource): boolean {
  return capacityProviders(cluster).length > 0 || INSTANCES.some((type) => cluster.referrers(type).length > 0);
}

function reserved(id: string, what: string, query: ReturnType<MetricOf>): AlarmDefault {
  return {
    id,
    severity: Severity.TICKET,
    symptom: `little ${what} is left for further tasks`,
    query,
    threshold: { above: 90, unit: '%' },
    datapoints: minutes(15, 15),
    causes: 'more or larger tasks than the instances hold',
    lookAt: 'the size of the Auto Scaling group of the instances',
    source:
      'AWS recommended alarms: reservation, 5 of 5 minutes; not for managed scaling; 90 % over 15 minutes spares deployments',
  };
}
