import type { Rehearsal } from '../rehearse';
import { surprisingAlarm } from './alarm-failure';
import { alarmNamed } from './alarm-named';
import { expectationsAbout } from './check';
import type { Expectation, Failure, StateAt } from './expectation';
import { surprisingMessage } from './message-failure';
import { isMeant, type Message, messagesOf } from './messages';
import { type AlarmCourse, type AlarmExpectation, courseOf, missOf } from './miss';

/**
 * What happened and what no expectation covers, in order of time: a change to ALARM, a chat message, an e-mail. An
 * alarm whose whole timeline is expected is covered. So is what follows a message that is covered: its edits and the
 * answers in its thread. The e-mails that new alarms send when they first become OK are no surprise.
 * Throws a `ScenarioError` for an alarm that the template does not have.
 */
export function checkStrict(rehearsal: Rehearsal, expectations: readonly Expectation[]): Failure[] {
  return [...unexpectedAlarms(rehearsal, expectations), ...unexpectedMessages(rehearsal, expectations)]
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ failure }) => failure);
}

type Course = AlarmCourse['transitions'];

interface Surprise {
  readonly atMs: number;
  readonly failure: Failure;
}

function unexpectedAlarms(rehearsal: Rehearsal, expectations: readonly Expectation[]): Surprise[] {
  const { record, model } = rehearsal;
  return record.alarms.flatMap(({ name, transitions }) => {
    if (!transitions.some(({ state }) => state === 'ALARM')) return [];
    const about = expectationsAbout(name, rehearsal, expectations);
    const course = courseOf(rehearsal, name);
    const kept = about.filter((each) => missOf(each, course) === undefined);
    const isGood = (others: Course) =>
      surprises(others, about, record.endMs).length === 0 &&
      kept.every((each) => missOf(each, { ...course, transitions: others }) === undefined);
    return surprises(transitions, about, record.endMs).map(({ atMs }) => ({
      atMs,
      failure: surprisingAlarm(rehearsal, alarmNamed(model, name), atMs, isGood),
    }));
  });
}

/** The changes to ALARM that no expectation speaks of. */
function surprises(transitions: Course, about: readonly AlarmExpectation[], endMs: number): StateAt[] {
  return transitions.filter((change, index) => {
    const untilMs = transitions[index + 1]?.atMs ?? endMs + 1;
    return change.state === 'ALARM' && !about.some((expectation) => covers(expectation, change, untilMs));
  });
}

/** Whether an expectation about the alarm speaks of this time in ALARM; if it is wrong, it has failed already. */
function covers(expectation: AlarmExpectation, { atMs }: StateAt, untilMs: number): boolean {
  switch (expectation.kind) {
    case 'timeline':
      return true;
    case 'state':
      return expectation.atMs >= atMs && expectation.atMs < untilMs;
    case 'becomes':
      return expectation.state === 'ALARM' && (expectation.atMs === undefined || expectation.atMs === atMs);
    case 'stays': {
      const { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY } = expectation;
      return fromMs < untilMs && toMs > atMs;
    }
  }
}

function unexpectedMessages(rehearsal: Rehearsal, expectations: readonly Expectation[]): Surprise[] {
  const { record } = rehearsal;
  const messages = messagesOf(record);
  const wanted = expectations.flatMap((expectation) =>
    expectation.kind === 'notifies' && expectation.times !== 0 ? [expectation] : [],
  );
  const covered = new Set(
    messages.filter((message) => wanted.some((each) => isMeant(message, each))).map(({ id }) => id),
  );
  const isCovered = ({ id, threadId }: Message) => covered.has(id) || (threadId !== undefined && covered.has(threadId));
  return messages
    .filter((message) => message.how !== 'edit' && !isCovered(message) && !isFirstOk(rehearsal, message))
    .map((message) => ({ atMs: message.atMs, failure: surprisingMessage(rehearsal, message) }));
}

/** The e-mail of a new alarm that becomes OK: `OK: "errors-high" in …`. */
function isFirstOk(rehearsal: Rehearsal, { how, text, atMs }: Message): boolean {
  if (how !== 'email') return false;
  const name = /^OK: "(.*)" in /.exec(text)?.[1];
  if (name === undefined) return false;
  const first = courseOf(rehearsal, name).transitions[0];
  return first?.state === 'OK' && atMs - first.atMs < 60_000 && atMs >= first.atMs;
}
