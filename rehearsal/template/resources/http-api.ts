import { functionNameIn } from '../function-name';
import type { HttpApiModel } from '../model';
import type { ReadContext, Resource, ResourceType } from '../resource-type';
import { stableId, urlSuffixOf } from '../stack-context';

type Route = HttpApiModel['routes'][number];

export const httpApi: ResourceType = {
  type: 'AWS::ApiGatewayV2::Api',
  identify: (logicalId, stack) => {
    const apiId = stableId(`${stack.stackName}/${logicalId}`, 10);
    const endpoint = `https://${apiId}.execute-api.${stack.region}.${urlSuffixOf(stack.region)}`;
    return { ref: apiId, attributes: { ApiId: apiId, ApiEndpoint: endpoint } };
  },
  read: ({ logicalId, identity, properties }, context) => {
    properties.harmless('Description', 'Tags', 'Version', 'DisableSchemaValidation', 'IpAddressType');
    properties.notRehearsed('CorsConfiguration', 'preflight requests are not answered and no CORS headers are added');
    properties.notRehearsed('Body', 'routes of an OpenAPI body are not read');
    const protocol = properties.text('ProtocolType') ?? 'HTTP';
    if (protocol !== 'HTTP') {
      context.report(logicalId, `a ${protocol} API is not simulated`);
      return {};
    }
    const belongs = ({ properties: each }: Resource): boolean => each.text('ApiId') === identity.ref;
    const stages = context.resourcesOf('AWS::ApiGatewayV2::Stage').filter(belongs);
    const routes = context.resourcesOf('AWS::ApiGatewayV2::Route').filter(belongs);
    return {
      httpApis: [
        {
          logicalId,
          apiId: identity.ref,
          name: properties.text('Name') ?? logicalId,
          stages: stages.map((stage) => stage.identity.ref),
          routes: routes.flatMap((route) => routeOf(route, context) ?? []),
        },
      ],
    };
  },
};

function routeOf({ logicalId, properties }: Resource, context: ReadContext): Route | undefined {
  const routeKey = properties.text('RouteKey') ?? '';
  const integrationId = (properties.text('Target') ?? '').replace(/^integrations\//, '');
  const integration = context
    .resourcesOf('AWS::ApiGatewayV2::Integration')
    .find((each) => each.identity.ref === integrationId)?.properties;
  const functionName = functionNameIn(integration?.text('IntegrationUri') ?? '');
  if (integration?.text('IntegrationType') !== 'AWS_PROXY' || functionName === undefined) {
    context.report(logicalId, `route ${routeKey} does not lead to a Lambda function; not rehearsed`);
    return undefined;
  }
  const payloadFormatVersion = integration.text('PayloadFormatVersion') ?? '1.0';
  if (payloadFormatVersion !== '2.0') {
    context.report(logicalId, `payload format ${payloadFormatVersion} is not simulated; the function gets format 2.0`);
  }
  return { routeKey, functionName, payloadFormatVersion };
}
