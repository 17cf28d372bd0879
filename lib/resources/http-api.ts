import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, minutes, percentage, traffic } from '../signals/rows';

export const httpApi: ResourceDefinition = {
  types: ['AWS::ApiGatewayV2::Api'],
  applies: (api) => api.property('ProtocolType') !== 'WEBSOCKET',
  noun: 'HTTP API',
  tier: 'edge',
  missing: [
    {
      goldenSignal: GoldenSignal.SATURATION,
      why: 'API Gateway publishes no utilization of its throttling limits; throttled requests are 429s within 4xx',
    },
  ],
  signals: (api) => {
    // Without the stage: one series for all stages, and the only set that AWS's service data lists for 4xx and 5xx.
    const metric = metricsOf('AWS/ApiGateway', { ApiId: api.ref });
    const requests = metric('Count', 'SampleCount');
    const failed = metric('5xx', 'Sum');
    const refused = metric('4xx', 'Sum');
    return [
      latency({
        title: 'Latency',
        unit: 'ms',
        lines: {
          p90: metric('Latency', 'p90'),
          p50: metric('Latency', 'p50'),
          'integration p90': metric('IntegrationLatency', 'p90'),
        },
        alarms: [
          {
            id: 'latency',
            severity: Severity.TICKET,
            symptom: 'one request in ten is slow',
            query: metric('Latency', 'p90'),
            threshold: { atLeast: 2500, unit: 'ms' },
            datapoints: minutes(5, 5),
            causes: 'a slow integration (most often), cold starts, large responses',
            lookAt: 'integration latency: if it grew too, the function behind the route',
            source: 'AWS recommended alarms: Latency p90 >= 2,500 ms, 5 of 5 minutes',
          },
        ],
      }),
      traffic({ title: 'Requests', unit: 'count', lines: { requests } }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: { '5xx': percentage(failed, requests), '4xx': percentage(refused, requests) },
        alarms: [
          ...requestErrorAlarms({
            errors: failed,
            requests,
            noun: 'requests',
            causes: 'the function behind the route fails or answers 5xx, or the integration timed out (30 s)',
            lookAt: 'the function behind the failing route: its error lines and its last deployment',
          }),
          {
            id: 'client-errors',
            severity: Severity.TICKET,
            symptom: 'many requests are refused with a 4xx',
            query: {
              expression: 'IF(refused >= 5, 100 * refused / requests, 0)',
              metrics: { refused, requests },
            },
            threshold: { above: 25, unit: '%' },
            datapoints: minutes(5, 5),
            causes: 'a client release, an expired credential, throttling (429), a scanner',
            lookAt: 'the status codes in the access log',
            source: 'AWS recommended alarms: 4xx, 5 of 5 minutes; 25 % because a few refused clients are normal',
          },
        ],
      }),
    ];
  },
};
