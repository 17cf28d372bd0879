import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, MathQuery } from '../signals/signal';

/** Express executions are ended after that at the latest. */
const EXPRESS_LIMIT_SECONDS = 300;

export const stateMachine: ResourceDefinition = {
  types: ['AWS::StepFunctions::StateMachine'],
  noun: 'state machine',
  tier: 'compute',
  missing: [],
  signals: (machine) => {
    const metric = metricsOf('AWS/States', { StateMachineArn: machine.ref });
    const express = machine.property('StateMachineType') === 'EXPRESS';
    const timeoutSeconds = timeoutOf(machine, express);
    return [
      latency({
        title: 'Execution time',
        unit: 'ms',
        lines: { p90: metric('ExecutionTime', 'p90'), p50: metric('ExecutionTime', 'p50') },
        alarms: timeoutSeconds === undefined ? [] : [slowAlarm(timeoutSeconds, metric)],
      }),
      traffic({
        title: 'Executions',
        unit: 'count',
        lines: {
          started: metric('ExecutionsStarted', 'Sum'),
          succeeded: metric('ExecutionsSucceeded', 'Sum'),
        },
      }),
      errors({
        title: 'Failed executions',
        unit: 'count',
        lines: {
          failed: metric('ExecutionsFailed', 'Sum'),
          'timed out': metric('ExecutionsTimedOut', 'Sum'),
          aborted: metric('ExecutionsAborted', 'Sum'),
        },
        alarms: [failingAlarm(metric), ...(express ? [] : [failedAlarm(metric)])],
      }),
      saturation({
        title: 'Throttled state transitions',
        unit: 'count',
        inOverview: false,
        lines: { throttled: metric('ExecutionThrottled', 'Sum') },
        alarms: express ? [] : [throttleAlarm(metric)],
      }),
    ];
  },
};

/**
 * Of the executions that ended: those that started may run for a year. A product, because what has no sample counts as
 * 0 beside what has one: where nothing failed the share is 0, and without any execution there is none.
 */
function failedShare(metric: MetricOf, atLeast: number): MathQuery {
  const bad = '(failed + timedOut)';
  return {
    expression: `(${bad} >= ${atLeast}) * 100 * ${bad} / (${bad} + succeeded)`,
    metrics: {
      failed: metric('ExecutionsFailed', 'Sum'),
      timedOut: metric('ExecutionsTimedOut', 'Sum'),
      succeeded: metric('ExecutionsSucceeded', 'Sum'),
    },
  };
}

const WHY = {
  causes: 'a task that fails after all its retries, an input that no branch expects, a time-out, a missing permission',
  lookAt: 'the failed state of the latest failed execution, then the last deployment',
};

function failingAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'failing-executions',
    severity: Severity.PAGE,
    symptom: 'executions fail one after the other',
    query: failedShare(metric, 2),
    threshold: { above: 5, unit: '%' },
    datapoints: { breaching: 1, of: 1, periodSeconds: 300 },
    source: 'AWS observability guidance: over 5 %; at least two in 5 minutes, so that a single one wakes nobody',
    ...WHY,
  };
}

function failedAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'failed-execution',
    severity: Severity.TICKET,
    symptom: 'an execution failed, and its work is not done',
    query: failedShare(metric, 1),
    threshold: { above: 5, unit: '%' },
    datapoints: { breaching: 1, of: 1, periodSeconds: 300 },
    // The one alarm that a nightly job has.
    lean: true,
    source: 'AWS guidance: one failed execution in 5 minutes; as a share, so that busy machines may lose a few',
    ...WHY,
  };
}

function slowAlarm(timeoutSeconds: number, metric: MetricOf): AlarmDefault {
  return {
    id: 'slow-executions',
    severity: Severity.TICKET,
    symptom: 'executions come near their time-out',
    query: metric('ExecutionTime', 'p90'),
    threshold: { above: 800 * timeoutSeconds, unit: 'ms' },
    datapoints: { breaching: 3, of: 3, periodSeconds: 300 },
    causes: 'a slower task or dependency, more items in a map, retries with long pauses',
    lookAt: 'which state takes longer than it did',
    source: 'judgement: 80 % of the time-out of the definition',
  };
}

function throttleAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'throttles',
    severity: Severity.TICKET,
    symptom: 'state transitions are throttled, executions take longer',
    query: metric('ExecutionThrottled', 'Sum'),
    threshold: { above: 0, unit: 'count' },
    datapoints: minutes(10, 15),
    causes: 'more transitions than the quota of the account and region, a wide map, a loop',
    lookAt: 'state transitions of all machines against the quota',
    source: 'Step Functions quotas; 10 of 15 minutes is judgement: a burst only delays',
  };
}

/** The time-out of the whole machine, where the definition stands in the template. */
function timeoutOf(machine: Resource, express: boolean): number | undefined {
  const seconds = definitionOf(machine)?.TimeoutSeconds;
  const given = typeof seconds === 'number' ? seconds : undefined;
  return express ? Math.min(given ?? EXPRESS_LIMIT_SECONDS, EXPRESS_LIMIT_SECONDS) : given;
}

function definitionOf(machine: Resource): { readonly TimeoutSeconds?: unknown } | undefined {
  const object = machine.property('Definition');
  if (object !== undefined) return object as object;
  const text = machine.property('DefinitionString');
  const parts = typeof text === 'string' ? [text] : machine.property('DefinitionString.Fn::Join');
  if (!Array.isArray(parts)) return undefined;
  // References stand within JSON strings; what they are does not matter here.
  const json = parts.flat().map((part) => (typeof part === 'string' ? part : 'reference'));
  try {
    return JSON.parse(json.join('')) as object;
  } catch {
    return undefined;
  }
}
