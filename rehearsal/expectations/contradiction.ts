import type { Rehearsal } from '../rehearse';
import { contradictedAlarm } from './alarm-failure';
import { alarmNamed } from './alarm-named';
import type { Expectation, Failure } from './expectation';
import { contradictedMessage } from './message-failure';

/** What to tell when an expectation is met and a test says that it must not be. */
export function contradiction(rehearsal: Rehearsal, expectation: Expectation): Failure {
  if (expectation.kind === 'notifies') return contradictedMessage(rehearsal, expectation);
  return contradictedAlarm(rehearsal, alarmNamed(rehearsal.model, expectation.alarm), expectation);
}
