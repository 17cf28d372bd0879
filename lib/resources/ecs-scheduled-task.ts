import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { containersThatFailed, TASK_FACTS } from '../signals/ecs-tasks';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

/** How a schedule or a rule refers to what it starts. */
const STARTS = /^AWS::(Events::Rule Targets|Scheduler::Schedule Target)\.EcsParameters\.TaskDefinitionArn$/;

/** Tasks that a schedule or a rule starts. Nothing counts those that fail; tasks of services are started again. */
export const ecsScheduledTask: ResourceDefinition = {
  types: ['AWS::ECS::TaskDefinition'],
  applies: (task) => task.referredToAs.some((reference) => STARTS.test(reference)),
  noun: 'scheduled task',
  tier: 'compute',
  missing: cannotHaveAny(
    'ECS publishes no metrics of tasks without a service, only events: those that fail are event alerts',
  ),
  signals: () => [],
  events: (task): EventAlert[] => [
    {
      id: 'failed',
      severity: Severity.TICKET,
      symptom: 'a scheduled task ended with an error',
      pattern: {
        source: ['aws.ecs'],
        detailType: ['ECS Task State Change'],
        detail: {
          taskDefinitionArn: [task.ref],
          lastStatus: ['STOPPED'],
          // Somebody wanted that.
          stopCode: [{ 'anything-but': ['UserInitiated'] }],
          containers: containersThatFailed({ alone: hasOneContainer(task) }),
        },
      },
      facts: TASK_FACTS,
      causes: 'an exception in the program, too little memory, a dependency that is down',
      lookAt: 'the reason, then the log of the task',
      source: 'ECS guide, task state change events; nobody waits for a scheduled task: no page',
    },
    {
      id: 'not-started',
      severity: Severity.TICKET,
      symptom: 'a scheduled task could not be started',
      pattern: {
        source: ['aws.ecs'],
        detailType: ['ECS Task State Change'],
        detail: { taskDefinitionArn: [task.ref], lastStatus: ['STOPPED'], stopCode: ['TaskFailedToStart'] },
      },
      facts: TASK_FACTS,
      causes: 'an image or a secret that cannot be read, a network without a way out, no capacity',
      lookAt: 'the reason',
      source: 'ECS guide, task state change events: not published as a metric',
    },
  ],
};

function hasOneContainer(task: Resource): boolean {
  const containers = task.property('ContainerDefinitions');
  return Array.isArray(containers) && containers.length === 1;
}
