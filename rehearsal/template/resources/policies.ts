import { isRecord } from '../../../template/template-file';
import type { PolicyDocument } from '../model';
import type { ReadContext, ResourceType } from '../resource-type';
import { derivedName } from '../stack-context';

/** Types that give a policy to topics or queues, and the property that names them. */
const namedIn: Readonly<Record<string, string>> = {
  'AWS::SNS::TopicPolicy': 'Topics',
  'AWS::SNS::TopicInlinePolicy': 'TopicArn',
  'AWS::SQS::QueuePolicy': 'Queues',
  'AWS::SQS::QueueInlinePolicy': 'Queue',
};

/** The reader of the topic or queue takes the policy in. */
export const policyTypes: readonly ResourceType[] = Object.entries(namedIn).map(([type, property]) => ({
  type,
  identify: (logicalId, stack) => {
    const id = derivedName(stack, logicalId);
    return { ref: id, attributes: { Id: id } };
  },
  read: ({ properties }) => {
    properties.harmless(property, 'PolicyDocument');
    return {};
  },
}));

/** The policy documents that resources of these types give to a topic (by ARN) or queue (by URL). */
export function policiesOf(name: string, types: readonly string[], { resourcesOf }: ReadContext): PolicyDocument[] {
  return types.flatMap(resourcesOf).flatMap(({ type, properties }) => {
    const names = [properties.raw(namedIn[type]!)].flat();
    const document = properties.raw('PolicyDocument');
    return names.includes(name) && isRecord(document) ? [document] : [];
  });
}
