import type { Alert } from '../alert';
import { textOf } from '../events/fields';
import type { HttpAnswer } from '../http';
import type { Channel, SendContext, Sent } from './channel';
import { readApiAnswer, readWebhookAnswer, type SlackAnswer } from './slack/answer';
import { readCredential } from './slack/credential';
import { messageOf, resolvedMessageOf, type SlackMessage } from './slack/message';

const API = 'https://slack.com/api';

/** Slack does not take the form of the message: its text alone is better than nothing. */
const FORM_REFUSED: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'invalid_payload',
  'msg_blocks_too_long',
  'msg_too_long',
]);

/** The first message is gone: the alert still has to be said. */
const THREAD_LOST: ReadonlySet<string> = new Set([
  'thread_not_found',
  'invalid_thread_ts',
  'message_not_found',
  'cannot_reply_to_message',
]);

/** Slack, by bot token (threads, updates) or by incoming webhook (plain posts). */
export const slack: Channel = {
  vendor: 'slack',
  async send(alert, context) {
    const credential = readCredential(context.secret);
    if (credential === undefined) {
      const why = 'Slack: the secret is neither a bot token (xoxb-…) nor a webhook URL (https://hooks.slack.com/…)';
      return { outcome: 'broken', why, secretSuspect: true };
    }
    if (credential.kind === 'webhook') return postToWebhook(alert, context, credential.url);
    if (context.target === undefined) {
      return { outcome: 'broken', why: 'Slack: the route names no channel, which a bot token needs' };
    }
    return postAsBot(alert, context, context.target, credential.token);
  },
};

async function postToWebhook(alert: Alert, context: SendContext, url: string): Promise<Sent> {
  const message = messageOf(alert, context);
  const post = async (body: object) => readWebhookAnswer(await context.http({ url, body }), context.nowMs);
  const first = await post(message);
  const refused = 'problem' in first && FORM_REFUSED.has(first.code ?? '');
  const answer = refused ? await post({ text: message.text }) : first;
  if ('problem' in answer) return answer.problem;
  return { outcome: 'delivered', ...remarkOf(refused ? [plainRemark(first)] : []) };
}

async function postAsBot(alert: Alert, context: SendContext, target: string, token: string): Promise<Sent> {
  const headers = { authorization: `Bearer ${token}` };
  const call = (method: string, body: object): Promise<HttpAnswer> =>
    context.http({ url: `${API}/${method}`, headers, body });
  const post = async (body: object) => readApiAnswer(await call('chat.postMessage', body), context.nowMs);

  const parent = parentOf(context);
  const message = messageOf(alert, context);
  const remarks: string[] = [];
  let place: object =
    parent === undefined ? { channel: target } : { channel: parent.channel, ...replyTo(parent.ts, context) };
  let answer = await post({ ...place, ...message });
  if ('problem' in answer && THREAD_LOST.has(answer.code ?? '')) {
    remarks.push(`posted anew, because the thread is gone (${answer.code})`);
    place = { channel: target };
    answer = await post({ ...place, ...message });
  }
  if ('problem' in answer && FORM_REFUSED.has(answer.code ?? '')) {
    remarks.push(plainRemark(answer));
    answer = await post({ ...place, text: message.text });
  }
  if ('problem' in answer) return answer.problem;

  const inThread = parent !== undefined && 'thread_ts' in place;
  if (inThread) remarks.push(...(await updateFirst(alert, context, message, parent, call)));
  const ts = textOf(answer.fields, 'ts');
  const posted = ts === undefined ? undefined : `${textOf(answer.fields, 'channel') ?? target}/${ts}`;
  const messageId = inThread ? context.thread?.messageId : posted;
  return { outcome: 'delivered', ...(messageId !== undefined && { messageId }), ...remarkOf(remarks) };
}

/** Shows in the first message how things stand. Best effort: the alert itself has been posted. */
async function updateFirst(
  alert: Alert,
  context: SendContext,
  message: SlackMessage,
  parent: { readonly channel: string; readonly ts: string },
  call: (method: string, body: object) => Promise<HttpAnswer>,
): Promise<readonly string[]> {
  const { thread } = context;
  if (thread === undefined || (thread.role !== 'resolved' && thread.role !== 'again')) return [];
  const content = thread.role === 'resolved' ? resolvedMessageOf(alert, { ...context, thread }) : message;
  const answer = readApiAnswer(await call('chat.update', { ...parent, ...content }), context.nowMs);
  return 'problem' in answer ? [`the first message could not be updated (${answer.problem.why})`] : [];
}

function replyTo(
  ts: string,
  { thread }: SendContext,
): {
  readonly thread_ts: string;
  readonly reply_broadcast?: true;
} {
  return { thread_ts: ts, ...(thread?.broadcast && { reply_broadcast: true }) };
}

/** The first message; its channel is an id there, which updates need and `#name` is not. */
function parentOf({ thread }: SendContext): { readonly channel: string; readonly ts: string } | undefined {
  const [channel, ts] = thread?.messageId?.split('/') ?? [];
  return channel === undefined || ts === undefined ? undefined : { channel, ts };
}

function plainRemark(answer: SlackAnswer): string {
  return `posted as plain text, because Slack refused its form (${'problem' in answer ? answer.code : 'unknown'})`;
}

function remarkOf(remarks: readonly string[]): { readonly remark?: string } {
  return remarks.length === 0 ? {} : { remark: remarks.join('; ') };
}
