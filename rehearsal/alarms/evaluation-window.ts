import type { Grid } from '../metrics/time-series';
import type { AlarmModel } from '../template/model';
import { DateTime } from '../vendor/luxon';
import { cadenceSeconds } from './cadence';
import { evaluationRange } from './evaluation';

const DAY_SECONDS = 86_400;
const WEEK_SECONDS = 7 * DAY_SECONDS;
const CALENDAR_PERIODS = [60, 300, 3600, DAY_SECONDS, WEEK_SECONDS];

/** The periods that an evaluation looks at: whole ones, the last of which is over. */
export interface EvaluationWindow {
  /** The evaluation range at `nowMs`; a grid that is the same object as before has the same periods. */
  at(nowMs: number): Grid;
}

type WindowModel = Pick<AlarmModel, 'periodSeconds' | 'evaluationPeriods' | 'wallClock'>;

/** How the window of an alarm moves: sliding with each evaluation, or from one calendar period to the next. */
export function evaluationWindow(model: WindowModel): EvaluationWindow {
  const length = evaluationRange(model.evaluationPeriods);
  return model.wallClock === undefined
    ? slidingWindow(model, length)
    : wallClockWindow(model.periodSeconds, model.wallClock.timeZone, length);
}

/** Ends at the last full minute (10 seconds for high resolution, hour for more than a day). */
function slidingWindow({ periodSeconds, evaluationPeriods }: WindowModel, length: number): EvaluationWindow {
  const stepMs = cadenceSeconds(periodSeconds, evaluationPeriods) * 1000;
  const periodMs = periodSeconds * 1000;
  return {
    at: (nowMs) => ({ startMs: Math.floor(nowMs / stepMs) * stepMs - length * periodMs, periodMs, length }),
  };
}

/** Ends with the last calendar period that is over; days and weeks follow daylight saving time. */
function wallClockWindow(periodSeconds: number, timeZone: string, length: number): EvaluationWindow {
  const zone = zoneName(timeZone);
  let known: { readonly grid: Grid; readonly untilMs: number } | undefined;
  return {
    at: (nowMs) => {
      if (known === undefined || nowMs >= known.untilMs || nowMs < known.grid.boundaries![length]!) {
        known = gridBefore(nowMs, periodSeconds, zone, length);
      }
      return known.grid;
    },
  };
}

function gridBefore(nowMs: number, periodSeconds: number, zone: string, length: number) {
  const running = startOfPeriod(DateTime.fromMillis(nowMs, { zone }), periodSeconds);
  const boundaries = Array.from({ length: length + 1 }, (_, index) =>
    periodsLater(running, index - length, periodSeconds).toMillis(),
  );
  const grid = { startMs: boundaries[0]!, periodMs: periodSeconds * 1000, length, boundaries };
  return { grid, untilMs: periodsLater(running, 1, periodSeconds).toMillis() };
}

function startOfPeriod(now: DateTime, periodSeconds: number): DateTime {
  if (periodSeconds === WEEK_SECONDS) return now.startOf('week');
  if (periodSeconds === DAY_SECONDS) return now.startOf('day');
  const midnightOffsetMs = now.offset * 60_000;
  const periodMs = periodSeconds * 1000;
  const local = now.toMillis() + midnightOffsetMs;
  return DateTime.fromMillis(Math.floor(local / periodMs) * periodMs - midnightOffsetMs, { zone: now.zoneName! });
}

/** Days and weeks are counted on the calendar, shorter periods in elapsed time. */
function periodsLater(from: DateTime, count: number, periodSeconds: number): DateTime {
  if (periodSeconds === WEEK_SECONDS) return from.plus({ weeks: count });
  if (periodSeconds === DAY_SECONDS) return from.plus({ days: count });
  return from.plus({ seconds: count * periodSeconds });
}

/** Luxon's name of a time zone as CloudWatch writes it: `America/New_York`, `+05:30` or `UTC+05:30`. */
function zoneName(timeZone: string): string {
  return /^[+-]\d/.test(timeZone) ? `UTC${timeZone}` : timeZone;
}

/** What CloudWatch refuses of a calendar window; `undefined` if nothing. */
export function wallClockProblem(
  periodSeconds: number,
  { timeZone }: NonNullable<AlarmModel['wallClock']>,
): string | undefined {
  if (!CALENDAR_PERIODS.includes(periodSeconds)) {
    return `a calendar period has ${CALENDAR_PERIODS.join(', ')} seconds, not ${periodSeconds}`;
  }
  const { isValid, offset } = DateTime.fromMillis(0, { zone: zoneName(timeZone) });
  if (!isValid) return `there is no time zone ${JSON.stringify(timeZone)}`;
  return /[+-]/.test(timeZone) && !timeZone.includes('/') && offset % 5 !== 0
    ? `the offset of a time zone is a multiple of 5 minutes, ${timeZone} is not`
    : undefined;
}
