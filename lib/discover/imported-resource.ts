import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { stackNameOf } from '../private/stacks';
import type { Resource } from './resource';

/**
 * How an imported construct (`Function.fromFunctionName` …) of each type shows what it is. Recognised by its members,
 * not by its class, so that a second copy of aws-cdk-lib does not matter.
 */
const SHAPES: readonly {
  type: string;
  signature: readonly string[];
  ref: string;
  attributes: Record<string, string>;
}[] = [
  {
    type: 'AWS::Lambda::Function',
    signature: ['functionName', 'functionArn'],
    ref: 'functionName',
    attributes: { Arn: 'functionArn' },
  },
  {
    type: 'AWS::SQS::Queue',
    signature: ['queueName', 'queueUrl'],
    ref: 'queueUrl',
    attributes: { QueueName: 'queueName', Arn: 'queueArn' },
  },
  {
    type: 'AWS::DynamoDB::Table',
    signature: ['tableName', 'tableArn'],
    ref: 'tableName',
    attributes: { Arn: 'tableArn' },
  },
  {
    type: 'AWS::ECS::Cluster',
    // Clusters of other services have names and ARNs, too.
    signature: ['clusterName', 'clusterArn', 'hasEc2Capacity'],
    ref: 'clusterName',
    attributes: { Arn: 'clusterArn' },
  },
  { type: 'AWS::ApiGatewayV2::Api', signature: ['apiId', 'httpApiId'], ref: 'apiId', attributes: {} },
  {
    type: 'AWS::Logs::LogGroup',
    signature: ['logGroupName', 'logGroupArn'],
    ref: 'logGroupName',
    attributes: { Arn: 'logGroupArn' },
  },
];

/** The imported resource that a construct stands for; `undefined` when it is none that the catalogue knows. */
export function importedResource(construct: IConstruct): Resource | undefined {
  const members = construct as unknown as Record<string, unknown>;
  const shape = SHAPES.find(({ signature }) => signature.every((member) => members[member] !== undefined));
  if (shape === undefined) return undefined;
  const stack = Stack.of(construct);
  return {
    type: shape.type,
    id: construct.node.path.slice(stack.node.path.length + 1),
    stackName: stackNameOf(stack),
    ...(Token.isUnresolved(stack.region) ? {} : { region: stack.region }),
    construct,
    path: construct.node.path,
    ref: String(members[shape.ref]),
    attribute: (name) => String(members[shape.attributes[name] ?? name]),
    // Nothing is known of what somebody else deployed: definitions fall back to CloudFormation's defaults.
    property: () => undefined,
    number: (_path, fallback) => fallback,
    text: () => undefined,
    references: () => [],
    referrers: () => [],
    unresolved: [],
    referredToAs: [],
  };
}
