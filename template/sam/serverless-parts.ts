import { isRecord } from '../template-file';
import { asText } from '../value-text';
import { type Expand, pick } from './expansion';
import { tagList } from './serverless-function';

const ATTRIBUTE_TYPES: Readonly<Record<string, string>> = { String: 'S', Number: 'N', Binary: 'B' };

/** A table with a single key. */
export const simpleTable: Expand = ({ logicalId, properties }) => {
  const key = isRecord(properties.PrimaryKey) ? properties.PrimaryKey : {};
  const AttributeName = key.Name ?? 'id';
  const throughput = properties.ProvisionedThroughput;
  const Properties = {
    ...pick(properties, ['TableName', 'SSESpecification', 'PointInTimeRecoverySpecification']),
    ...(isRecord(properties.Tags) ? { Tags: tagList(properties.Tags) } : {}),
    KeySchema: [{ AttributeName, KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName, AttributeType: ATTRIBUTE_TYPES[asText(key.Type)] ?? 'S' }],
    ...(throughput === undefined
      ? { BillingMode: 'PAY_PER_REQUEST' }
      : { BillingMode: 'PROVISIONED', ProvisionedThroughput: throughput }),
  };
  return { resources: { [logicalId]: { Type: 'AWS::DynamoDB::Table', Properties } } };
};

/** A state machine: what it is called. */
export const stateMachine: Expand = ({ logicalId, properties }) => ({
  resources: {
    [logicalId]: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { StateMachineName: properties.Name ?? { Ref: 'AWS::NoValue' } },
    },
    ...(properties.Role === undefined ? { [`${logicalId}Role`]: { Type: 'AWS::IAM::Role', Properties: {} } } : {}),
  },
});

/** A layer: what it is called. */
export const layerVersion: Expand = ({ logicalId, properties }) => ({
  resources: { [logicalId]: { Type: 'AWS::Lambda::LayerVersion', Properties: pick(properties, ['LayerName']) } },
});

/** A nested application whose template is a local file; one of the application repository is not there. */
export const nestedApplication: Expand = ({ logicalId, properties }) => ({
  resources: {
    [logicalId]: {
      Type: 'AWS::CloudFormation::Stack',
      Properties: {
        ...(typeof properties.Location === 'string' ? { TemplateURL: properties.Location } : {}),
        ...pick(properties, ['Parameters']),
      },
    },
  },
});
