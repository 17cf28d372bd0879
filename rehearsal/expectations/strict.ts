import type { Rehearsal } from '../rehearse';
import { alarmNamed } from './alarm-named';
import { courseOf } from './check';
import type { Expectation, Failure, StateAt } from './expectation';
import { isMeant, type Message, messagesOf } from './messages';
import { sinceStart } from './since-start';

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

interface Surprise {
  readonly atMs: number;
  readonly failure: Failure;
}

function unexpectedAlarms(rehearsal: Rehearsal, expectations: readonly Expectation[]): Surprise[] {
  const { record, model } = rehearsal;
  const about = expectations.flatMap((expectation) =>
    expectation.kind === 'notifies' ? [] : [{ ...expectation, alarm: alarmNamed(model, expectation.alarm).name }],
  );
  return record.alarms.flatMap(({ name, transitions }) =>
    transitions.flatMap((change, index) => {
      if (change.state !== 'ALARM') return [];
      const untilMs = transitions[index + 1]?.atMs ?? record.endMs + 1;
      if (about.some((expectation) => expectation.alarm === name && covers(expectation, change, untilMs))) return [];
      const summary = `${name}: became ALARM at ${sinceStart(change.atMs, record.startMs)}, which no expectation covers`;
      return [{ atMs: change.atMs, failure: { summary, text: summary } }];
    }),
  );
}

/** Whether an expectation about the alarm speaks of this time in ALARM; if it is wrong, it has failed already. */
function covers(expectation: Exclude<Expectation, { kind: 'notifies' }>, { atMs }: StateAt, untilMs: number): boolean {
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
    .map((message) => {
      const { atMs, to, text, how } = message;
      const what = how === 'email' ? `e-mail to ${to}` : `message on ${to}`;
      const summary = `${what} at ${sinceStart(atMs, record.startMs)}, which no expectation covers: ${text.split('\n')[0]}`;
      return { atMs, failure: { summary, text: summary } };
    });
}

/** The e-mail of a new alarm that becomes OK: `OK: "errors-high" in …`. */
function isFirstOk(rehearsal: Rehearsal, { how, text, atMs }: Message): boolean {
  if (how !== 'email') return false;
  const name = /^OK: "(.*)" in /.exec(text)?.[1];
  if (name === undefined) return false;
  const first = courseOf(rehearsal, name).transitions[0];
  return first?.state === 'OK' && atMs - first.atMs < 60_000 && atMs >= first.atMs;
}
