import { isRecord, type TemplateResource } from '../template-file';
import { pick } from './expansion';

/** The rule of an event of type Schedule, EventBridgeRule or CloudWatchEvent, and the dead-letter queue that SAM makes. */
export function eventRule(
  id: string,
  properties: Readonly<Record<string, unknown>>,
  target: unknown,
): Record<string, TemplateResource> {
  const { DeadLetterConfig: given, Schedule: schedule, Pattern: pattern, Enabled: enabled, State: state } = properties;
  const makesQueue = isRecord(given) && given.Arn === undefined && given.Type === 'SQS';
  const queueId = isRecord(given) && typeof given.QueueLogicalId === 'string' ? given.QueueLogicalId : `${id}Queue`;
  const queueArn = makesQueue ? { 'Fn::GetAtt': [queueId, 'Arn'] } : isRecord(given) ? given.Arn : undefined;
  const off = enabled === false || enabled === 'false' ? 'DISABLED' : undefined;
  return {
    [id]: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ...pick(properties, ['Name', 'EventBusName']),
        ...pick({ ScheduleExpression: schedule, EventPattern: pattern, State: state ?? off }, [
          'ScheduleExpression',
          'EventPattern',
          'State',
        ]),
        Targets: [
          { Id: `${id}Target`, Arn: target, ...(queueArn === undefined ? {} : { DeadLetterConfig: { Arn: queueArn } }) },
        ],
      },
    },
    ...(makesQueue ? { [queueId]: { Type: 'AWS::SQS::Queue', Properties: {} } } : {}),
  };
}
