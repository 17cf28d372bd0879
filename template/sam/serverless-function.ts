import { isRecord, type TemplateResource } from '../template-file';
import { asText } from '../value-text';
import { notificationsOf } from './bucket-notifications';
import { deploymentsOf } from './deployments';
import { type Expand, type Expansion, pick, type SamContext, type SamResource, without } from './expansion';
import { functionEvents } from './function-events';

/** Properties that are SAM's own: IAM, deployments and what is written out beside the function. */
const own = [
  ...['CodeUri', 'InlineCode', 'ImageUri', 'Events', 'DeadLetterQueue', 'EventInvokeConfig', 'AutoPublishAlias'],
  ...['Policies', 'PermissionsBoundary', 'RolePath', 'AssumeRolePolicyDocument', 'Tracing', 'Tags', 'PropagateTags'],
  ...['DeploymentPreference', 'AutoPublishCodeSha256', 'AutoPublishAliasAllProperties', 'VersionDescription'],
  ...['ProvisionedConcurrencyConfig', 'FunctionUrlConfig', 'Role', 'VersionDeletionPolicy', 'PublishToLatestPublished'],
] as const;

/** A function with its role, alias, retries, and what its events need. */
export const serverlessFunction: Expand = (resource, context) => {
  const { logicalId, properties } = resource;
  const deadLetters = properties.DeadLetterQueue;
  const role = properties.Role ?? { 'Fn::GetAtt': [`${logicalId}Role`, 'Arn'] };
  const invokeConfig = eventInvokeConfig(resource);
  const alias = aliasOf(resource, context);
  const url = properties.FunctionUrlConfig;
  const deployments = deploymentsOf(resource);
  return {
    resources: {
      [logicalId]: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          ...without(properties, own),
          Role: role,
          ...codeOf(properties),
          ...(isRecord(properties.Tags) ? { Tags: tagList(properties.Tags) } : {}),
          ...(isRecord(deadLetters) ? { DeadLetterConfig: pick(deadLetters, ['TargetArn']) } : {}),
        },
      },
      ...(properties.Role === undefined ? { [`${logicalId}Role`]: { Type: 'AWS::IAM::Role', Properties: {} } } : {}),
      ...alias.resources,
      ...deployments.resources,
      ...invokeConfig.resources,
      ...(isRecord(url)
        ? {
            [`${logicalId}Url`]: {
              Type: 'AWS::Lambda::Url',
              Properties: { TargetFunctionArn: { Ref: logicalId }, ...pick(url, ['InvokeMode']) },
            },
          }
        : {}),
      ...functionEvents(resource, alias.target, context),
    },
    shared: deployments.shared ?? {},
    references: { ...alias.references, ...invokeConfig.references },
    notifications: notificationsOf(properties.Events, alias.target),
  };
};

/** A local folder stands as a plain text, as in a CloudFormation template that is not packaged yet. */
function codeOf({ CodeUri: uri, InlineCode: inline, ImageUri: image }: SamResource['properties']) {
  if (inline !== undefined) return { Code: { ZipFile: inline } };
  if (image !== undefined) return { Code: { ImageUri: image } };
  if (isRecord(uri) && 'Bucket' in uri) return { Code: { S3Bucket: uri.Bucket, S3Key: uri.Key } };
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(asText(uri)) ?? [];
  if (bucket !== undefined) return { Code: { S3Bucket: bucket, S3Key: key } };
  return uri === undefined ? {} : { Code: uri };
}

/** The published version and its alias; `target` is what events call: the alias, else the function. */
function aliasOf(
  { logicalId, properties }: SamResource,
  { template }: SamContext,
): Expansion & { readonly target: unknown } {
  const name = properties.AutoPublishAlias;
  if (name === undefined) return { resources: {}, target: { 'Fn::GetAtt': [logicalId, 'Arn'] } };
  const version = `${logicalId}Version`;
  const parameter = isRecord(name) ? template.Parameters[asText(name.Ref)] : undefined;
  const text = typeof name === 'string' ? name : asText(parameter?.Default ?? '');
  const alias = `${logicalId}Alias${text.replace(/[^A-Za-z\d]/g, '')}`;
  return {
    target: { Ref: alias },
    references: { [`${logicalId}.Version`]: version, [`${logicalId}.Alias`]: alias },
    resources: {
      [version]: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: logicalId } } },
      [alias]: {
        Type: 'AWS::Lambda::Alias',
        Properties: {
          FunctionName: { Ref: logicalId },
          Name: name,
          FunctionVersion: { 'Fn::GetAtt': [version, 'Version'] },
          ...pick(properties, ['ProvisionedConcurrencyConfig']),
        },
      },
    },
  };
}

/** Retries and destinations; SAM makes a queue or topic for a destination that names none. */
function eventInvokeConfig({ logicalId, properties }: SamResource): Expansion {
  const config = properties.EventInvokeConfig;
  if (!isRecord(config)) return { resources: {} };
  const id = `${logicalId}EventInvokeConfig`;
  const made: Record<string, TemplateResource> = {};
  const references: Record<string, string> = {};
  const destinations = isRecord(config.DestinationConfig) ? config.DestinationConfig : {};
  const DestinationConfig = Object.fromEntries(
    Object.entries(destinations).map(([outcome, each]) => {
      const { Type: type, Destination: given } = isRecord(each) ? each : {};
      if (given !== undefined || (type !== 'SQS' && type !== 'SNS')) return [outcome, { Destination: given }];
      const madeId = `${id}${outcome}${type === 'SQS' ? 'Queue' : 'Topic'}`;
      made[madeId] = { Type: type === 'SQS' ? 'AWS::SQS::Queue' : 'AWS::SNS::Topic', Properties: {} };
      references[`${logicalId}.Destination${type === 'SQS' ? 'Queue' : 'Topic'}`] = madeId;
      return [outcome, { Destination: type === 'SQS' ? { 'Fn::GetAtt': [madeId, 'Arn'] } : { Ref: madeId } }];
    }),
  );
  const limits = pick(config, ['MaximumEventAgeInSeconds', 'MaximumRetryAttempts']);
  const Properties = { FunctionName: { Ref: logicalId }, Qualifier: '$LATEST', ...limits, DestinationConfig };
  return { resources: { [id]: { Type: 'AWS::Lambda::EventInvokeConfig', Properties }, ...made }, references };
}

export function tagList(tags: Readonly<Record<string, unknown>>): { Key: string; Value: unknown }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
