import { METRIC_UNITS } from '../../../lambda/runtime/metric-unit';
import type { BandInput, InvocationInput, LogInput, MetricInput } from '../../scenario/scenario';
import { type IntervalValue, parseValues } from '../notation/values';
import type { Field } from './field';
import { readSeries } from './read-series';
import type { StackLookup } from './stack-lookup';
import { lengthOf, repetitionOf, type TestTimes } from './test-times';

const MINUTE_MS = 60_000;

/** What the parts of a test are read with. */
export interface Reading {
  readonly stack: StackLookup;
  readonly times: TestTimes;
}

/** `{ series, values, interval, at, unit }`. */
export function readMetric(field: Field, { stack, times }: Reading): MetricInput | undefined {
  const map = field.map(['series', 'values', 'interval', 'at', 'unit']);
  const metric = readSeries(map?.need('series', "series: 'Namespace Metric{dimension=value}'"), stack);
  const values = map?.need('values', "values: '0x9 8x4 0x9'")?.parsed(parseValues);
  const unit = map?.get('unit')?.oneOf(METRIC_UNITS);
  const intervalMs = lengthOf(map?.get('interval')) ?? MINUTE_MS;
  if (intervalMs % 1000 !== 0) map?.get('interval')?.problem('CloudWatch has no metrics finer than a second; write 1s');
  const offsetMs = times.at(map?.get('at')) ?? 0;
  if (metric === undefined || values === undefined) return undefined;
  times.given(offsetMs + values.length * intervalMs);
  return {
    ...metric,
    ...(unit === undefined ? {} : { unit }),
    intervalSeconds: intervalMs / 1000,
    atMinute: offsetMs / MINUTE_MS,
    values,
  };
}

/** `{ alarm, lower, upper, interval, at }`: the band of an anomaly-detection alarm. */
export function readBand(field: Field, { stack, times }: Reading): BandInput | undefined {
  const map = field.map(['alarm', 'lower', 'upper', 'interval', 'at']);
  const named = map?.need('alarm', 'the name of an anomaly-detection alarm');
  const alarm = stack.alarm(named);
  const lower = readBound(map?.need('lower', "lower: '10x30'"));
  const upper = readBound(map?.need('upper', "upper: '20x30'"));
  const givenMs = lengthOf(map?.get('interval'));
  const offsetMs = times.at(map?.get('at')) ?? 0;
  if (alarm === undefined || lower === undefined || upper === undefined) return undefined;
  if (!('thresholdMetricId' in alarm) || alarm.thresholdMetricId === undefined) {
    return named!.problem(`"${alarm.name}" has a threshold and no band; give a band to anomaly-detection alarms only`);
  }
  if (lower.length !== upper.length) {
    return map!
      .get('upper')!
      .problem(`it has ${upper.length} values and lower has ${lower.length}; give both the same number (axn is n+1)`);
  }
  times.given(offsetMs + lower.length * (givenMs ?? alarm.periodSeconds * 1000));
  return {
    alarm: alarm.name,
    ...(givenMs === undefined ? {} : { intervalSeconds: givenMs / 1000 }),
    atMinute: offsetMs / MINUTE_MS,
    lower,
    upper,
  };
}

/** `{ group, at, lines, times, every }`. */
export function readLog(field: Field, { stack, times }: Reading): LogInput | undefined {
  const map = field.map(['group', 'at', 'lines', 'times', 'every']);
  const logGroup = stack.logGroupName(map?.need('group', 'the name or logical id of a log group'));
  const at = map?.need('at', 'at: 3m');
  const offsetMs = times.at(at);
  const lines = map?.need('lines', "lines: ['one line']")?.list().map(lineOf);
  const repetition = repetitionOf(map?.get('times'), map?.get('every'));
  if (logGroup === undefined || offsetMs === undefined || lines === undefined) return undefined;
  times.mention(at!, lastOf(offsetMs, repetition));
  const known = lines.filter((line) => line !== undefined);
  return { logGroup, atMinute: offsetMs / MINUTE_MS, lines: known, ...repetition };
}

/** `{ function, at, event, times, every, async }`. */
export function readInvocation(field: Field, { stack, times }: Reading): InvocationInput | undefined {
  const map = field.map(['function', 'at', 'event', 'times', 'every', 'async']);
  const name = stack.function(map?.need('function', 'the name or logical id of a function'));
  const at = map?.need('at', 'at: 2m');
  const offsetMs = times.at(at);
  const repetition = repetitionOf(map?.get('times'), map?.get('every'));
  const asynchronous = map?.get('async')?.flag() ?? false;
  const event = map?.get('event')?.plain() ?? {};
  if (name === undefined || offsetMs === undefined) return undefined;
  times.mention(at!, lastOf(offsetMs, repetition));
  return { function: name, atMinute: offsetMs / MINUTE_MS, event, ...repetition, asynchronous };
}

/** When the last of several is, in ms from the start. */
export function lastOf(offsetMs: number, { times, everySeconds }: ReturnType<typeof repetitionOf>): number {
  return offsetMs + (times - 1) * everySeconds * 1000;
}

function readBound(field: Field | undefined): (number | null)[] | undefined {
  const values = field?.parsed(parseValues);
  const isSingle = (value: IntervalValue): value is number | null => !Array.isArray(value);
  if (values?.every(isSingle) ?? true) return values as (number | null)[] | undefined;
  return field!.problem('a bound has one value for each interval, without [ ]');
}

/** A line as it is, or an object as a line of JSON. */
function lineOf(field: Field): string | undefined {
  return field.isMap() ? JSON.stringify(field.plain()) : field.text();
}
