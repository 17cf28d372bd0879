import type { Severity, TopicModel } from './model';
import type { Properties } from './properties';

/** Of an alarm, or of a topic and with it of all alarms that go there. */
export function severityTag(properties: Properties): { severity?: Severity } {
  const tag = properties.entries('Tags').find((each) => each.text('Key') === 'golden-signals:severity');
  const severity = tag?.text('Value');
  return severity === 'page' || severity === 'ticket' || severity === 'info' ? { severity } : {};
}

/** The alarms, those without a tag of their own with the severity of the first topic that has one. */
export function withSeverities<
  Alarm extends { readonly severity?: Severity; readonly alarmActions: readonly string[] },
>(alarms: readonly Alarm[], topics: readonly TopicModel[]): Alarm[] {
  const byArn = new Map(topics.flatMap(({ arn, severity }) => (severity === undefined ? [] : [[arn, severity]])));
  return alarms.map((alarm) => {
    const severity = alarm.severity ?? alarm.alarmActions.map((arn) => byArn.get(arn)).find(Boolean);
    return severity === undefined ? alarm : { ...alarm, severity };
  });
}
