import type { ResourceType } from '../resource-type';
import { stableId } from '../stack-context';

/** A route: the API's reader takes it in. */
export const httpApiRoute: ResourceType = {
  type: 'AWS::ApiGatewayV2::Route',
  identify: (logicalId, stack) => ({ ref: stableId(`${stack.stackName}/${logicalId}`, 7), attributes: {} }),
  read: ({ logicalId, properties }, { report }) => {
    properties.harmless('ApiId', 'RouteKey', 'Target', 'OperationName', 'AuthorizerId', 'AuthorizationScopes');
    const authorization = properties.text('AuthorizationType') ?? 'NONE';
    if (authorization !== 'NONE') {
      report(`${logicalId}.AuthorizationType`, `${authorization} is not checked: every request passes`);
    }
    return {};
  },
};

/** An integration: the route that targets it takes it in. */
export const httpApiIntegration: ResourceType = {
  type: 'AWS::ApiGatewayV2::Integration',
  identify: (logicalId, stack) => ({ ref: stableId(`${stack.stackName}/${logicalId}`, 7), attributes: {} }),
  read: ({ properties }) => {
    properties.harmless('ApiId', 'IntegrationType', 'IntegrationUri', 'IntegrationMethod', 'PayloadFormatVersion');
    properties.harmless('Description', 'CredentialsArn', 'ConnectionType');
    properties.notRehearsed('TimeoutInMillis', 'the integration is given 30 s, whatever the template says');
    return {};
  },
};

/** A stage: the API's reader takes it in. */
export const httpApiStage: ResourceType = {
  type: 'AWS::ApiGatewayV2::Stage',
  identify: (logicalId, _stack, name) => ({ ref: name('StageName') ?? logicalId, attributes: {} }),
  read: ({ properties }) => {
    properties.harmless('ApiId', 'StageName', 'AutoDeploy', 'Description', 'Tags', 'DeploymentId');
    properties.notRehearsed('AccessLogSettings', 'no access log lines are written');
    properties.notRehearsed('StageVariables', 'stage variables are not passed');
    const settings = properties.section('DefaultRouteSettings');
    settings?.notRehearsed('ThrottlingBurstLimit', 'requests are not throttled by the API');
    settings?.notRehearsed('ThrottlingRateLimit', 'requests are not throttled by the API');
    return {};
  },
};
