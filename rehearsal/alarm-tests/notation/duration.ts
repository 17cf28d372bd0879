import { NotationError } from './notation-error';

const UNITS_MS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
const DURATION = /^(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?$/;
const CLOCK_TIME = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const DAY_MS = 86_400_000;

/** Longest that a test may last; CloudWatch's alarms look back a week at most. */
export const LONGEST_MS = 31 * DAY_MS;

/** Milliseconds of `90s`, `11m`, `1h30m`, `1d`, `500ms` or `0`. Throws a NotationError. */
export function parseDuration(text: string): number {
  const trimmed = plain(text);
  if (trimmed === '0') return 0;
  if (/^\d+$/.test(trimmed)) throw new NotationError(`${trimmed} has no unit; write ${trimmed}m or ${trimmed}s`);
  if (trimmed.startsWith('-')) throw new NotationError(`"${trimmed}" is before the start; times count from it: 11m`);
  if (trimmed === '' || !DURATION.test(trimmed)) {
    throw new NotationError(`"${trimmed}" is not a time; write it as 90s, 11m, 1h30m or 1d`);
  }
  const total = [...trimmed.matchAll(/(\d+)(ms|[dhms])/g)]
    .map(([, count, unit]) => Number(count) * UNITS_MS[unit!]!)
    .reduce((sum, ms) => sum + ms, 0);
  if (total > LONGEST_MS) throw new NotationError(`"${trimmed}" is longer than a test may last (31d)`);
  return total;
}

/**
 * Milliseconds from the start: a duration, or the next time that a clock in UTC shows `09:11` or `09:11:30`. Throws a
 * NotationError.
 */
export function parseTime(text: string, startMs: number): number {
  const clock = CLOCK_TIME.exec(plain(text));
  if (clock === null) return parseDuration(text);
  const [hours, minutes, seconds] = [clock[1], clock[2], clock[3] ?? '0'].map(Number) as [number, number, number];
  if (hours > 23 || minutes > 59 || seconds > 59) throw new NotationError(`"${plain(text)}" is not a time of day`);
  const inDayMs = (hours * 60 + minutes) * 60_000 + seconds * 1000;
  const sinceMidnightMs = startMs % DAY_MS;
  return inDayMs >= sinceMidnightMs ? inDayMs - sinceMidnightMs : inDayMs - sinceMidnightMs + DAY_MS;
}

/** JavaScript gives numbers, or nothing, where a text is wanted. */
function plain(text: unknown): string {
  return String(text ?? '').trim();
}
