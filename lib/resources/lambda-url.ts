import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { arnPart } from '../signals/arn';
import { httpRequests } from '../signals/http-requests';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, latency, metricsOf, minutes } from '../signals/rows';

/** What callers of a function's URL see: a handler that answers 500 has not failed for Lambda. */
export const lambdaUrl: ResourceDefinition = {
  types: ['AWS::Lambda::Url'],
  noun: 'function URL',
  tier: 'edge',
  missing: cannotHave({ saturation: 'throttled requests are 429s among the 4xx; concurrency is that of the function' }),
  signals: (url) => {
    const metric = metricsOf('AWS/Lambda', { FunctionName: functionOf(url) });
    const requests = metric('UrlRequestCount', 'Sum');
    const failed = metric('Url5xxCount', 'Sum');
    return [
      latency({
        title: 'Latency',
        unit: 'ms',
        lines: { p90: metric('UrlRequestLatency', 'p90'), p50: metric('UrlRequestLatency', 'p50') },
        alarms:
          // A stream is meant to stay open.
          url.property('InvokeMode') === 'RESPONSE_STREAM'
            ? []
            : [
                {
                  id: 'latency',
                  severity: Severity.TICKET,
                  symptom: 'one request in ten is slow',
                  query: metric('UrlRequestLatency', 'p90'),
                  threshold: { atLeast: 2500, unit: 'ms' },
                  datapoints: minutes(5, 5),
                  causes: 'a slow dependency of the function, cold starts, large responses',
                  lookAt: 'the duration of the function',
                  source: 'as of API Gateway in AWS recommended alarms: p90 >= 2,500 ms, 5 of 5 minutes',
                },
              ],
      }),
      ...httpRequests({
        requests,
        failed,
        refused: metric('Url4xxCount', 'Sum'),
        causes: 'the handler answers 5xx or throws, a time-out, a response that Lambda cannot read',
        lookAt: 'the error lines of the function and its last deployment',
      }),
    ];
  },
};

/** The name: a reference to the function or its alias, or a name or an ARN. */
function functionOf(url: Resource): string {
  const [target] = url.references('TargetFunctionArn');
  if (target?.type === 'AWS::Lambda::Function') return target.ref;
  const text = url.text('TargetFunctionArn') ?? '';
  return target !== undefined || text.startsWith('arn:') ? arnPart(text, ':', 6) : text;
}
