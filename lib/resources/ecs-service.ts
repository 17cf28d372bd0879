import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { arnPart } from '../signals/arn';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, type MetricOf, metricsOf, minutes, saturation } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

const SCALABLE_TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

export const ecsService: ResourceDefinition = {
  types: ['AWS::ECS::Service'],
  readFrom: [SCALABLE_TARGET],
  noun: 'service',
  tier: 'compute',
  missing: cannotHave({
    latency: 'ECS does not see requests: see the target group in front of it',
    traffic: 'ECS does not see requests: see the target group in front of it',
  }),
  signals: (service) => {
    const metric = metricsOf('AWS/ECS', { ClusterName: clusterOf(service), ServiceName: service.attribute('Name') });
    return [
      errors({
        title: 'Running tasks',
        unit: 'count',
        // One sample per task and minute: the number of tasks, without paying for Container Insights.
        lines: { tasks: metric('MemoryUtilization', 'SampleCount') },
        alarms: mayBeEmpty(service) ? [] : [noTask(metric)],
      }),
      saturation({
        title: 'CPU and memory',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average'), memory: metric('MemoryUtilization', 'Average') },
        alarms: [
          ...(isLimited(service, 'Cpu') ? [nearlyFull('cpu', 'CPU', metric('CPUUtilization', 'Average'))] : []),
          ...(isLimited(service, 'Memory')
            ? [nearlyFull('memory', 'memory', metric('MemoryUtilization', 'Average'))]
            : []),
        ],
      }),
    ];
  },
  events: (service) => [
    ...(deploysItself(service) ? [deploymentFailed(service)] : []),
    {
      id: 'start-impaired',
      severity: Severity.TICKET,
      symptom: 'its tasks cannot start, again and again',
      pattern: {
        source: ['aws.ecs'],
        detailType: ['ECS Service Action'],
        resources: [service.ref],
        detail: { eventName: ['SERVICE_TASK_START_IMPAIRED'] },
      },
      causes: 'an image that cannot be pulled or does not start, a failing health check, a missing secret',
      lookAt: 'the reason of its stopped tasks',
      source: 'AWS ECS guide, service action events: not published as a metric',
    },
  ],
};

/** With CodeDeploy or a controller of somebody else's, ECS itself deploys nothing. */
function deploysItself(service: Resource): boolean {
  return (service.property('DeploymentController.Type') ?? 'ECS') === 'ECS';
}

function deploymentFailed(service: Resource): EventAlert {
  return {
    id: 'deployment-failed',
    severity: Severity.PAGE,
    symptom: 'a deployment failed',
    pattern: {
      source: ['aws.ecs'],
      detailType: ['ECS Deployment State Change'],
      resources: [service.ref],
      detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    },
    facts: { Deployment: '$.detail.deploymentId', Reason: '$.detail.reason' },
    causes: 'an image that does not start, a failing health check, no capacity for the tasks',
    lookAt: 'the events of the service and the reason of its stopped tasks',
    source: 'AWS ECS guide, service deployment state change events: not published as a metric',
  };
}

/** The cluster's name: a reference, a name or an ARN; ECS's own default cluster when none is named. */
function clusterOf(service: Resource): string {
  const [cluster] = service.references('Cluster');
  if (cluster !== undefined) return cluster.ref;
  const text = service.text('Cluster') ?? 'default';
  return JSON.stringify(service.property('Cluster') ?? '').includes(':cluster/') ? arnPart(text, '/', 1) : text;
}

/** Whether no task at all can be what somebody wants. */
function mayBeEmpty(service: Resource): boolean {
  return (
    isZero(service.property('DesiredCount')) ||
    service.property('SchedulingStrategy') === 'DAEMON' ||
    service.referrers(SCALABLE_TARGET).some((target) => isZero(target.property('MinCapacity')))
  );
}

function isZero(value: unknown): boolean {
  return value === 0 || value === '0';
}

/**
 * Whether its tasks have a limit that they are measured by. What a container of a task on EC2 only reserves it may
 * exceed by far on a healthy day: its share of a processor always, its memory where that is a reservation.
 */
function isLimited(service: Resource, what: 'Cpu' | 'Memory'): boolean {
  const [task] = service.references('TaskDefinition');
  if (task === undefined || task.property(what) !== undefined) return true;
  const containers = task.property('ContainerDefinitions');
  if (what === 'Cpu' || !Array.isArray(containers)) return false;
  return containers.every((container) => container?.MemoryReservation === undefined);
}

function noTask(metric: MetricOf): AlarmDefault {
  return {
    id: 'no-task',
    severity: Severity.PAGE,
    symptom: 'no task is running',
    query: metric('MemoryUtilization', 'SampleCount'),
    threshold: { below: 1, unit: 'count' },
    datapoints: minutes(8, 10),
    treatMissingData: 'breaching',
    causes: 'tasks that stop as soon as they start, an image that cannot be pulled, no capacity',
    lookAt: 'the reason of the stopped tasks and the events of the service',
    source:
      'AWS ECS guide: the sample count of utilization is the number of running tasks; 8 of 10 minutes spares redeployments',
  };
}

function nearlyFull(id: string, what: string, query: ReturnType<MetricOf>): AlarmDefault {
  return {
    id,
    severity: Severity.TICKET,
    symptom: `its tasks are short of ${what}`,
    query,
    threshold: { above: 90, unit: '%' },
    datapoints: minutes(10, 10),
    causes: 'growing traffic, too few or too small tasks, a leak',
    lookAt: `${what} of single tasks, then the scaling policy of the service`,
    source: `AWS recommended alarms: ${what} over 80 %; 90 %, 10 of 10 minutes, because scaling policies aim at up to 80 %`,
  };
}
