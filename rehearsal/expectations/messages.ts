import { isRecord } from '../../template/template-file';
import type { ChatPost, RunRecord } from '../run-record';
import type { Expectation } from './expectation';

/** An expectation about messages. */
export type Notifies = Extract<Expectation, { kind: 'notifies' }>;

/** One version of something that somebody was told: a chat post, an edit of one, or an e-mail. */
export interface Message {
  readonly atMs: number;
  /** Channel or address. */
  readonly to: string;
  /** All that a reader sees, a line for each part. */
  readonly text: string;
  readonly how: 'chat' | 'edit' | 'email';
  /** The same for all versions of one message. */
  readonly id: string;
  /** `id` of the first message of the thread that it is in. */
  readonly threadId?: string;
}

const MINUTE_MS = 60_000;

/** Everything that was told, in order of time. */
export function messagesOf({ posts, emails }: Pick<RunRecord, 'posts' | 'emails'>): Message[] {
  const told: Message[] = emails.map(({ atMs, to, subject, text }, index) => ({
    atMs,
    to,
    text: `${subject}\n${text}`,
    how: 'email',
    id: `email ${index}`,
  }));
  return [...posts.map(chatMessage), ...told].sort((a, b) => a.atMs - b.atMs);
}

/** The messages that an expectation means, each once: its first version that matches. */
export function matching(messages: readonly Message[], expectation: Notifies): Message[] {
  const found = new Map<string, Message>();
  for (const message of messages) {
    if (!found.has(message.id) && isMeant(message, expectation)) found.set(message.id, message);
  }
  return [...found.values()];
}

export function isMeant(message: Message, { channel, text, atMs }: Notifies): boolean {
  return isOnChannel(message, channel) && isInMinute(message, atMs) && hasText(message, text);
}

export function isOnChannel({ to }: Message, channel: string): boolean {
  return channel === '*' || to.replace(/^#/, '') === channel.replace(/^#/, '');
}

export function isInMinute(message: Message, atMs: number | undefined): boolean {
  return atMs === undefined || (message.atMs >= atMs && message.atMs < atMs + MINUTE_MS);
}

/** `search` and not `test`: a pattern with the flag g would remember where it was. */
export function hasText({ text }: Message, wanted: RegExp | string | undefined): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? text.includes(wanted) : text.search(wanted) >= 0;
}

function chatMessage({ atMs, vendor, channel, messageId, updates, threadId, body }: ChatPost): Message {
  const idOf = (id: string) => `${vendor} ${channel} ${id}`;
  return {
    atMs,
    to: channel,
    text: [...new Set(textsIn(body))].join('\n'),
    how: updates === undefined ? 'chat' : 'edit',
    id: idOf(updates ?? messageId),
    ...(threadId === undefined ? {} : { threadId: idOf(threadId) }),
  };
}

/** Members of a chat body that a reader sees. */
const SHOWN = new Set(['text', 'title', 'fallback', 'pretext', 'value', 'summary', 'footer', 'subtitle', 'content']);

function textsIn(value: unknown, key = ''): string[] {
  // As Slack shows it: these three are all that it escapes.
  if (typeof value === 'string')
    return SHOWN.has(key) ? [value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')] : [];
  if (Array.isArray(value)) return value.flatMap((each) => textsIn(each, key));
  return isRecord(value) ? Object.entries(value).flatMap(([name, member]) => textsIn(member, name)) : [];
}
