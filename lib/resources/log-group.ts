import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { GoldenSignal } from '../signals/golden-signal';
import type { LogFilter, ResourceDefinition } from '../signals/resource-definition';
import type { AlarmDefault, MetricRef } from '../signals/signal';

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
    const lines = (level: keyof typeof LEVELS): MetricRef => ({
      namespace: NAMESPACE,
      metricName: metricName(group, level),
      statistic: 'Sum',
      dimensions: {},
    });
    const logs = (name: string): MetricRef => ({
      namespace: 'AWS/Logs',
      metricName: name,
      statistic: 'Sum',
      dimensions: { LogGroupName: group.ref },
    });
    return [
      {
        id: 'traffic',
        goldenSignal: GoldenSignal.TRAFFIC,
        title: 'Log lines',
        inOverview: false,
        unit: 'count',
        lines: [{ label: 'lines', query: { metric: logs('IncomingLogEvents') } }],
        alarms: [],
      },
      {
        id: 'errors',
        goldenSignal: GoldenSignal.ERRORS,
        title: 'Error and warning lines',
        inOverview: false,
        unit: 'count',
        lines: [
          { label: 'errors', query: { metric: lines('ErrorLines') } },
          { label: 'warnings', query: { metric: lines('WarningLines') } },
        ],
        alarms: [
          tooManyLines('error-lines', 'errors', lines('ErrorLines'), 0, { breaching: 3, of: 5 }),
          tooManyLines('warning-lines', 'warnings', lines('WarningLines'), 10, { breaching: 10, of: 15 }),
        ],
      },
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
  id: string,
  noun: string,
  metric: MetricRef,
  above: number,
  { breaching, of }: { breaching: number; of: number },
): AlarmDefault {
  return {
    id,
    severity: Severity.TICKET,
    symptom: `too many ${noun} in the log`,
    query: { metric },
    threshold: { above, unit: 'count' },
    datapoints: { breaching, of, periodSeconds: 60 },
    treatMissingData: 'notBreaching',
    causes: 'something that the code handles but that should not happen again and again',
    lookAt: 'the lines themselves: CloudWatch Logs Insights on this log group',
    source: 'judgement: a single line is not a trend, lines in most minutes are',
  };
}
