import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { ASYNCHRONOUS_CALLERS, asynchronousEvents } from '../signals/asynchronous-events';
import { runsAtTheEdge } from '../signals/edge-function';
import { requestErrorAlarms, throttledShare } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, type MetricOf, metricsOf, minutes, percentage, saturation, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

/** Lambda's default time-out. */
const DEFAULT_TIMEOUT_SECONDS = 3;

export const lambdaFunction: ResourceDefinition = {
  types: ['AWS::Lambda::Function'],
  readFrom: ASYNCHRONOUS_CALLERS,
  noun: 'function',
  tier: 'compute',
  missing: [],
  leftOut: (fn) =>
    runsAtTheEdge(fn)
      ? 'it runs at the edge, and its metrics are in the region of each viewer; its failures are 5xx of the distribution'
      : undefined,
  signals: (fn) => {
    const metric = metricsOf('AWS/Lambda', { FunctionName: fn.ref });
    const invocations = metric('Invocations', 'Sum');
    const failed = metric('Errors', 'Sum');
    const throttles = metric('Throttles', 'Sum');
    const timeoutMs = 1000 * fn.number('Timeout', DEFAULT_TIMEOUT_SECONDS);
    return [
      latency({
        title: 'Duration',
        unit: 'ms',
        lines: {
          p90: metric('Duration', 'p90'),
          p50: metric('Duration', 'p50'),
          max: metric('Duration', 'Maximum'),
        },
        alarms: [
          {
            id: 'latency',
            severity: Severity.TICKET,
            symptom: 'invocations are slow, on their way to the time-out',
            query: metric('Duration', 'p90'),
            threshold: { above: timeoutMs / 2, unit: 'ms' },
            datapoints: minutes(3, 5),
            causes: 'a slow dependency, a larger payload, too little memory (and CPU)',
            lookAt: 'which call grew, then the time-out',
            source: 'AWS recommended alarms: p90 against the configured time-out; half of it, 3 of 5, simulated',
          },
        ],
      }),
      traffic({ title: 'Invocations', unit: 'count', lines: { invocations } }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: { failed: percentage(failed, invocations) },
        alarms: [
          ...requestErrorAlarms({
            errors: failed,
            requests: invocations,
            noun: 'invocations',
            causes: 'a deployment, an exception, a time-out, a dependency that is down',
            lookAt: 'its error lines, then the last deployment',
          }),
          ...lostEventAlarms(fn, metric),
        ],
      }),
      saturation({
        title: 'Throttles and concurrency',
        unit: 'count',
        lines: { concurrent: metric('ConcurrentExecutions', 'Maximum'), throttled: throttles },
        alarms: [
          {
            id: 'throttles',
            severity: Severity.TICKET,
            symptom: 'invocations are throttled',
            query: throttledShare(throttles, invocations),
            threshold: { above: 1, unit: '%' },
            datapoints: minutes(5, 10),
            lean: true,
            causes: 'too little reserved concurrency, the account limit, a burst, slower invocations',
            lookAt: 'concurrency against these limits',
            source: 'AWS recommended alarms: throttles over 5 minutes; of 10 and as a share of requests, simulated',
          },
        ],
      }),
      ...asynchronousEvents(fn, metric),
    ];
  },
};

/** Events of asynchronous invocations that were given up: only where the stack shows what would lose them. */
function lostEventAlarms(fn: Resource, metric: MetricOf): AlarmDefault[] {
  const lost = (id: string, metricName: string, symptom: string): AlarmDefault => ({
    id,
    severity: Severity.PAGE,
    symptom,
    query: metric(metricName, 'Sum'),
    threshold: { above: 0, unit: 'count' },
    datapoints: minutes(1, 1),
    causes: 'the target was deleted, or its policy or key does not let Lambda write',
    lookAt: "the permissions of the function's role on the target",
    source: 'AWS Lambda guide, types of metrics: each one is an event that is gone',
  });
  const alarms: AlarmDefault[] = [];
  if (fn.property('DeadLetterConfig.TargetArn') !== undefined) {
    alarms.push(
      lost('dead-letter-errors', 'DeadLetterErrors', 'failed events cannot be written to the dead-letter target'),
    );
  }
  if (hasDestination(fn)) {
    alarms.push(
      lost('destination-failures', 'DestinationDeliveryFailures', 'events cannot be delivered to the destination'),
    );
  }
  return alarms;
}

function hasDestination(fn: Resource): boolean {
  return fn
    .referrers('AWS::Lambda::EventInvokeConfig')
    .some((config) =>
      ['OnFailure', 'OnSuccess'].some((on) => config.property(`DestinationConfig.${on}.Destination`) !== undefined),
    );
}
