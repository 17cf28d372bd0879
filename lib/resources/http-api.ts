import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import type { MetricRef, Query } from '../signals/signal';

export const httpApi: ResourceDefinition = {
  types: ['AWS::ApiGatewayV2::Api'],
  noun: 'HTTP API',
  tier: 'edge',
  leftOut: (api) =>
    api.property('ProtocolType') === 'WEBSOCKET' ? 'WebSocket APIs publish other metrics than HTTP APIs' : undefined,
  missing: [
    {
      goldenSignal: GoldenSignal.SATURATION,
      why: 'API Gateway publishes no utilization of its throttling limits; throttled requests are 429s within 4xx',
    },
  ],
  signals: (api) => {
    // Without the stage: one series for all stages, and the only set that AWS's service data lists for 4xx and 5xx.
    const metric = (metricName: string, statistic: string): MetricRef => ({
      namespace: 'AWS/ApiGateway',
      metricName,
      statistic,
      dimensions: { ApiId: api.ref },
    });
    const requests = metric('Count', 'SampleCount');
    return [
      {
        id: 'latency',
        goldenSignal: GoldenSignal.LATENCY,
        title: 'Latency',
        inOverview: true,
        unit: 'ms',
        lines: [
          { label: 'p90', query: { metric: metric('Latency', 'p90') } },
          { label: 'p50', query: { metric: metric('Latency', 'p50') } },
          { label: 'integration p90', query: { metric: metric('IntegrationLatency', 'p90') } },
        ],
        alarms: [
          {
            id: 'latency',
            severity: Severity.TICKET,
            symptom: 'one request in ten takes 2.5 s or longer',
            query: { metric: metric('Latency', 'p90') },
            threshold: { atLeast: 2500, unit: 'ms' },
            datapoints: { breaching: 5, of: 5, periodSeconds: 60 },
            treatMissingData: 'notBreaching',
            causes: 'a slow integration (most often), cold starts, large responses',
            lookAt: 'integration latency: if it grew too, the function behind the route',
            source: 'AWS recommended alarms: Latency p90 >= 2,500 ms, 5 of 5 minutes',
          },
        ],
      },
      {
        id: 'traffic',
        goldenSignal: GoldenSignal.TRAFFIC,
        title: 'Requests',
        inOverview: true,
        unit: 'count',
        lines: [{ label: 'requests', query: { metric: requests } }],
        alarms: [],
      },
      {
        id: 'errors',
        goldenSignal: GoldenSignal.ERRORS,
        title: 'Errors',
        inOverview: true,
        unit: '%',
        lines: [
          { label: '5xx', query: percent(metric('5xx', 'Average')) },
          { label: '4xx', query: percent(metric('4xx', 'Average')) },
        ],
        alarms: [
          ...requestErrorAlarms({
            errors: metric('5xx', 'Sum'),
            requests,
            noun: 'requests',
            causes: 'the function behind the route fails or answers 5xx, or the integration timed out (30 s)',
            lookAt: 'the function behind the failing route: its error lines and its last deployment',
          }),
          {
            id: 'client-errors',
            severity: Severity.TICKET,
            symptom: 'a quarter of requests are refused with a 4xx',
            query: {
              expression: 'IF(refused >= 5, 100 * refused / requests, 0)',
              metrics: { refused: metric('4xx', 'Sum'), requests },
            },
            threshold: { above: 25, unit: '%' },
            datapoints: { breaching: 5, of: 5, periodSeconds: 60 },
            treatMissingData: 'notBreaching',
            causes: 'a client release, an expired credential, throttling (429), a scanner',
            lookAt: 'the status codes in the access log',
            source: 'AWS recommended alarms: 4xx, 5 of 5 minutes; 25 % because a few refused clients are normal',
          },
        ],
      },
    ];
  },
};

/** 4xx and 5xx are 0 or 1 for each request, so that their average is a share. */
function percent(share: MetricRef): Query {
  return { expression: '100 * share', metrics: { share } };
}
