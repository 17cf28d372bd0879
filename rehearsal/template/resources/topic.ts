import type { ResourceType } from '../resource-type';
import { arnOf, derivedName } from '../stack-context';
import { subscriptionOf } from './subscription';

export const topic: ResourceType = {
  type: 'AWS::SNS::Topic',
  identify: (logicalId, stack, name) => {
    const topicName = name('TopicName') ?? derivedName(stack, logicalId);
    const arn = arnOf(stack, 'sns', topicName);
    return { ref: arn, attributes: { TopicArn: arn, TopicName: topicName } };
  },
  read: ({ logicalId, identity, properties }, { report }) => {
    properties.harmless('TopicName', 'DisplayName', 'KmsMasterKeyId', 'SignatureVersion', 'TracingConfig', 'Tags');
    properties.harmless('ContentBasedDeduplication', 'FifoThroughputScope', 'ArchivePolicy', 'DeliveryStatusLogging');
    if (properties.flag('FifoTopic')) report(logicalId, 'FIFO topic: rehearsed as a standard topic');
    return {
      topics: [{ logicalId, topicName: identity.attributes.TopicName!, arn: identity.ref, policies: [] }],
      subscriptions: properties
        .entries('Subscription')
        .map((subscription) => subscriptionOf(logicalId, identity.ref, subscription)),
    };
  },
};
