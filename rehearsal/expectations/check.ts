import type { Rehearsal } from '../rehearse';
import { alarmNamed } from './alarm-named';
import type { Expectation, Failure } from './expectation';
import { matching, messagesOf } from './messages';
import { type AlarmCourse, missOf } from './miss';
import { notifiesSummary } from './notifies-text';

/**
 * What a run does not meet, in the order of `expectations`; empty when it meets them all. Each failure carries its
 * expectation. Throws a `ScenarioError` for an alarm that the template does not have.
 */
export function checkExpectations(rehearsal: Rehearsal, expectations: readonly Expectation[]): Failure[] {
  return expectations.flatMap((expectation) => failureOf(rehearsal, expectation) ?? []);
}

function failureOf(rehearsal: Rehearsal, expectation: Expectation): Failure | undefined {
  if (expectation.kind === 'notifies') {
    const found = matching(messagesOf(rehearsal.record), expectation);
    const { times } = expectation;
    if (times === undefined ? found.length > 0 : found.length === times) return undefined;
    const summary = notifiesSummary(expectation, found.length, rehearsal.record.startMs);
    return { expectation, summary, text: summary };
  }
  const { name } = alarmNamed(rehearsal.model, expectation.alarm);
  const miss = missOf(expectation, courseOf(rehearsal, name));
  if (miss === undefined) return undefined;
  const summary = `${name}: ${miss.summary}`;
  return { expectation, summary, text: summary };
}

/** What the alarm `name` did in a run. */
export function courseOf({ record }: Pick<Rehearsal, 'record'>, name: string): AlarmCourse {
  const { startMs, endMs, alarms } = record;
  return { startMs, endMs, transitions: alarms.find((alarm) => alarm.name === name)?.transitions ?? [] };
}
