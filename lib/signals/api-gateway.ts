import { Severity } from '../alarms/severity';
import { httpRequests } from './http-requests';
import { latency, type MetricOf, minutes } from './rows';
import type { AlarmDefault, MetricRef, Signal } from './signal';

/** In what REST and HTTP APIs of API Gateway differ. */
export interface GatewayApi {
  readonly metric: MetricOf;
  /** Names of the metrics: `5XXError` and `4XXError`, or `5xx` and `4xx`. */
  readonly failed: string;
  readonly refused: string;
  /** What stands behind the API: `the function behind the route`. */
  readonly behind: string;
  /** Why requests fail, most likely first. */
  readonly causes: string;
}

/** Why no API of API Gateway has a saturation. */
export const NO_THROTTLING_LIMIT =
  'API Gateway publishes no utilization of its throttling limits; throttled requests are 429s among the 4xx';

/** Latency, traffic and errors of an API of API Gateway that answers requests. */
export function gatewaySignals({
  metric,
  failed: failedName,
  refused: refusedName,
  behind,
  causes,
}: GatewayApi): Signal[] {
  const requests = metric('Count', 'SampleCount');
  const failed = metric(failedName, 'Sum');
  const refused = metric(refusedName, 'Sum');
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
          lookAt: `integration latency: if it grew too, ${behind}`,
          source: 'AWS recommended alarms: Latency p90 >= 2,500 ms, 5 of 5 minutes',
        },
      ],
    }),
    ...httpRequests({
      requests,
      failed,
      refused,
      causes,
      lookAt: `${behind}: its error lines and its last deployment`,
      further: [clientErrors(refused, requests)],
    }),
  ];
}

function clientErrors(refused: MetricRef, requests: MetricRef): AlarmDefault {
  return {
    id: 'client-errors',
    severity: Severity.TICKET,
    symptom: 'many requests are refused with a 4xx',
    query: { expression: 'IF(refused >= 5, 100 * refused / requests, 0)', metrics: { refused, requests } },
    threshold: { above: 25, unit: '%' },
    datapoints: minutes(5, 5),
    causes: 'a client release, an expired credential, throttling (429), a scanner',
    lookAt: 'the status codes in the access log',
    source: 'AWS recommended alarms: 4xx, 5 of 5 minutes; 25 % because a few refused clients are normal',
  };
}
