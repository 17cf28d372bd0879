import { readAlarmData } from '../alarm-data';
import { nested, textOf } from '../fields';
import type { Reader } from '../reader';

/** What an alarm's Lambda action hands to a function. */
export const readAlarmAction: Reader = ({ fields }, severity) => {
  if (fields === undefined || !Object.hasOwn(fields, 'alarmData')) return undefined;
  return readAlarmData({
    data: nested(fields, 'alarmData'),
    alarmArn: textOf(fields, 'alarmArn'),
    account: textOf(fields, 'accountId'),
    region: textOf(fields, 'region'),
    time: textOf(fields, 'time'),
    around: fields,
    severity,
  });
};
