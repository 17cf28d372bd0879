import { muteSchedule } from '../../alarms/mute-schedule';
import type { Model, MuteRuleModel } from '../../template/model';
import { DateTime } from '../../vendor/luxon';
import { isUnknownValue, unknownAlarm } from '../references';
import { type FindingContext, type Found, rule } from '../rule';

const MINUTE = 60;
const LONGEST = 15 * 86_400;

type Id = 'mute-schedule' | 'mute-never-active' | 'mute-unknown-alarm';

/** Rules that mute nothing. */
export const muteRules = rule<Id>({
  finds: {
    'mute-schedule': { level: 'error', means: 'the schedule of a mute rule has a wrong expression, duration or zone' },
    'mute-never-active': { level: 'warning', means: 'a mute rule ends before its first window, or has expired' },
    'mute-unknown-alarm': { level: 'warning', means: 'a mute rule names an alarm that the template lacks' },
  },
  find: (model, context) => [
    ...refusedByLoader(model),
    ...model.muteRules.flatMap((each) => schedule(each, context)),
    ...unknownAlarms(model),
  ],
});

/** The loader leaves out a rule that it cannot read, and says why. */
function refusedByLoader({ notRehearsed }: Model): Found<Id>[] {
  return notRehearsed
    .filter(({ where, what }) => where.endsWith('.Rule.Schedule') && !isUnknownValue(what))
    .map(({ where, what }) => ({ id: 'mute-schedule', where, what, advice: SCHEDULE_ADVICE }));
}

const SCHEDULE_ADVICE = 'Write cron(0 22 * * 6) or at(2026-01-31T22:00), a duration of PT1M to P15D, and an IANA zone.';

function schedule(mute: MuteRuleModel, { nowMs = Number.NEGATIVE_INFINITY }: FindingContext): Found<Id>[] {
  const { logicalId, durationSeconds, startMs, expireMs, expression, timeZone } = mute;
  if (isUnknownValue(expression) || isUnknownValue(timeZone)) return [];
  const wrong = (what: string): Found<Id>[] => [
    { id: 'mute-schedule', where: `${logicalId}.Rule.Schedule`, what, advice: SCHEDULE_ADVICE },
  ];
  if (durationSeconds < MINUTE || durationSeconds > LONGEST) {
    return wrong(`a window lasts 1 minute to 15 days, not ${durationSeconds} s`);
  }
  try {
    muteSchedule(mute);
  } catch (error) {
    return wrong((error as Error).message);
  }
  const firstMs = firstWindow(mute);
  const never = (what: string): Found<Id>[] => {
    const advice = 'Remove the rule, or give it dates within which its schedule has a window.';
    return [{ id: 'mute-never-active', where: logicalId, what, advice }];
  };
  if (expireMs !== undefined && firstMs >= expireMs) {
    return never(`it expires (${dayOf(expireMs)}) before ${startMs === undefined ? 'its window begins' : 'it starts'}`);
  }
  const endMs = Math.min(expireMs ?? Number.POSITIVE_INFINITY, lastWindowEnd(mute));
  return endMs <= nowMs ? never(`its last window ended on ${dayOf(endMs)}`) : [];
}

/** When the rule can be active first, as far as that is certain. */
function firstWindow({ expression, timeZone, startMs = Number.NEGATIVE_INFINITY }: MuteRuleModel): number {
  const once = onceMs(expression, timeZone);
  return once === undefined ? startMs : once < startMs ? Number.POSITIVE_INFINITY : once;
}

function lastWindowEnd({ expression, timeZone, durationSeconds }: MuteRuleModel): number {
  const once = onceMs(expression, timeZone);
  return once === undefined ? Number.POSITIVE_INFINITY : once + durationSeconds * 1000;
}

/** The instant of `at(…)`; `undefined` for a schedule that recurs. */
function onceMs(expression: string, zone: string): number | undefined {
  const text = /^at\((.*)\)$/.exec(expression.trim())?.[1];
  return text === undefined ? undefined : DateTime.fromISO(text.trim(), { zone }).toMillis();
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16);
}

function unknownAlarms(model: Model): Found<Id>[] {
  return model.muteRules.flatMap(({ logicalId, alarmNames }) =>
    alarmNames.flatMap((target, index): Found<Id>[] => {
      const what = unknownAlarm(target, model);
      if (what === undefined) return [];
      const advice = 'Name an alarm that exists, best by reference; CloudWatch does not check it.';
      return [{ id: 'mute-unknown-alarm', where: `${logicalId}.MuteTargets.AlarmNames[${index}]`, what, advice }];
    }),
  );
}
