import type { Rehearsal } from '../rehearse';
import { chainLines } from './chain-lines';
import type { Failure } from './expectation';
import { hasText, isInMinute, isOnChannel, type Message, matching, messagesOf, type Notifies } from './messages';
import { columns, paragraph } from './paragraph';
import { shortened } from './shortened';
import { sinceStart } from './since-start';

const MINUTE_MS = 60_000;
const MOST_MESSAGES = 6;

/** The failure of an expectation about messages; `undefined` when it is met. */
export function missedMessage(rehearsal: Rehearsal, expectation: Notifies): Failure | undefined {
  const messages = messagesOf(rehearsal.record);
  const found = matching(messages, expectation);
  const { times } = expectation;
  if (times === undefined ? found.length > 0 : found.length === times) return undefined;
  const { startMs } = rehearsal.record;
  const summary = `expected ${meantText(expectation, startMs)}, but ${foundText(messages, found, expectation, startMs)}`;
  const lines =
    times !== undefined && found.length > times
      ? ['  These were:', ...messageLines(found, startMs)]
      : [...toldLines(messages, expectation, startMs), '', ...chainLines(rehearsal, expectation)];
  return { expectation, summary, text: [summary, '', ...lines].join('\n').trimEnd() };
}

/** The failure of an expectation that must not be met and is. */
export function contradictedMessage({ record }: Pick<Rehearsal, 'record'>, expectation: Notifies): Failure {
  const { startMs } = record;
  const found = matching(messagesOf(record), expectation);
  if (found.length === 0) {
    const summary = `expected something else than ${meantText(expectation, startMs)}, but there was none`;
    return { expectation, summary, text: summary };
  }
  const { times, ...meant } = expectation;
  const summary =
    times === undefined
      ? `expected ${meantText({ ...meant, times: 0 }, startMs)}, but ${foundText([], found, meant, startMs)}`
      : `expected another number than ${meantText(expectation, startMs)}`;
  return { expectation, summary, text: [summary, '', '  These were:', ...messageLines(found, startMs)].join('\n') };
}

/** The failure of a message that no expectation covers. */
export function surprisingMessage({ record }: Pick<Rehearsal, 'record'>, message: Message): Failure {
  const { startMs, alarms } = record;
  const { atMs, to, how } = message;
  const what = how === 'email' ? `e-mail to ${to}` : `message on ${to}`;
  const summary = `${what} at ${sinceStart(minuteOf(atMs, startMs), startMs)}, and no expectation covers it`;
  const changes = alarms.flatMap(({ name, transitions }) =>
    transitions
      .filter((change) => change.atMs <= atMs && change.atMs > atMs - MINUTE_MS)
      .map((change) => `${name} became ${change.state} at ${sinceStart(change.atMs, startMs)}`),
  );
  const before = changes.length === 0 ? 'no alarm changed' : changes.slice(0, MOST_MESSAGES).join(', ');
  const lines = [...messageLines([message], startMs), '', ...paragraph(`In the minute before it: ${before}.`, 2)];
  return { summary, text: [summary, '', ...lines].join('\n') };
}

/** `a message on #ops with /errors-high/ at 11m`. */
function meantText({ channel, text, atMs, times }: Notifies, startMs: number): string {
  const count =
    times === undefined ? 'a message' : times === 0 ? 'no message' : times === 1 ? '1 message' : `${times} messages`;
  const where = channel === '*' ? 'on any channel' : channel.includes('@') ? `to ${channel}` : `on ${channel}`;
  const what = text === undefined ? '' : ` with ${typeof text === 'string' ? JSON.stringify(text) : text}`;
  return `${count} ${where}${what}${atMs === undefined ? '' : ` at ${sinceStart(atMs, startMs)}`}`;
}

function foundText(
  messages: readonly Message[],
  found: readonly Message[],
  expectation: Notifies,
  startMs: number,
): string {
  if (found.length > 0) return found.length === 1 ? 'there was 1' : `there were ${found.length}`;
  const { atMs: _atMs, ...anyTime } = expectation;
  const times = matching(messages, anyTime).map(({ atMs }) => sinceStart(minuteOf(atMs, startMs), startMs));
  if (times.length > 0) return `it came at ${[...new Set(times)].slice(0, 3).join(', ')}`;
  const told = messages.some((each) => isOnChannel(each, expectation.channel) && isInMinute(each, expectation.atMs));
  return told ? 'what was told there is another text' : 'there was none';
}

/** What the channel was told around then, and who else was told something. */
function toldLines(messages: readonly Message[], expectation: Notifies, startMs: number): string[] {
  const { channel, text, atMs } = expectation;
  const near = messages.filter(
    (each) => atMs === undefined || (each.atMs >= atMs - MINUTE_MS && each.atMs < atMs + 5 * MINUTE_MS),
  );
  const when = atMs === undefined ? 'in the whole run' : `around ${sinceStart(atMs, startMs)}`;
  const here = near.filter((each) => isOnChannel(each, channel));
  const elsewhere = near.filter((each) => !isOnChannel(each, channel) && hasText(each, text));
  const name = channel === '*' ? 'All channels' : channel;
  const channels = [...new Set(messages.map(({ to }) => to))];
  const known =
    channel === '*' || messages.some((each) => isOnChannel(each, channel))
      ? []
      : [
          `  ${channels.length === 0 ? 'Nobody was told anything in this run.' : `Channels of this run: ${channels.join(', ')}.`}`,
        ];
  return [
    `  ${name} ${when}: ${here.length === 0 ? 'nothing.' : ''}`.trimEnd(),
    ...messageLines(here, startMs),
    ...(elsewhere.length === 0 ? known : ['  Told elsewhere:', ...messageLines(elsewhere, startMs)]),
  ];
}

function messageLines(messages: readonly Message[], startMs: number): string[] {
  const rows = messages.slice(0, MOST_MESSAGES).map(({ atMs, to, text, how }) => {
    const shown = shortened(how === 'edit' ? `(edited) ${text}` : text, 60);
    return [sinceStart(Math.floor(atMs / 1000) * 1000, startMs), to, shown];
  });
  const more = messages.length - rows.length;
  return [...columns(rows, 4), ...(more > 0 ? [`    and ${more} more`] : [])];
}

function minuteOf(atMs: number, startMs: number): number {
  return startMs + Math.floor((atMs - startMs) / MINUTE_MS) * MINUTE_MS;
}
