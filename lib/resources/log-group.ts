import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { GoldenSignal } from '../signals/golden-signal';
import type { LogFilter, ResourceDefinition } from '../signals/resource-definition';
import { errors, metricsOf, minutes, traffic } from '../signals/rows';
import type { AlarmDefault, Datapoints, MetricRef } from '../signals/signal';

const NAMESPACE = 'GoldenSignals/Logs';

/** Levels that are counted, with the pattern for JSON lines and for plain text. */
const LEVELS = {
  ErrorLines: { json: '{ $.level = "ERROR" || $.level = "FATAL" }', text: '?ERROR ?FATAL' },
  WarningLines: { json: '{ $.level = "WARN" || $.level = "WARNING" }', text: '?WARN ?WARNING' },
};

export const logGroup: ResourceDefinition = {
  types: ['AWS::Logs::LogGroup'],
  noun: 'log group',
  tier: 'logs',
  leftOut: (group) => {
    if (group.referredToAs.some((reference) => reference.includes(' AccessLogSetting'))) {
      return 'it holds access logs, whose errors the API counts itself';
    }
    const logClass = group.property('LogGroupClass') ?? 'STANDARD';
    return logClass === 'STANDARD'
      ? undefined
      : `metric filters need the STANDARD log class, this is ${String(logClass)}`;
  },
  missing: [
    { goldenSignal: GoldenSignal.LATENCY, why: 'a log group has no latency of its own' },
    { goldenSignal: GoldenSignal.SATURATION, why: 'CloudWatch Logs publishes no saturation of a log group' },
  ],
  logFilters: (group) =>
    (Object.keys(LEVELS) as (keyof typeof LEVELS)[]).map(
      (level): LogFilter => ({
        id: level,
        logGroupName: group.ref,
        pattern: LEVELS[level][writesJson(group) ? 'json' : 'text'],
        namespace: NAMESPACE,
        metricName: metricName(group, level),
      }),
    ),
  signals: (group) => {
    const counted = metricsOf(NAMESPACE, {});
    const errorLines = counted(metricName(group, 'ErrorLines'), 'Sum');
    const warningLines = counted(metricName(group, 'WarningLines'), 'Sum');
    return [
      traffic({
        title: 'Log lines',
        unit: 'count',
        inOverview: false,
        lines: { lines: metricsOf('AWS/Logs', { LogGroupName: group.ref })('IncomingLogEvents', 'Sum') },
      }),
      errors({
        title: 'Error and warning lines',
        unit: 'count',
        inOverview: false,
        lines: { errors: errorLines, warnings: warningLines },
        alarms: [
          tooManyLines('errors', errorLines, 0, minutes(3, 5)),
          tooManyLines('warnings', warningLines, 10, minutes(10, 15)),
        ],
      }),
    ];
  },
};

/** A metric filter cannot set a constant dimension, so the log group is part of the name. */
function metricName(group: Resource, level: keyof typeof LEVELS): string {
  return `${group.stackName}/${group.id}/${level}`.replace(/[^A-Za-z0-9_./#-]/g, '-');
}

/** Whether a function that logs here uses the JSON format. */
function writesJson(group: Resource): boolean {
  return group.referredToAs.includes('AWS::Lambda::Function LoggingConfig.LogGroup JSON');
}

function tooManyLines(
  noun: 'errors' | 'warnings',
  query: MetricRef,
  above: number,
  datapoints: Datapoints,
): AlarmDefault {
  return {
    id: noun === 'errors' ? 'error-lines' : 'warning-lines',
    severity: Severity.TICKET,
    symptom: `too many ${noun} in the log`,
    query,
    threshold: { above, unit: 'count' },
    datapoints,
    causes: 'something that the code handles but that should not happen again and again',
    lookAt: 'the lines themselves: CloudWatch Logs Insights on this log group',
    source: 'judgement: a single line is not a trend, lines in most minutes are',
  };
}
