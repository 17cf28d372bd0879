import type { ResourceType } from '../resource-type';
import { arnOf, derivedName, urlSuffixOf } from '../stack-context';
import { policiesOf } from './policies';

const type = 'AWS::SQS::Queue';

export const queue: ResourceType = {
  type,
  identify: (logicalId, stack, name) => {
    const queueName = name('QueueName') ?? derivedName(stack, logicalId, 80);
    const url = `https://sqs.${stack.region}.${urlSuffixOf(stack.region)}/${stack.account}/${queueName}`;
    return { ref: url, attributes: { Arn: arnOf(stack, 'sqs', queueName), QueueName: queueName, QueueUrl: url } };
  },
  read: ({ logicalId, identity, properties }, context) => {
    properties.harmless('QueueName', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled');
    properties.harmless('ReceiveMessageWaitTimeSeconds', 'RedriveAllowPolicy', 'Tags');
    const fifo = properties.flag('FifoQueue') ?? false;
    if (fifo) context.report(logicalId, 'FIFO queue: rehearsed as a standard queue, without order or deduplication');
    const redrive = properties.section('RedrivePolicy');
    const deadLetterTargetArn = redrive?.text('deadLetterTargetArn');
    const maxReceiveCount = redrive?.number('maxReceiveCount');
    const kmsKeyId = properties.text('KmsMasterKeyId');
    return {
      queues: [
        {
          logicalId,
          queueName: identity.attributes.QueueName!,
          arn: identity.attributes.Arn!,
          url: identity.ref,
          fifo,
          visibilityTimeoutSeconds: properties.number('VisibilityTimeout') ?? 30,
          delaySeconds: properties.number('DelaySeconds') ?? 0,
          ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
          policies: policiesOf(identity.ref, ['AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy'], context),
          retentionSeconds: properties.number('MessageRetentionPeriod') ?? 345_600,
          ...(deadLetterTargetArn === undefined || maxReceiveCount === undefined
            ? {}
            : { redrive: { deadLetterTargetArn, maxReceiveCount } }),
        },
      ],
    };
  },
};
