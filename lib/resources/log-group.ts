import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { digestOf, MAX_NAME_LENGTH } from '../private/shortened';
import { runsAtTheEdge } from '../signals/edge-function';
import { GoldenSignal } from '../signals/golden-signal';
import type { LogFilter, ResourceDefinition } from '../signals/resource-definition';
import { errors, metricsOf, minutes, traffic } from '../signals/rows';
import type { AlarmDefault, Datapoints, MetricRef } from '../signals/signal';

const NAMESPACE = 'GoldenSignals/Logs';

/** Lines that are counted, with the pattern for JSON lines and for plain text. */
const LINES = {
  ErrorLines: { json: '{ $.level = "ERROR" || $.level = "FATAL" }', text: '?ERROR ?FATAL' },
  WarningLines: { json: '{ $.level = "WARN" || $.level = "WARNING" }', text: '?WARN ?WARNING' },
  // What Lambda itself writes when it ends an invocation: time-outs and out-of-memory, in one metric for the price.
  KilledLines: {
    json: '{ $.type = "platform.report" && ($.record.status = "timeout" || $.record.errorType = "Runtime.OutOfMemory" || $.record.errorType = "Runtime.ExitError") }',
    text: '?"Task timed out after" ?"signal: killed" ?"Runtime.OutOfMemory"',
  },
};

type Counted = keyof typeof LINES;

/** What writes down who asked for what: no line of it is an error, but a name or an address in it may say ERROR. */
const RECORDERS = [
  'AWS::CloudTrail::Trail',
  'AWS::EC2::FlowLog',
  'AWS::Route53::HostedZone',
  'AWS::Route53Resolver::ResolverQueryLoggingConfig',
  'AWS::WAFv2::LoggingConfiguration',
];

/** What else writes into a log group, by what refers to it or by how its name begins, and why no line of it is counted. */
const OTHER_WRITERS: readonly { readonly reference?: RegExp; readonly name?: string; readonly why: string }[] = [
  { reference: / AccessLogSetting/, why: 'it holds access logs, whose errors the API counts itself' },
  {
    reference: /^AWS::CodeBuild::Project LogsConfig/,
    name: '/aws/codebuild/',
    why: 'it holds the output of builds, in which errors are normal; the project counts builds that fail',
  },
  {
    reference: new RegExp(`^(${RECORDERS.join('|')}) |^AWS::Events::Rule Targets\\.Arn$`),
    why: 'it holds records of traffic, of calls or of events, whose lines have no level',
  },
  {
    name: '/aws/appsync/apis/',
    why: 'it holds what AppSync writes of requests, whose lines have no level; the API counts those that fail',
  },
];

export const logGroup: ResourceDefinition = {
  types: ['AWS::Logs::LogGroup'],
  readFrom: RECORDERS,
  noun: 'log group',
  tier: 'logs',
  leftOut: (group) => {
    if (keepsHistory(group)) {
      return 'it holds the history of executions, whose lines have no level; the state machine counts those that fail';
    }
    const name = startOf(group.property('LogGroupName'));
    const other = OTHER_WRITERS.find(
      (writer) =>
        (writer.name !== undefined && name.startsWith(writer.name)) ||
        group.referredToAs.some((reference) => writer.reference?.test(reference)),
    );
    if (other !== undefined) return other.why;
    const functions = group.referrers('AWS::Lambda::Function');
    if (functions.length > 0 && functions.every(runsAtTheEdge)) {
      return 'its function runs at the edge and writes into log groups in the region of each viewer, not into this one';
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
    countedIn(group).map(
      (lines): LogFilter => ({
        id: lines,
        logGroupName: group.ref,
        pattern: LINES[lines][writesJson(group) ? 'json' : 'text'],
        namespace: NAMESPACE,
        metricName: metricName(group, lines),
      }),
    ),
  signals: (group) => {
    const counted = metricsOf(NAMESPACE, {});
    const errorLines = counted(metricName(group, 'ErrorLines'), 'Sum');
    const warningLines = counted(metricName(group, 'WarningLines'), 'Sum');
    const killedLines = countedIn(group).includes('KilledLines')
      ? counted(metricName(group, 'KilledLines'), 'Sum')
      : undefined;
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
        lines: {
          errors: errorLines,
          warnings: warningLines,
          ...(killedLines === undefined ? {} : { killed: killedLines }),
        },
        alarms: [
          tooManyLines('errors', errorLines, 0, minutes(3, 5)),
          tooManyLines('warnings', warningLines, 10, minutes(10, 15)),
          ...(killedLines === undefined ? [] : [killedAlarm(killedLines)]),
        ],
      }),
    ];
  },
};

/** How a name begins, as far as it is written out. */
function startOf(name: unknown): string {
  if (typeof name !== 'object' || name === null) return String(name);
  const { 'Fn::Sub': sub, 'Fn::Join': join } = name as Record<string, unknown>;
  const text = Array.isArray(join) && Array.isArray(join[1]) ? join[1][0] : Array.isArray(sub) ? sub[0] : sub;
  return typeof text === 'string' ? text : '';
}

/** A metric filter cannot set a constant dimension, so the log group is part of the name. */
function metricName(group: Resource, lines: Counted): string {
  const name = `${group.stackName}/${group.id}/${lines}`;
  // CloudWatch Logs takes names of ASCII only.
  const plain = name.replace(/[^A-Za-z0-9_./#-]/g, '-');
  return plain === name && name.length <= MAX_NAME_LENGTH ? name : `${plain.slice(-240)}-${digestOf(name)}`;
}

/** Time-outs and out-of-memory are looked for where a function logs. */
function countedIn(group: Resource): Counted[] {
  const ofFunction = group.referredToAs.some((reference) =>
    reference.startsWith('AWS::Lambda::Function LoggingConfig'),
  );
  return (Object.keys(LINES) as Counted[]).filter((lines) => lines !== 'KilledLines' || ofFunction);
}

/** Failures are events by name there, such as `ExecutionFailed`, and inputs may say ERROR. A function's own lines count. */
function keepsHistory({ referredToAs }: Resource): boolean {
  const from = (use: string) => referredToAs.some((reference) => reference.startsWith(use));
  return from('AWS::StepFunctions::StateMachine LoggingConfiguration') && !from('AWS::Lambda::Function LoggingConfig');
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

function killedAlarm(query: MetricRef): AlarmDefault {
  return {
    id: 'killed-invocations',
    severity: Severity.TICKET,
    symptom: 'invocations are ended again and again: they time out or run out of memory',
    query,
    threshold: { above: 0, unit: 'count' },
    // A quarter of an hour each: rare functions are killed once in a while, and all of these once.
    datapoints: { breaching: 3, of: 12, periodSeconds: 900 },
    causes: 'a slow dependency, a time-out that is too short, a payload or a leak that needs more memory',
    lookAt: 'duration and memory in the REPORT lines, then the time-out and the memory of the function',
    source: 'no metric tells these from other errors; 3 of 12 quarters of an hour is judgement',
  };
}
