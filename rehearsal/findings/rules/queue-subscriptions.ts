import type { Model, QueueModel } from '../../template/model';
import { alertQueues, hasUnreadType, isExported } from '../alarm-chain';
import { keyRefusal } from '../keys';
import { policiesAllow } from '../policy';
import { type Found, rule } from '../rule';

/** What else can take messages from a queue. */
const OTHER_CONSUMERS = /AWS::(ECS|EC2|EKS|Batch|AutoScaling|AppRunner|Pipes|ElasticBeanstalk|StepFunctions)::/;

type Id = 'queue-refuses-sns' | 'queue-key-refuses-sns' | 'queue-without-consumer';

/** Queues between an alert topic and whoever reads it. */
export const queueSubscriptions = rule<Id>({
  finds: {
    'queue-refuses-sns': {
      level: 'error',
      means: 'the policy of a subscribed queue does not let the topic send to it',
    },
    'queue-key-refuses-sns': { level: 'error', means: 'SNS may not use the key of an encrypted, subscribed queue' },
    'queue-without-consumer': { level: 'warning', means: 'alerts end in a queue that nothing in the template reads' },
  },
  find: (model) =>
    alertQueues(model).flatMap(({ topic, queue }): Found<Id>[] => {
      const { logicalId, policies, kmsKeyId } = queue;
      const source = { service: 'sns.amazonaws.com', sourceArns: [topic.arn] };
      const found: Found<Id>[] = [];
      if (!policiesAllow(policies, { ...source, action: 'sqs:SendMessage' })) {
        found.push({
          id: 'queue-refuses-sns',
          where: logicalId,
          what: `its policy does not let sns.amazonaws.com send it what ${topic.logicalId} publishes`,
          advice: 'Allow sqs:SendMessage to sns.amazonaws.com with the topic as aws:SourceArn in a queue policy.',
        });
      }
      const refusal = keyRefusal(model, kmsKeyId, 'alias/aws/sqs', source);
      if (refusal !== undefined) {
        found.push({
          id: 'queue-key-refuses-sns',
          where: `${logicalId}.KmsMasterKeyId`,
          what: `${refusal}: what ${topic.logicalId} publishes does not arrive`,
          advice: 'Use SSE-SQS, or a key whose policy allows sns.amazonaws.com kms:Decrypt and kms:GenerateDataKey*.',
        });
      }
      if (!mayBeRead(queue, model)) {
        found.push({
          id: 'queue-without-consumer',
          where: logicalId,
          what: `alerts of ${topic.logicalId} end here: nothing in this template reads the queue`,
          advice: 'Let a function consume it (an event source mapping), or leave the queue out.',
        });
      }
      return found;
    }),
});

function mayBeRead({ arn, url, queueName }: QueueModel, model: Model): boolean {
  const names = [arn, url, queueName];
  return (
    model.eventSourceMappings.some(({ eventSourceArn }) => eventSourceArn === arn) ||
    model.functions.some(({ environment }) => Object.values(environment).some((value) => names.includes(value))) ||
    hasUnreadType(model, OTHER_CONSUMERS) ||
    names.some((name) => isExported(model, name))
  );
}
