import type { LockedResource } from './lock-file';

/** Where the name in a physical id begins: the attribute is what follows the last of this. */
const AFTER: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue QueueName': '/',
  'AWS::SNS::Topic TopicName': ':',
  'AWS::ECS::Service Name': '/',
  'AWS::AppSync::GraphQLApi ApiId': '/',
  'AWS::StepFunctions::StateMachine Name': ':',
  'AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerFullName': ':loadbalancer/',
};

/** Services whose ARN is the type of resource and the physical id. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'lambda:REGION:ACCOUNT:function:',
  'AWS::DynamoDB::Table': 'dynamodb:REGION:ACCOUNT:table/',
  'AWS::Kinesis::Stream': 'kinesis:REGION:ACCOUNT:stream/',
  'AWS::Events::Rule': 'events:REGION:ACCOUNT:rule/',
  'AWS::ECS::Cluster': 'ecs:REGION:ACCOUNT:cluster/',
  'AWS::S3::Bucket': 's3:::',
};

/** What `Fn::GetAtt` gives, where it follows from the physical id; `undefined` where it does not. */
export function derivedAttribute(
  { type, physicalId }: Pick<LockedResource, 'type' | 'physicalId'>,
  name: string,
  { region, account }: { readonly region: string; readonly account: string },
): string | undefined {
  const separator = AFTER[`${type} ${name}`];
  if (separator !== undefined) return physicalId.split(separator).pop();
  if (type === 'AWS::ElasticLoadBalancingV2::TargetGroup' && name === 'TargetGroupFullName') {
    return physicalId.split(':').pop();
  }
  if (name !== 'Arn' && !name.endsWith('Arn')) return physicalId.startsWith('arn:') ? undefined : physicalId;
  if (physicalId.startsWith('arn:')) return physicalId;
  const prefix = ARNS[type];
  if (prefix === undefined) return undefined;
  return `arn:aws:${prefix.replace('REGION', region).replace('ACCOUNT', account)}${physicalId}`;
}
