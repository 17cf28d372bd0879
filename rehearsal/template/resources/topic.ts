import type { ResourceType } from '../resource-type';
import { severityTag } from '../severity';
import { arnOf, derivedName } from '../stack-context';
import { policiesOf } from './policies';
import { subscriptionOf } from './subscription';

export const topic: ResourceType = {
  type: 'AWS::SNS::Topic',
  identify: (logicalId, stack, name) => {
    const topicName = name('TopicName') ?? derivedName(stack, logicalId);
    const arn = arnOf(stack, 'sns', topicName);
    return { ref: arn, attributes: { TopicArn: arn, TopicName: topicName } };
  },
  read: ({ logicalId, identity, properties }, context) => {
    properties.harmless('TopicName', 'DisplayName', 'SignatureVersion', 'TracingConfig');
    properties.harmless('ContentBasedDeduplication', 'FifoThroughputScope', 'ArchivePolicy', 'DeliveryStatusLogging');
    if (properties.flag('FifoTopic')) context.report(logicalId, 'FIFO topic: rehearsed as a standard topic');
    const kmsKeyId = properties.text('KmsMasterKeyId');
    const policies = policiesOf(identity.ref, ['AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'], context);
    return {
      topics: [
        {
          logicalId,
          topicName: identity.attributes.TopicName!,
          arn: identity.ref,
          ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
          ...severityTag(properties),
          policies,
        },
      ],
      subscriptions: properties
        .entries('Subscription')
        .map((subscription) => subscriptionOf(logicalId, identity.ref, subscription)),
    };
  },
};
