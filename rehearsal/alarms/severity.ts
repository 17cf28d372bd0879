import type { AlarmModel, CompositeAlarmModel } from '../template/model';

export type Severity = 'page' | 'ticket' | 'info';

/** What an alarm asks of people, if its tag says so; alarms of other people's templates have none. */
export function severityOf({ tags }: Pick<AlarmModel | CompositeAlarmModel, 'tags'>): Severity | undefined {
  const severity = tags['golden-signals:severity'];
  return severity === 'page' || severity === 'ticket' || severity === 'info' ? severity : undefined;
}
