import type { TemplateResource } from '../template-file';
import { type Expand, pick } from './expansion';

/** The API of HttpApi events that name none. */
export const implicitHttpApi: Readonly<Record<string, TemplateResource>> = {
  ServerlessHttpApi: { Type: 'AWS::Serverless::HttpApi' },
};

/** The API of Api events that name none. */
export const implicitRestApi: Readonly<Record<string, TemplateResource>> = {
  ServerlessRestApi: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'Prod' } },
};

/** An HTTP API and its stage; its routes come from the functions' events. */
export const serverlessHttpApi: Expand = ({ logicalId, properties }, { report }) => {
  const stageName = properties.StageName ?? '$default';
  const stage = stageIdOf(logicalId, stageName);
  if (properties.Auth !== undefined) report(`${logicalId}.Auth`, 'authorizers are not simulated: every request passes');
  const body = properties.DefinitionBody ?? properties.DefinitionUri;
  return {
    references: { [`${logicalId}.Stage`]: stage },
    resources: {
      [logicalId]: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          Name: properties.Name ?? { Ref: 'AWS::StackName' },
          ProtocolType: 'HTTP',
          ...pick(properties, ['Description', 'CorsConfiguration']),
          ...(body === undefined ? {} : { Body: body }),
        },
      },
      [stage]: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: {
          ApiId: { Ref: logicalId },
          StageName: stageName,
          AutoDeploy: true,
          ...pick(properties, ['AccessLogSettings', 'StageVariables', 'DefaultRouteSettings']),
        },
      },
    },
  };
};

/** A WebSocket API and its stage; its routes call functions that exist anyway. */
export const serverlessWebSocketApi: Expand = ({ logicalId, properties }) => {
  const stage = `${logicalId}Stage`;
  return {
    references: { [`${logicalId}.Stage`]: stage },
    resources: {
      [logicalId]: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          Name: properties.Name ?? { Ref: 'AWS::StackName' },
          ProtocolType: 'WEBSOCKET',
          ...pick(properties, ['Description', 'RouteSelectionExpression']),
        },
      },
      [stage]: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: {
          ApiId: { Ref: logicalId },
          StageName: properties.StageName ?? 'default',
          ...pick(properties, ['AccessLogSettings', 'StageVariables', 'DefaultRouteSettings', 'RouteSettings']),
        },
      },
    },
  };
};

/** A REST API, its stage and deployment: what they are called. */
export const serverlessRestApi: Expand = ({ logicalId, properties }) => {
  const stageName = properties.StageName ?? 'Prod';
  const stage = stageIdOf(logicalId, stageName);
  const deployment = `${logicalId}Deployment`;
  return {
    references: { [`${logicalId}.Stage`]: stage, [`${logicalId}.Deployment`]: deployment },
    resources: {
      [logicalId]: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: {
          ...nameOf(properties),
          ...pick(properties, ['ApiKeySourceType', 'BinaryMediaTypes', 'DisableExecuteApiEndpoint']),
        },
      },
      [deployment]: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: logicalId } } },
      [stage]: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: {
          RestApiId: { Ref: logicalId },
          StageName: stageName,
          ...pick(properties, ['AccessLogSetting', 'CacheClusterEnabled', 'MethodSettings', 'Variables']),
        },
      },
    },
  };
};

/** Without a name, an API is called by the title of its definition; SAM's own has the stack's name for title. */
function nameOf({ Name, DefinitionBody: body, DefinitionUri: uri }: Readonly<Record<string, unknown>>) {
  if (Name !== undefined) return { Name };
  if (body !== undefined) return { Body: body };
  return uri === undefined ? { Name: { Ref: 'AWS::StackName' } } : { BodyS3Location: uri };
}

function stageIdOf(logicalId: string, stageName: unknown): string {
  if (stageName === '$default') return `${logicalId}ApiGatewayDefaultStage`;
  return `${logicalId}${typeof stageName === 'string' ? stageName.replace(/[^A-Za-z\d]/g, '') : ''}Stage`;
}
