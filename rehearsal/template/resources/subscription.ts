import { isRecord } from '../../../template/template-file';
import { unknownConditions } from '../../delivery/topics/filter-policy';
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
  properties.notRehearsed('DeliveryPolicy', 'the delivery policy is not applied');
  const filterPolicy = filterPolicyOf(properties);
  const deadLetterTargetArn = properties.section('RedrivePolicy')?.text('deadLetterTargetArn');
  return {
    logicalId,
    topicArn,
    protocol,
    endpoint: properties.text('Endpoint') ?? '',
    rawMessageDelivery: properties.flag('RawMessageDelivery') ?? false,
    ...(filterPolicy === undefined ? {} : { filterPolicy }),
    filterPolicyScope: properties.text('FilterPolicyScope') === 'MessageBody' ? 'MessageBody' : 'MessageAttributes',
    ...(deadLetterTargetArn === undefined ? {} : { deadLetterTargetArn }),
  };
}

/** The filter policy, unless it has a condition that is not rehearsed: then every message is delivered. */
function filterPolicyOf(properties: Properties): SubscriptionModel['filterPolicy'] {
  const policy = properties.raw('FilterPolicy');
  if (policy === undefined) return undefined;
  const [unknown] = unknownConditions(policy);
  if (unknown === undefined && isRecord(policy)) return policy;
  properties.notRehearsed('FilterPolicy', `the filter policy is not applied, every message is delivered: ${unknown}`);
  return undefined;
}
