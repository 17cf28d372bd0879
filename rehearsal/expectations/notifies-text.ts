import type { Expectation } from './expectation';
import { sinceStart } from './since-start';

type Notifies = Extract<Expectation, { kind: 'notifies' }>;

/** `expected a message on #ops with /errors-high/ at 11m, but there was none`. */
export function notifiesSummary(expectation: Notifies, found: number, startMs: number): string {
  const { times } = expectation;
  const count =
    times === undefined ? 'a message' : times === 0 ? 'no message' : `${times} message${times === 1 ? '' : 's'}`;
  const actual = found === 0 ? 'there was none' : `there ${found === 1 ? 'was 1' : `were ${found}`}`;
  return `expected ${count} ${meantText(expectation, startMs)}, but ${actual}`;
}

/** `on #ops with /errors-high/ at 11m`. */
export function meantText({ channel, text, atMs }: Notifies, startMs: number): string {
  const where = channel === '*' ? 'on any channel' : channel.includes('@') ? `to ${channel}` : `on ${channel}`;
  const what = text === undefined ? '' : ` with ${typeof text === 'string' ? JSON.stringify(text) : text}`;
  return `${where}${what}${atMs === undefined ? '' : ` at ${sinceStart(atMs, startMs)}`}`;
}
