import type { Rehearsal } from '../rehearse';
import type { RunRecord } from '../run-record';
import { ScenarioError } from '../scenario/scenario';
import { missedAlarm } from './alarm-failure';
import { alarmNamed } from './alarm-named';
import type { Expectation, Failure } from './expectation';
import { missedMessage } from './message-failure';
import { type AlarmExpectation, courseOf, missOf } from './miss';
import { sinceStart } from './since-start';

/**
 * What a run does not meet, in the order of `expectations`; empty when it meets them all. Each failure carries its
 * expectation. Throws a `ScenarioError` for an alarm that the template does not have and for a time outside the run.
 */
export function checkExpectations(rehearsal: Rehearsal, expectations: readonly Expectation[]): Failure[] {
  return expectations.flatMap((expectation) => failureOf(rehearsal, expectation, expectations) ?? []);
}

function failureOf(rehearsal: Rehearsal, expectation: Expectation, all: readonly Expectation[]): Failure | undefined {
  refuseTimesOutside(rehearsal.record, expectation);
  if (expectation.kind === 'notifies') return missedMessage(rehearsal, expectation);
  const alarm = alarmNamed(rehearsal.model, expectation.alarm);
  const miss = missOf(expectation, courseOf(rehearsal, alarm.name));
  if (miss === undefined) return undefined;
  return missedAlarm(rehearsal, alarm, expectation, miss, expectationsAbout(alarm.name, rehearsal, all));
}

/** The expectations about one alarm, whichever of its names they use. */
export function expectationsAbout(
  name: string,
  { model }: Pick<Rehearsal, 'model'>,
  expectations: readonly Expectation[],
): AlarmExpectation[] {
  return expectations.filter(
    (each): each is AlarmExpectation => each.kind !== 'notifies' && alarmNamed(model, each.alarm).name === name,
  );
}

/** A test that expects something after the end would never fail when it says `not`. */
function refuseTimesOutside({ startMs, endMs }: RunRecord, expectation: Expectation): void {
  for (const atMs of timesOf(expectation)) {
    const at = sinceStart(atMs, startMs);
    if (atMs > endMs) throw new ScenarioError(`${at} is after the end of the run, ${sinceStart(endMs, startMs)}`);
    if (atMs < startMs) throw new ScenarioError(`${at} is before the start of the run`);
  }
  if (expectation.kind !== 'stays') return;
  const { fromMs = startMs, toMs = endMs + 1 } = expectation;
  if (fromMs < toMs) return;
  throw new ScenarioError(`from ${sinceStart(fromMs, startMs)} to ${sinceStart(toMs, startMs)} is no time at all`);
}

function timesOf(expectation: Expectation): number[] {
  switch (expectation.kind) {
    case 'timeline':
      return expectation.states.map(({ atMs }) => atMs);
    case 'stays':
      return [expectation.fromMs ?? [], expectation.toMs ?? []].flat();
    default:
      return expectation.atMs === undefined ? [] : [expectation.atMs];
  }
}
