import { nested, textOf, timeOf } from '../fields';
import { gistOf } from '../gist';
import type { Reader } from '../reader';

/** Alarm events that have a reader of their own. */
const ALARM_EVENT = /^CloudWatch Alarm (Contributor )?State Change$/;

/** Any other EventBridge event: a pipeline that failed, a finding, a change of an alarm's configuration. */
export const readAwsEvent: Reader = ({ fields, text, messageId, sentAtMs }, severity) => {
  const detailType = textOf(fields, 'detail-type');
  if (fields === undefined || detailType === undefined || ALARM_EVENT.test(detailType)) return undefined;
  const detail = nested(fields, 'detail');
  const subject = textOf(detail, 'title', 'alarmName', 'jobName', 'pipeline', 'eventTypeCode', 'name');
  return {
    kind: 'message',
    id: textOf(fields, 'id') ?? messageId ?? text,
    name: subject === undefined ? detailType : `${detailType}: ${subject}`,
    severity,
    reason: gistOf(detail),
    changedAtMs: timeOf(textOf(fields, 'time')) ?? sentAtMs,
    account: textOf(fields, 'account'),
    region: textOf(fields, 'region'),
    children: [],
  };
};
