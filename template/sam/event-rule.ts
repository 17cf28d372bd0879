import { isRecord, type TemplateResource } from '../template-file';
import { pick } from './expansion';

/** The rule of an event of type Schedule, EventBridgeRule or CloudWatchEvent, and the dead-letter queue that SAM makes. */
export function eventRule(
  id: string,
  properties: Readonly<Record<string, unknown>>,
  target: unknown,
): Record<string, TemplateResource> {
  const { Schedule: rate, Pattern: pattern, Enabled: enabled, State: state } = properties;
  const deadLetters = deadLettersOf(id, properties.DeadLetterConfig);
  const off = enabled === false || enabled === 'false' ? 'DISABLED' : undefined;
  return {
    [id]: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ...pick(properties, ['EventBusName']),
        ...pick(
          {
            Name: properties.Name ?? properties.RuleName,
            ScheduleExpression: rate,
            EventPattern: pattern,
            State: state ?? off,
          },
          ['Name', 'ScheduleExpression', 'EventPattern', 'State'],
        ),
        Targets: [{ Id: `${id}Target`, Arn: target, ...deadLetters.config }],
      },
    },
    ...deadLetters.resources,
  };
}

/** The schedule of an event of type ScheduleV2. */
export function schedule(
  id: string,
  properties: Readonly<Record<string, unknown>>,
  target: unknown,
): Record<string, TemplateResource> {
  const deadLetters = deadLettersOf(id, properties.DeadLetterConfig);
  return {
    [id]: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ...(properties.OmitName === true ? {} : { Name: properties.Name ?? id }),
        ...pick(properties, ['ScheduleExpression', 'State', 'GroupName']),
        Target: { Arn: target, ...deadLetters.config, ...pick(properties, ['RetryPolicy']) },
      },
    },
    ...deadLetters.resources,
  };
}

/** Where events go that could not be delivered; SAM makes a queue where none is given. */
function deadLettersOf(id: string, given: unknown) {
  if (!isRecord(given)) return {};
  if (given.Arn !== undefined) return { config: { DeadLetterConfig: { Arn: given.Arn } } };
  if (given.Type !== 'SQS') return {};
  const queueId = typeof given.QueueLogicalId === 'string' ? given.QueueLogicalId : `${id}Queue`;
  return {
    config: { DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queueId, 'Arn'] } } },
    resources: { [queueId]: { Type: 'AWS::SQS::Queue', Properties: {} } },
  };
}
