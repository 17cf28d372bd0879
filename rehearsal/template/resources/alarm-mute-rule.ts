import { DateTime } from '../../vendor/luxon';
import type { Properties } from '../properties';
import type { ReadContext, ResourceType } from '../resource-type';
import { arnOf, derivedName } from '../stack-context';

const MINUTE = 60;
const DAY = 86_400;

export const alarmMuteRule: ResourceType = {
  type: 'AWS::CloudWatch::AlarmMuteRule',
  identify: (logicalId, stack, name) => {
    const ruleName = name('Name') ?? derivedName(stack, logicalId);
    return { ref: ruleName, attributes: { Arn: arnOf(stack, 'cloudwatch', `alarm-mute-rule:${ruleName}`) } };
  },
  read: ({ logicalId, identity, properties }, context) => {
    properties.harmless('Name', 'Description', 'Tags');
    const schedule = properties.section('Rule')?.section('Schedule');
    const expression = schedule?.text('Expression') ?? '';
    const durationSeconds = durationOf(schedule?.text('Duration') ?? '');
    const timeZone = schedule?.text('Timezone') ?? 'UTC';
    const startMs = instantOf(properties, 'StartDate', timeZone, context);
    const expireMs = instantOf(properties, 'ExpireDate', timeZone, context);
    const alarmNames = properties.section('MuteTargets')?.texts('AlarmNames') ?? [];
    const wrong = problemOf(expression, durationSeconds, timeZone);
    if (wrong !== undefined) {
      context.report(`${logicalId}.Rule.Schedule`, `${wrong}; the rule mutes nothing`);
      return {};
    }
    return {
      muteRules: [
        {
          logicalId,
          name: identity.ref,
          expression,
          durationSeconds: durationSeconds!,
          timeZone,
          ...(startMs === undefined ? {} : { startMs }),
          ...(expireMs === undefined ? {} : { expireMs }),
          alarmNames,
        },
      ],
    };
  },
};

function problemOf(expression: string, seconds: number | undefined, timeZone: string): string | undefined {
  if (!/^(cron\(\s*(\S+\s+){4}\S+\s*\)|at\(.+\))$/.test(expression)) {
    return `"${expression}" is neither cron(minute hour day month weekday) nor at(yyyy-MM-ddThh:mm)`;
  }
  if (seconds === undefined || seconds < MINUTE || seconds > 15 * DAY) return 'Duration is not within PT1M and P15D';
  return DateTime.utc().setZone(timeZone).isValid ? undefined : `"${timeZone}" is not a time zone`;
}

/** Seconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds. */
function durationOf(text: string): number | undefined {
  const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (parts === null) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return (weeks * 7 + days) * DAY + hours * 3600 + minutes * MINUTE + seconds;
}

/** A date without an offset is one in the schedule's time zone. */
function instantOf(properties: Properties, name: string, zone: string, { report }: ReadContext): number | undefined {
  const text = properties.text(name);
  if (text === undefined) return undefined;
  const date = DateTime.fromISO(text, { zone });
  if (date.isValid) return date.toMillis();
  report(`${properties.path}.${name}`, `"${text}" is not a date such as 2026-01-31T22:00; read as if it were not set`);
  return undefined;
}
