import type { Resource } from '../discover/resource';
import { gatewaySignals, NO_THROTTLING_LIMIT } from '../signals/api-gateway';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, metricsOf } from '../signals/rows';

export const restApi: ResourceDefinition = {
  types: ['AWS::ApiGateway::RestApi'],
  noun: 'REST API',
  tier: 'edge',
  leftOut: (api) =>
    nameOf(api) === undefined
      ? 'its name, the dimension of its metrics, is not known here: it has no Name, and no title in a definition that can be read'
      : undefined,
  missing: cannotHave({ saturation: NO_THROTTLING_LIMIT }),
  signals: (api) =>
    gatewaySignals({
      // Without the stage: one series for all stages, which a deployment that makes its own stage has too.
      metric: metricsOf('AWS/ApiGateway', { ApiName: nameOf(api) ?? '' }),
      failed: '5XXError',
      refused: '4XXError',
      behind: 'the function behind the resource',
      causes: 'the integration fails, answers malformed or needs longer than 29 s',
    }),
};

/** The dimension is the name, not the id; of an OpenAPI definition without `Name`, its title. */
function nameOf(api: Resource): string | undefined {
  return api.text('Name') ?? api.text('Body.info.title');
}
