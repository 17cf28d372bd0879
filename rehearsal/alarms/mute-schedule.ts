import type { MuteRuleModel } from '../template/model';
import { CronExpressionParser } from '../vendor/cron-parser';
import { DateTime, IANAZone } from '../vendor/luxon';
import type { MuteWindow } from './action-muting';

/** When a mute rule is active. */
export interface MuteSchedule {
  /** The newest window that is active at `atMs`, in ms since the epoch. */
  windowAt(atMs: number): MuteWindow | undefined;
}

const FIELDS = ['minute', 'hour', 'day of month', 'month', 'day of week'];
const ITEM = String.raw`(\*|(\d+|[A-Za-z]{3})(-(\d+|[A-Za-z]{3}))?)`;
const FIELD = new RegExp(`^${ITEM}(,${ITEM})*$`);

/** Clock changes are followed only if the hours before them are walked through. */
const RUN_UP_MS = 2 * 86_400_000;

/** @throws Error that says what is wrong with the expression or the time zone. */
export function muteSchedule(rule: MuteRuleModel): MuteSchedule {
  const { expression, timeZone, durationSeconds, startMs = Number.NEGATIVE_INFINITY } = rule;
  if (!IANAZone.isValidZone(timeZone)) throw new Error(`there is no time zone "${timeZone}"`);
  const [, kind, inner = ''] = /^(cron|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  const durationMs = durationSeconds * 1000;
  const expireMs = rule.expireMs ?? Number.POSITIVE_INFINITY;
  if (kind === undefined) {
    throw new Error(
      `"${expression}" is neither cron(minute hour day-of-month month day-of-week) nor at(yyyy-MM-ddThh:mm)`,
    );
  }
  const lastOccurrence = kind === 'at' ? onceAt(inner, timeZone) : recurring(inner, timeZone, durationMs);
  return {
    windowAt(atMs) {
      const from = lastOccurrence(atMs);
      if (from === undefined || from < startMs || atMs >= expireMs) return undefined;
      const to = Math.min(from + durationMs, expireMs);
      return atMs < to ? { from, to } : undefined;
    },
  };
}

type LastOccurrence = (atMs: number) => number | undefined;

function onceAt(text: string, zone: string): LastOccurrence {
  const start = DateTime.fromFormat(text.trim(), "yyyy-MM-dd'T'HH:mm", { zone });
  if (!start.isValid) throw new Error(`"at(${text})" is no time like at(2026-01-05T22:00)`);
  // Of a time that the clocks repeat, the first.
  const startMs = (start.getPossibleOffsets()[0] ?? start).toMillis();
  return (atMs) => (startMs <= atMs ? startMs : undefined);
}

function recurring(text: string, tz: string, durationMs: number): LastOccurrence {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    throw new Error(`"cron(${text})" has ${fields.length} fields, not the five ${FIELDS.join(', ')}`);
  }
  const wrong = fields.findIndex((field) => !FIELD.test(field));
  if (wrong >= 0)
    throw new Error(`the ${FIELDS[wrong]} "${fields[wrong]}" has more than numbers, names, "*", "-" and ","`);
  const cron = parseCron(fields.join(' '), tz, text);
  // Times are asked for in order, so the occurrences are walked through once; one from before the walk begins it anew.
  let begunMs = Number.POSITIVE_INFINITY;
  let last: number | undefined;
  let next = 0;
  const beginAt = (atMs: number) => {
    begunMs = atMs;
    last = undefined;
    cron.reset(new Date(atMs - durationMs - RUN_UP_MS));
    next = cron.next().getTime();
  };
  return (atMs) => {
    if (atMs < begunMs || (last !== undefined && atMs < last)) beginAt(atMs);
    while (next <= atMs) {
      last = next;
      next = cron.next().getTime();
    }
    return last;
  };
}

function parseCron(fields: string, tz: string, text: string) {
  try {
    const cron = CronExpressionParser.parse(fields, { tz, currentDate: new Date(0) });
    cron.next();
    return cron;
  } catch (error) {
    throw new Error(`"cron(${text})" names no time: ${(error as Error).message}`);
  }
}
