import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, latency, metricsOf, minutes, percentage, traffic } from '../signals/rows';

export const restApi: ResourceDefinition = {
  types: ['AWS::ApiGateway::RestApi'],
  noun: 'REST API',
  tier: 'edge',
  leftOut: (api) =>
    nameOf(api) === undefined
      ? 'its name, the dimension of its metrics, stands only in a definition file on S3'
      : undefined,
  missing: cannotHave({
    saturation:
      'API Gateway publishes no utilization of its throttling limits; throttled requests are 429s within 4XXError',
  }),
  signals: (api) => {
    // Without the stage: one series for all stages, which a deployment that makes its own stage has too.
    const metric = metricsOf('AWS/ApiGateway', { ApiName: nameOf(api) ?? '' });
    const requests = metric('Count', 'SampleCount');
    const failed = metric('5XXError', 'Sum');
    const refused = metric('4XXError', 'Sum');
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
            causes: 'a slow integration, a cold start, a larger payload',
            lookAt: 'integration latency: if it grew too, the function behind the resource',
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
            causes: 'the integration fails, answers malformed or needs longer than 29 s',
            lookAt: 'the function behind the failing resource: its error lines and its last deployment',
          }),
          {
            id: 'client-errors',
            severity: Severity.TICKET,
            symptom: 'many requests are refused with a 4xx',
            query: { expression: 'IF(refused >= 5, 100 * refused / requests, 0)', metrics: { refused, requests } },
            threshold: { above: 25, unit: '%' },
            datapoints: minutes(5, 5),
            causes: 'a client release, an expired credential, throttling (429), a scanner',
            lookAt: 'the status codes in the access log',
            source: 'AWS recommended alarms: 4XXError, 5 of 5 minutes; 25 % because a few refused clients are normal',
          },
        ],
      }),
    ];
  },
};

/** The dimension is the name, not the id; of an OpenAPI definition without `Name`, its title. */
function nameOf(api: Resource): string | undefined {
  return api.text('Name') ?? api.text('Body.info.title');
}
