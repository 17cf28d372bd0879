import type { ResourceType } from '../resource-type';
import { arnOf, derivedName, partitionOf, type StackContext } from '../stack-context';

type Arn = (name: string, stack: StackContext) => string;

const iam: (kind: string) => Arn = (kind) => (name, stack) =>
  `arn:${partitionOf(stack.region)}:iam::${stack.account}:${kind}/${name}`;
const ownName: Arn = (name) => name;

/** Types that are understood and change nothing in a rehearsal: who may do what, and with which key, is not evaluated. */
const types: readonly (readonly [type: string, nameProperty: string, arn: Arn])[] = [
  ['AWS::IAM::Role', 'RoleName', iam('role')],
  ['AWS::IAM::Policy', 'PolicyName', iam('policy')],
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName', iam('policy')],
  ['AWS::IAM::User', 'UserName', iam('user')],
  ['AWS::IAM::Group', 'GroupName', iam('group')],
  ['AWS::IAM::InstanceProfile', 'InstanceProfileName', iam('instance-profile')],
  ['AWS::Lambda::Permission', 'Id', ownName],
  ['AWS::SQS::QueuePolicy', 'Id', ownName],
  ['AWS::SNS::TopicPolicy', 'Id', ownName],
  ['AWS::KMS::Key', 'KeyId', (name, stack) => arnOf(stack, 'kms', `key/${name}`)],
  ['AWS::KMS::Alias', 'AliasName', (name, stack) => arnOf(stack, 'kms', name)],
  ['AWS::SecretsManager::ResourcePolicy', 'Id', ownName],
  ['AWS::Logs::ResourcePolicy', 'PolicyName', ownName],
  ['AWS::CDK::Metadata', 'Id', ownName],
];

export const irrelevantTypes: readonly ResourceType[] = types.map(([type, nameProperty, arn]) => ({
  type,
  identify: (logicalId, stack, name) => {
    const physicalName = name(nameProperty) ?? derivedName(stack, logicalId);
    return {
      ref: physicalName,
      attributes: { Arn: arn(physicalName, stack), RoleId: physicalName, KeyId: physicalName },
    };
  },
}));
