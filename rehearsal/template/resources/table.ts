import type { TableModel } from '../model';
import type { Properties } from '../properties';
import type { Resource, ResourceType } from '../resource-type';
import { arnOf, derivedName, type StackContext } from '../stack-context';

const identify: ResourceType['identify'] = (logicalId, stack, name) => {
  const tableName = name('TableName') ?? derivedName(stack, logicalId);
  return { ref: tableName, attributes: attributesOf(tableName, stack) };
};

function attributesOf(tableName: string, stack: StackContext): Record<string, string> {
  const arn = arnOf(stack, 'dynamodb', `table/${tableName}`);
  return { Arn: arn, StreamArn: `${arn}/stream/2026-01-01T00:00:00.000`, TableId: tableName };
}

const harmless = ['TableName', 'Tags', 'SSESpecification', 'DeletionProtectionEnabled', 'TableClass'] as const;
const alsoHarmless = [
  'PointInTimeRecoverySpecification',
  'ContributorInsightsSpecification',
  'ResourcePolicy',
] as const;

export const table: ResourceType = {
  type: 'AWS::DynamoDB::Table',
  identify,
  read: (resource) => {
    const { properties } = resource;
    properties.harmless(...harmless, ...alsoHarmless);
    properties.notRehearsed('StreamSpecification', 'the stream is not simulated');
    const billing = properties.text('BillingMode') ?? 'PROVISIONED';
    return {
      tables: [
        tableOf(resource, {
          BillingMode: billing,
          ...(billing === 'PROVISIONED' ? { ProvisionedThroughput: throughputOf(properties) } : {}),
          ...indexesOf(properties, 'LocalSecondaryIndexes', false),
          ...indexesOf(properties, 'GlobalSecondaryIndexes', billing === 'PROVISIONED'),
        }),
      ],
    };
  },
};

export const globalTable: ResourceType = {
  type: 'AWS::DynamoDB::GlobalTable',
  identify,
  read: (resource, { report }) => {
    const { properties, logicalId } = resource;
    properties.harmless(...harmless, ...alsoHarmless, 'BillingMode', 'WriteOnDemandThroughputSettings');
    properties.notRehearsed('StreamSpecification', 'the stream is not simulated');
    properties.notRehearsed('WriteProvisionedThroughputSettings', 'provisioned capacity is not simulated');
    const replicas = properties.list('Replicas').length;
    if (replicas > 1) report(`${logicalId}.Replicas`, `only one of ${replicas} replicas is simulated`);
    return {
      tables: [
        tableOf(resource, {
          BillingMode: 'PAY_PER_REQUEST',
          ...indexesOf(properties, 'LocalSecondaryIndexes', false),
          ...indexesOf(properties, 'GlobalSecondaryIndexes', false),
        }),
      ],
    };
  },
};

function tableOf({ logicalId, identity, properties }: Resource, definition: Record<string, unknown>): TableModel {
  const timeToLive = properties.section('TimeToLiveSpecification');
  const timeToLiveAttribute = timeToLive?.flag('Enabled') ? timeToLive.text('AttributeName') : undefined;
  return {
    logicalId,
    tableName: identity.ref,
    arn: identity.attributes.Arn!,
    definition: {
      TableName: identity.ref,
      KeySchema: properties.list('KeySchema'),
      AttributeDefinitions: properties.list('AttributeDefinitions'),
      ...definition,
    },
    ...(timeToLiveAttribute === undefined ? {} : { timeToLiveAttribute }),
  };
}

function throughputOf(properties: Properties): Record<string, number> {
  const throughput = properties.section('ProvisionedThroughput');
  return {
    ReadCapacityUnits: throughput?.number('ReadCapacityUnits') ?? 5,
    WriteCapacityUnits: throughput?.number('WriteCapacityUnits') ?? 5,
  };
}

/** Indexes as CreateTable wants them: only the members that it knows. */
function indexesOf(properties: Properties, name: string, provisioned: boolean): Record<string, unknown> {
  const indexes = properties.entries(name).map((index) => {
    index.harmless('ContributorInsightsSpecification', 'OnDemandThroughput', 'WarmThroughput');
    index.harmless('WriteProvisionedThroughputSettings', 'WriteOnDemandThroughputSettings', 'ProvisionedThroughput');
    return {
      IndexName: index.text('IndexName'),
      KeySchema: index.list('KeySchema'),
      Projection: index.raw('Projection'),
      ...(provisioned ? { ProvisionedThroughput: throughputOf(index) } : {}),
    };
  });
  return indexes.length === 0 ? {} : { [name]: indexes };
}
