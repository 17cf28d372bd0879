import type { SubscriptionModel } from '../model';
import type { Properties } from '../properties';
import type { ResourceType } from '../resource-type';
import { stableId } from '../stack-context';

export const subscription: ResourceType = {
  type: 'AWS::SNS::Subscription',
  identify: (logicalId, stack, name) => {
    const arn = `${name('TopicArn') ?? logicalId}:${stableId(`${stack.stackName}/${logicalId}`, 12)}`;
    return { ref: arn, attributes: { Arn: arn } };
  },
  read: ({ logicalId, properties }) => {
    properties.harmless('Region', 'SubscriptionRoleArn');
    return { subscriptions: [subscriptionOf(logicalId, properties.text('TopicArn') ?? '', properties)] };
  },
};

const delivered: readonly string[] = ['sqs', 'lambda', 'email', 'email-json'];

/** Reads a subscription, standing alone or inside its topic. */
export function subscriptionOf(logicalId: string, topicArn: string, properties: Properties): SubscriptionModel {
  const protocol = properties.text('Protocol') ?? '';
  if (!delivered.includes(protocol)) {
    properties.notRehearsed('Protocol', `nothing is delivered to a subscription with protocol "${protocol}"`);
  }
  properties.notRehearsed('FilterPolicy', 'the filter policy is not applied: every message is delivered');
  properties.harmless('FilterPolicyScope');
  properties.notRehearsed('DeliveryPolicy', 'the delivery policy is not applied');
  const filterPolicy = properties.raw('FilterPolicy');
  const deadLetterTargetArn = properties.section('RedrivePolicy')?.text('deadLetterTargetArn');
  return {
    logicalId,
    topicArn,
    protocol,
    endpoint: properties.text('Endpoint') ?? '',
    rawMessageDelivery: properties.flag('RawMessageDelivery') ?? false,
    ...(filterPolicy === undefined ? {} : { filterPolicy }),
    ...(deadLetterTargetArn === undefined ? {} : { deadLetterTargetArn }),
  };
}
