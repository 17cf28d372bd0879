import { DateTime } from '../../../rehearsal/vendor/luxon';
import { alarmModel, timeZoneOf } from '../alarm-config';
import { type Case, type Fields, isFields } from '../case';
import { type Evaluated, START_MS, WatchedMetric } from '../engine';
import { CaseFailure, expectSame } from '../expect';
import { configOf, expectsRefusal, listIn, member, required } from '../fields';

const MINUTE_MS = 60_000;
const TO = ['to', 'end', 'until', 'toSecond', 'windowEnd'];
const FROM = ['from', 'start', 'fromSecond', 'windowStart'];
const AT = ['evaluateAt', 'evaluateAtSecond', 'evaluatedAt', 'at', 'now', 'evaluationTime'];

/** Which data an evaluation uses: the samples at both ends of the window count, those just outside do not. */
export function runWindow(each: Case): void {
  const config = configOf(each);
  const model = alarmModel({ threshold: 0, ...config, statistic: 'Sum' });
  if (expectsRefusal(each.expected)) {
    if (new WatchedMetric(model).problems.length === 0) throw new CaseFailure('the engine takes the alarm');
    return;
  }
  const windows = windowsOf(each, config);
  if (windows.length === 0) throw new CaseFailure('the case cannot be run: it has no windows');
  for (const window of windows) expectWindow({ ...config, ...window });
}

function expectWindow(config: Fields): void {
  const model = alarmModel({ threshold: 0, ...config, statistic: 'Sum' });
  const zone = timeZoneOf(config) ?? 'UTC';
  const [atMs, fromMs, toMs] = [AT, FROM, TO].map((names) => instantOf(member(config, ...names), zone, names[0]!));
  const metric = new WatchedMetric(model);
  if (metric.problems.length > 0) throw new CaseFailure(`the engine refuses the alarm: ${metric.problems.join('; ')}`);
  const stepMs = Math.min(MINUTE_MS, model.periodSeconds * 1000);
  // Sums of these tell which of the samples are inside.
  metric.put(fromMs! - stepMs, [1000]);
  metric.put(fromMs!, [1]);
  metric.put(toMs! - stepMs, [10]);
  metric.put(toMs!, [100]);
  const evaluated = metric.at(atMs!, 'OK');
  const newest = evaluated.points.slice(-model.evaluationPeriods);
  const expected = `${textOf(fromMs!)} to ${textOf(toMs!)}`;
  expectSame(windowText(evaluated, newest), expected, `window of the evaluation at ${textOf(atMs!)}`);
  const sum = newest.reduce((total, { value = 0 }) => total + value, 0);
  expectSame(sum, 11, `sum of the samples at the ends of ${expected} (1 and 10), just before (1000) and after (100)`);
}

function windowsOf(each: Case, config: Fields): readonly Fields[] {
  const list = listIn(each, 'windows', 'expectedWindows', 'expected', 'evaluations');
  if (list !== undefined) return list.filter(isFields);
  return [{ ...config, ...each, ...(isFields(each.expected) ? each.expected : {}) }];
}

/** Seconds from a Monday at midnight in the zone, or a time in ISO 8601 or of that day (in the zone when it names none). */
function instantOf(value: unknown, zone: string, what: string): number {
  const given = required(value ?? undefined, `time "${what}"`);
  const offset = zone.replace(/^UTC(?=[+-])/, '').replace(/^(?=[+-])/, 'UTC');
  const time =
    typeof given === 'number'
      ? DateTime.fromMillis(START_MS, { zone: 'UTC' }).setZone(offset, { keepLocalTime: true }).plus({ seconds: given })
      : DateTime.fromISO(onADay(String(given)), { zone: offset });
  if (!time.isValid) throw new CaseFailure(`the case cannot be run: ${what} is ${JSON.stringify(given)} in ${zone}`);
  return time.toMillis();
}

/** A time of day is one of that Monday. */
function onADay(text: string): string {
  return /^\d\d:\d\d/.test(text) ? `2026-01-05T${text}` : text.replace(' ', 'T');
}

function windowText({ endMs }: Evaluated, points: readonly { readonly startMs: number }[]): string {
  return `${textOf(points[0]!.startMs)} to ${textOf(endMs)}`;
}

function textOf(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}
