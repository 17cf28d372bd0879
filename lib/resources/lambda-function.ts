import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { GoldenSignal } from '../signals/golden-signal';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import type { AlarmDefault, MetricRef } from '../signals/signal';

/** Lambda's default time-out. */
const DEFAULT_TIMEOUT_SECONDS = 3;

export const lambdaFunction: ResourceDefinition = {
  types: ['AWS::Lambda::Function'],
  noun: 'function',
  tier: 'compute',
  missing: [],
  signals: (fn) => {
    const metric = metricsOf(fn);
    const invocations = metric('Invocations', 'Sum');
    const errors = metric('Errors', 'Sum');
    const throttles = metric('Throttles', 'Sum');
    const halfTimeoutMs = 500 * fn.number('Timeout', DEFAULT_TIMEOUT_SECONDS);
    const throttledShare = {
      expression: 'IF(throttles >= 2, 100 * throttles / (throttles + invocations), 0)',
      metrics: { throttles, invocations },
    };
    return [
      {
        id: 'latency',
        goldenSignal: GoldenSignal.LATENCY,
        title: 'Duration',
        inOverview: true,
        unit: 'ms',
        lines: [
          { label: 'p90', query: { metric: metric('Duration', 'p90') } },
          { label: 'p50', query: { metric: metric('Duration', 'p50') } },
          { label: 'max', query: { metric: metric('Duration', 'Maximum') } },
        ],
        alarms: [
          {
            id: 'latency',
            severity: Severity.TICKET,
            symptom: 'one invocation in ten takes over half of the time-out',
            query: { metric: metric('Duration', 'p90') },
            threshold: { above: halfTimeoutMs, unit: 'ms' },
            datapoints: { breaching: 3, of: 5, periodSeconds: 60 },
            treatMissingData: 'notBreaching',
            causes: 'a slow dependency, a larger payload, too little memory (CPU comes with it)',
            lookAt: 'which call inside the handler grew, then the time-out',
            source: 'AWS recommended alarms: p90 against the configured time-out; half of it, 3 of 5, simulated',
          },
        ],
      },
      {
        id: 'traffic',
        goldenSignal: GoldenSignal.TRAFFIC,
        title: 'Invocations',
        inOverview: true,
        unit: 'count',
        lines: [{ label: 'invocations', query: { metric: invocations } }],
        alarms: [],
      },
      {
        id: 'errors',
        goldenSignal: GoldenSignal.ERRORS,
        title: 'Errors',
        inOverview: true,
        unit: '%',
        lines: [
          { label: 'failed', query: { expression: '100 * errors / invocations', metrics: { errors, invocations } } },
        ],
        alarms: [
          ...requestErrorAlarms({
            errors,
            requests: invocations,
            noun: 'invocations',
            causes: 'a deployment, an exception in the handler, a time-out, a dependency that is down',
            lookAt: 'the error lines in its log group, then the last deployment',
          }),
          ...lostEventAlarms(fn, metric),
        ],
      },
      {
        id: 'saturation',
        goldenSignal: GoldenSignal.SATURATION,
        title: 'Throttles and concurrency',
        inOverview: true,
        unit: 'count',
        lines: [
          { label: 'concurrent', query: { metric: metric('ConcurrentExecutions', 'Maximum') } },
          { label: 'throttled', query: { metric: throttles } },
        ],
        alarms: [
          {
            id: 'throttles',
            severity: Severity.TICKET,
            symptom: 'over 1 % of invocations are throttled',
            query: throttledShare,
            threshold: { above: 1, unit: '%' },
            datapoints: { breaching: 5, of: 5, periodSeconds: 60 },
            treatMissingData: 'notBreaching',
            causes: 'reserved concurrency that is too small, the account limit, a burst, slower invocations',
            lookAt: 'concurrent executions against the reserved or account concurrency',
            source: 'AWS recommended alarms: throttles over 5 of 5 minutes; as a share of requests, simulated',
          },
        ],
      },
    ];
  },
};

function metricsOf(fn: Resource): (metricName: string, statistic: string) => MetricRef {
  return (metricName, statistic) => ({
    namespace: 'AWS/Lambda',
    metricName,
    statistic,
    dimensions: { FunctionName: fn.ref },
  });
}

/** Events of asynchronous invocations that were given up: only where the template shows what would lose them. */
function lostEventAlarms(fn: Resource, metric: ReturnType<typeof metricsOf>): AlarmDefault[] {
  const lost = (id: string, metricName: string, symptom: string): AlarmDefault => ({
    id,
    severity: Severity.PAGE,
    symptom,
    query: { metric: metric(metricName, 'Sum') },
    threshold: { above: 0, unit: 'count' },
    datapoints: { breaching: 1, of: 1, periodSeconds: 60 },
    treatMissingData: 'notBreaching',
    causes: 'the target was deleted, or its policy or key does not let Lambda write',
    lookAt: 'the permissions of the function role on the dead-letter target',
    source: 'AWS Lambda guide, types of metrics: each one is an event that is gone',
  });
  return [
    ...(fn.property('DeadLetterConfig.TargetArn') === undefined
      ? []
      : [lost('dead-letter-errors', 'DeadLetterErrors', 'failed events cannot be written to the dead-letter queue')]),
    ...(fn.referredToAs.includes('AWS::Lambda::EventInvokeConfig FunctionName')
      ? [
          lost(
            'destination-failures',
            'DestinationDeliveryFailures',
            'events cannot be delivered to the on-failure destination',
          ),
        ]
      : []),
  ];
}
