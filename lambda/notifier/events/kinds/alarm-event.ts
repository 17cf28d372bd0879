import { readAlarmData } from '../alarm-data';
import { nested, textOf } from '../fields';
import type { Reader } from '../reader';

const DETAIL_TYPES = ['CloudWatch Alarm State Change', 'CloudWatch Alarm Contributor State Change'];

/** A change of state as EventBridge tells it. */
export const readAlarmEvent: Reader = ({ fields }, severity) => {
  if (fields === undefined || !DETAIL_TYPES.includes(textOf(fields, 'detail-type') ?? '')) return undefined;
  const resources: readonly unknown[] = Array.isArray(fields.resources) ? fields.resources : [];
  return readAlarmData({
    data: nested(fields, 'detail'),
    alarmArn: resources.find((resource) => typeof resource === 'string'),
    account: textOf(fields, 'account'),
    region: textOf(fields, 'region'),
    time: textOf(fields, 'time'),
    around: fields,
    severity,
  });
};
