import { Severity } from '../alarms/severity';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, latency, metricsOf, minutes, percentage, traffic } from '../signals/rows';

export const websocketApi: ResourceDefinition = {
  types: ['AWS::ApiGatewayV2::Api'],
  applies: (api) => api.property('ProtocolType') === 'WEBSOCKET',
  noun: 'WebSocket API',
  tier: 'edge',
  missing: cannotHave({ saturation: 'API Gateway publishes no number of open connections' }),
  signals: (api) => {
    const metric = metricsOf('AWS/ApiGateway', { ApiId: api.ref });
    const messages = metric('MessageCount', 'Sum');
    const failed = metric('ExecutionError', 'Sum');
    return [
      latency({
        title: 'Integration latency',
        unit: 'ms',
        lines: { p90: metric('IntegrationLatency', 'p90'), p50: metric('IntegrationLatency', 'p50') },
        alarms: [
          {
            id: 'latency',
            severity: Severity.TICKET,
            symptom: 'one message in ten is answered slowly',
            query: metric('IntegrationLatency', 'p90'),
            threshold: { atLeast: 2000, unit: 'ms' },
            datapoints: minutes(5, 5),
            causes: 'a slow integration, a cold start',
            lookAt: 'the function behind the route',
            source: 'AWS recommended alarms: IntegrationLatency p90 >= 2,000 ms, 5 of 5 minutes',
          },
        ],
      }),
      traffic({
        title: 'Messages and connects',
        unit: 'count',
        lines: { messages, connects: metric('ConnectCount', 'Sum') },
      }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: { execution: percentage(failed, messages), client: percentage(metric('ClientError', 'Sum'), messages) },
        alarms: requestErrorAlarms({
          errors: failed,
          requests: messages,
          noun: 'messages',
          causes: 'the integration fails, or its permission is missing',
          lookAt: 'the function behind the failing route: its error lines and its last deployment',
        }),
      }),
    ];
  },
};
