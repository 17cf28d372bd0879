import { isRecord, type TemplateResource } from '../template-file';
import { asText } from '../value-text';
import { eventRule, schedule } from './event-rule';
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

/** A state machine: what it is, and the rules that start it. */
export const stateMachine: Expand = ({ logicalId, properties }) => ({
  resources: {
    [logicalId]: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        ...(properties.Name === undefined ? {} : { StateMachineName: properties.Name }),
        ...(properties.Type === undefined ? {} : { StateMachineType: properties.Type }),
        ...pick(properties, ['Definition', 'DefinitionSubstitutions', 'TracingConfiguration']),
        ...(properties.Logging === undefined ? {} : { LoggingConfiguration: properties.Logging }),
      },
    },
    ...startedBy(logicalId, properties.Events),
    ...(properties.Role === undefined ? { [`${logicalId}Role`]: { Type: 'AWS::IAM::Role', Properties: {} } } : {}),
  },
});

/** Rules and schedules that start a state machine; its APIs are those that its events name. */
function startedBy(logicalId: string, events: unknown): Record<string, TemplateResource> {
  const rules = Object.entries(isRecord(events) ? events : {}).map(([name, event]) => {
    const { Type: type, Properties: properties } = isRecord(event) ? event : {};
    if (!isRecord(properties)) return {};
    const id = `${logicalId}${name}`;
    if (type === 'ScheduleV2') return schedule(id, properties, { Ref: logicalId });
    const isRule = type === 'Schedule' || type === 'EventBridgeRule' || type === 'CloudWatchEvent';
    return isRule ? eventRule(id, properties, { Ref: logicalId }) : {};
  });
  return Object.assign({}, ...rules);
}

/** A GraphQL API; its data sources and resolvers are no business of ours. */
export const graphQlApi: Expand = ({ logicalId, properties }) => ({
  resources: {
    [logicalId]: {
      Type: 'AWS::AppSync::GraphQLApi',
      Properties: { Name: properties.Name ?? logicalId, ...pick(properties, ['XrayEnabled', 'Logging']) },
    },
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
