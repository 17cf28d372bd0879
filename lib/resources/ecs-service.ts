import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { arnPart } from '../signals/arn';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, type MetricOf, metricsOf, minutes, saturation } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

export const ecsService: ResourceDefinition = {
  types: ['AWS::ECS::Service'],
  noun: 'service',
  tier: 'compute',
  missing: cannotHave({
    latency: 'ECS does not see requests: see the target group in front of it',
    traffic: 'ECS does not see requests: see the target group in front of it',
  }),
  signals: (service) => {
    const metric = metricsOf('AWS/ECS', { ClusterName: clusterOf(service), ServiceName: service.attribute('Name') });
    const atZero = service.property('DesiredCount') === 0 || service.property('SchedulingStrategy') === 'DAEMON';
    return [
      errors({
        title: 'Running tasks',
        unit: 'count',
        // One sample per task and minute: the number of tasks, without paying for Container Insights.
        lines: { tasks: metric('MemoryUtilization', 'SampleCount') },
        alarms: atZero ? [] : [noTask(metric)],
      }),
      saturation({
        title: 'CPU and memory',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average'), memory: metric('MemoryUtilization', 'Average') },
        alarms: [
          nearlyFull('cpu', 'CPU', metric('CPUUtilization', 'Average'), 90),
          nearlyFull('memory', 'memory', metric('MemoryUtilization', 'Average'), 90),
        ],
      }),
    ];
  },
  events: (service) => [
    {
      id: 'deployment-failed',
      severity: Severity.PAGE,
      symptom: 'a deployment failed',
      pattern: {
        source: ['aws.ecs'],
        detailType: ['ECS Deployment State Change'],
        resources: [service.ref],
        detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
      },
      causes: 'an image that does not start, a failing health check, no capacity for the tasks',
      lookAt: 'the events of the service and the reason of its stopped tasks',
      source: 'AWS ECS guide, service deployment state change events: not published as a metric',
    },
  ],
};

/** The cluster's name: a reference, a name or an ARN; ECS's own default cluster when none is named. */
function clusterOf(service: Resource): string {
  const [cluster] = service.references('Cluster');
  if (cluster !== undefined) return cluster.ref;
  const text = service.text('Cluster') ?? 'default';
  return text.startsWith('arn:') ? arnPart(text, '/', 1) : text;
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

function nearlyFull(id: string, what: string, query: ReturnType<MetricOf>, above: number): AlarmDefault {
  return {
    id,
    severity: Severity.TICKET,
    symptom: `its tasks are short of ${what}`,
    query,
    threshold: { above, unit: '%' },
    datapoints: minutes(10, 10),
    causes: 'growing traffic, too few or too small tasks, a leak',
    lookAt: `${what} of single tasks, then the scaling policy of the service`,
    source: `AWS recommended alarms: ${what} over 80 %; 90 %, 10 of 10 minutes, because scaling policies aim at up to 80 %`,
  };
}
