import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, minutes, saturation, traffic } from '../signals/rows';

export const eventbridgePipe: ResourceDefinition = {
  types: ['AWS::Pipes::Pipe'],
  noun: 'pipe',
  tier: 'queue',
  leftOut: (pipe) => (pipe.property('DesiredState') === 'STOPPED' ? 'it is stopped' : undefined),
  missing: [],
  signals: (pipe) => {
    const metric = metricsOf('AWS/EventBridge/Pipes', { PipeName: pipe.ref });
    const executions = metric('Invocations', 'Sum');
    return [
      // No default alarm: what is slow is the enrichment or the target, which are watched themselves.
      latency({
        title: 'Duration',
        unit: 'ms',
        lines: { p90: metric('Duration', 'p90'), 'of the target, p90': metric('TargetStageDuration', 'p90') },
      }),
      traffic({
        title: 'Events',
        unit: 'count',
        lines: { events: metric('EventCount', 'Sum'), executions },
      }),
      errors({
        title: 'Failed executions',
        unit: 'count',
        lines: {
          failed: metric('ExecutionFailed', 'Sum'),
          'failed in part': metric('ExecutionPartiallyFailed', 'Sum'),
          'timed out': metric('ExecutionTimeout', 'Sum'),
        },
        alarms: [
          {
            id: 'failed-executions',
            severity: Severity.PAGE,
            symptom: 'events do not get through the pipe',
            query: {
              expression: '100 * (failed + timedOut) / executions',
              metrics: {
                failed: metric('ExecutionFailed', 'Sum'),
                timedOut: metric('ExecutionTimeout', 'Sum'),
                executions,
              },
            },
            threshold: { above: 5, unit: '%' },
            datapoints: minutes(3, 5),
            causes: 'the target or the enrichment refuses or is down, the role of the pipe lacks a permission',
            lookAt: 'errors of its target, then the log of the pipe if it has one',
            source: 'EventBridge Pipes guide; more than 5 %, 3 of 5 minutes is judgement: single ones are retried',
          },
          {
            id: 'partial-failures',
            severity: Severity.TICKET,
            symptom: 'some events of each batch do not get through the pipe',
            query: metric('ExecutionPartiallyFailed', 'Sum'),
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(10, 15),
            causes: 'events that the target or the enrichment does not understand',
            lookAt: 'the log of the pipe, and its dead-letter queue if it has one',
            source: 'EventBridge Pipes guide; 10 of 15 minutes is judgement: a single bad event is no trend',
          },
        ],
      }),
      saturation({
        title: 'Throttled executions',
        unit: 'count',
        lines: {
          throttled: metric('ExecutionThrottled', 'Sum'),
        },
        alarms: [
          {
            id: 'throttles',
            severity: Severity.TICKET,
            symptom: 'the pipe is throttled, events wait in its source',
            query: metric('ExecutionThrottled', 'Sum'),
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(10, 15),
            causes: 'a target or an enrichment that throttles, the concurrency quota of pipes',
            lookAt: 'throttles of the target, then concurrent executions of all pipes of the account',
            source: 'EventBridge Pipes quotas; 10 of 15 minutes is judgement: short throttling only delays',
          },
        ],
      }),
    ];
  },
};
