import { gatewaySignals, NO_THROTTLING_LIMIT } from '../signals/api-gateway';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, metricsOf } from '../signals/rows';

export const httpApi: ResourceDefinition = {
  types: ['AWS::ApiGatewayV2::Api'],
  applies: (api) => api.property('ProtocolType') !== 'WEBSOCKET',
  noun: 'HTTP API',
  tier: 'edge',
  missing: cannotHave({ saturation: NO_THROTTLING_LIMIT }),
  signals: (api) =>
    gatewaySignals({
      // Without the stage: one series for all stages, and the only set that AWS's service data lists for 4xx and 5xx.
      metric: metricsOf('AWS/ApiGateway', { ApiId: api.ref }),
      failed: '5xx',
      refused: '4xx',
      behind: 'the function behind the route',
      causes: 'the function behind the route fails or answers 5xx, or the integration timed out (30 s)',
    }),
};
