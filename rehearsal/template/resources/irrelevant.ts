import type { ResourceType } from '../resource-type';
import { arnOf, derivedName, partitionOf, type StackContext } from '../stack-context';

type Arn = (name: string, stack: StackContext) => string;

const iam: (kind: string) => Arn = (kind) => (name, stack) =>
  `arn:${partitionOf(stack.region)}:iam::${stack.account}:${kind}/${name}`;
const cloudWatch: (kind: string) => Arn = (kind) => (name, stack) => arnOf(stack, 'cloudwatch', `${kind}/${name}`);
const ownName: Arn = (name) => name;

/** Types that are understood and change nothing in a rehearsal: IAM is not evaluated, nor is what only looks at data. */
const types: readonly (readonly [type: string, nameProperty: string, arn: Arn])[] = [
  ['AWS::IAM::Role', 'RoleName', iam('role')],
  ['AWS::IAM::Policy', 'PolicyName', iam('policy')],
  ['AWS::IAM::RolePolicy', 'PolicyName', iam('policy')],
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName', iam('policy')],
  ['AWS::IAM::User', 'UserName', iam('user')],
  ['AWS::IAM::Group', 'GroupName', iam('group')],
  ['AWS::IAM::InstanceProfile', 'InstanceProfileName', iam('instance-profile')],
  ['AWS::IAM::ServiceLinkedRole', 'Id', iam('role')],
  ['AWS::SecretsManager::ResourcePolicy', 'Id', ownName],
  ['AWS::Logs::ResourcePolicy', 'PolicyName', ownName],
  ['AWS::Logs::QueryDefinition', 'Name', ownName],
  ['AWS::Logs::LogStream', 'LogStreamName', ownName],
  ['AWS::Logs::LogAnomalyDetector', 'Id', ownName],
  ['AWS::CloudWatch::AnomalyDetector', 'Id', ownName],
  ['AWS::CloudWatch::InsightRule', 'RuleName', cloudWatch('insight-rule')],
  ['AWS::CloudWatch::MetricStream', 'Name', cloudWatch('metric-stream')],
  ['AWS::CDK::Metadata', 'Id', ownName],
];

export const irrelevantTypes: readonly ResourceType[] = types.map(([type, nameProperty, arn]) => ({
  type,
  identify: (logicalId, stack, name) => {
    const physicalName = name(nameProperty) ?? derivedName(stack, logicalId);
    return { ref: physicalName, attributes: { Arn: arn(physicalName, stack), RoleId: physicalName, Id: physicalName } };
  },
}));
