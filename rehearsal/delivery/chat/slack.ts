import { isRecord } from '../../../template/template-file';
import type { OutsideRequest } from '../../handlers/invocation';
import type { ChatPost } from '../../run-record';
import { stableId } from '../../template/stack-context';
import type { ChatAnswer, ChatVendor } from './chat-sink';
import { slackRefusalOf } from './slack-limits';

/** What Slack accepts in a rehearsal. */
export interface SlackOptions {
  /** The bot token that is valid; any other is answered with `invalid_auth`. */
  readonly botToken?: string;
  /** The incoming webhooks that exist: full URLs. */
  readonly webhookUrls?: readonly string[];
}

type Body = Readonly<Record<string, unknown>>;

const vendor = 'slack';

/** Slack's Web API (`chat.postMessage`, `chat.update`, `auth.test`) and its incoming webhooks. */
export function slack(options: SlackOptions): ChatVendor {
  return {
    name: vendor,
    handles: ({ hostname }) => hostname === 'slack.com' || hostname === 'hooks.slack.com',
    answer: (request, url, posts) =>
      url.hostname === 'hooks.slack.com' ? webhook(options, request, url, posts) : method(options, request, url, posts),
    rateLimited: (retryAfterSeconds) => ({
      statusCode: 429,
      headers: { 'retry-after': String(retryAfterSeconds), 'content-type': 'application/json' },
      body: JSON.stringify({ ok: false, error: 'ratelimited' }),
    }),
  };
}

/** The Web API answers with HTTP 200 and says in the body whether it worked. */
function method({ botToken }: SlackOptions, request: OutsideRequest, url: URL, posts: readonly ChatPost[]): ChatAnswer {
  const body = bodyOf(request);
  const bearer = /^Bearer (.+)$/.exec(header(request, 'authorization') ?? '')?.[1];
  const token = bearer ?? (typeof body?.token === 'string' ? body.token : undefined);
  if (token === undefined) return refused('not_authed');
  if (token !== botToken) return refused('invalid_auth');
  switch (url.pathname) {
    case '/api/auth.test':
      return accepted({
        url: 'https://example.slack.com/',
        team: 'Rehearsal',
        user: 'golden-signals',
        bot_id: 'B0REHEARSAL',
      });
    case '/api/chat.postMessage':
      return body === undefined ? refused('invalid_json') : postMessage(body, request.atMs, posts);
    case '/api/chat.update':
      return body === undefined ? refused('invalid_json') : updateMessage(body, request.atMs, posts);
    default:
      return refused('unknown_method');
  }
}

function postMessage(body: Body, atMs: number, posts: readonly ChatPost[]): ChatAnswer {
  if (typeof body.channel !== 'string' || body.channel === '') return refused('channel_not_found');
  const channel = nameOf(body.channel, posts);
  const threadId = typeof body.thread_ts === 'string' ? body.thread_ts : undefined;
  const parent = posts.some((post) => post.channel === channel && post.messageId === threadId);
  if (threadId !== undefined && !parent) return refused('thread_not_found');
  const refusal = slackRefusalOf(body);
  if (refusal !== undefined) return refused(refusal);
  const post = postOf(channel, body, atMs, posts, threadId);
  const ts = post.messageId;
  return accepted({ channel: channelIdOf(channel), ts, message: { text: body.text ?? '', ts } }, post);
}

function updateMessage(body: Body, atMs: number, posts: readonly ChatPost[]): ChatAnswer {
  // Unlike chat.postMessage, this method does not take a channel's name.
  if (typeof body.channel !== 'string' || !channelId.test(body.channel)) return refused('channel_not_found');
  const channel = nameOf(body.channel, posts);
  const original = posts.find((post) => post.channel === channel && post.messageId === body.ts);
  if (original === undefined) return refused('message_not_found');
  const refusal = slackRefusalOf(body);
  if (refusal !== undefined) return refused(refusal);
  const { messageId, threadId } = original;
  const inThread = threadId === undefined ? {} : { threadId };
  const post = { atMs, vendor, channel, messageId, ...inThread, updates: messageId, body: withoutToken(body) };
  return accepted({ channel: channelIdOf(channel), ts: messageId, text: body.text ?? '' }, post);
}

const channelId = /^[CDG][0-9A-Z]{8,}$/;

/** The id that Slack gives a channel that was named `#alerts` or `alerts`. */
function channelIdOf(channel: string): string {
  return channelId.test(channel) ? channel : `C${stableId(channel.replace(/^#/, ''), 10).toUpperCase()}`;
}

/** The channel as it was called first, so that the record shows `#alerts` also where a post says its id. */
function nameOf(channel: string, posts: readonly ChatPost[]): string {
  return posts.find((post) => channelIdOf(post.channel) === channelIdOf(channel))?.channel ?? channel;
}

/** Webhooks answer in plain text, errors with an HTTP status of their own, and give no message id. */
function webhook(options: SlackOptions, request: OutsideRequest, url: URL, posts: readonly ChatPost[]): ChatAnswer {
  const refuse = (statusCode: number, error: string): ChatAnswer => ({
    response: { statusCode, body: error },
    refusal: error,
  });
  if (!options.webhookUrls?.includes(`${url.origin}${url.pathname}`)) return refuse(404, 'no_service');
  const body = bodyOf(request);
  if (body === undefined) return refuse(400, 'invalid_payload');
  const refusal = slackRefusalOf(body);
  if (refusal !== undefined) return refuse(400, refusal);
  // The last part of the path is the webhook's secret.
  const channel = `${url.hostname}${url.pathname.slice(0, url.pathname.lastIndexOf('/'))}`;
  return { response: { statusCode: 200, body: 'ok' }, post: postOf(channel, body, request.atMs, posts) };
}

function postOf(channel: string, body: Body, atMs: number, posts: readonly ChatPost[], threadId?: string): ChatPost {
  const messageId = timestampOf(atMs, posts);
  return {
    atMs,
    vendor,
    channel,
    messageId,
    ...(threadId === undefined ? {} : { threadId }),
    body: withoutToken(body),
  };
}

/** Slack's message id: the time in seconds, with digits behind the point that make it unique. */
function timestampOf(atMs: number, posts: readonly ChatPost[]): string {
  const millis = Math.floor(atMs);
  const taken = posts.filter((post) => Math.floor(post.atMs) === millis && post.updates === undefined).length;
  const micros = (millis % 1000) * 1000 + 100 + taken;
  return `${Math.floor(millis / 1000)}.${String(micros).padStart(6, '0')}`;
}

function accepted(members: Body, post?: ChatPost): ChatAnswer {
  return { response: json({ ok: true, ...members }), ...(post === undefined ? {} : { post }) };
}

function refused(error: string): ChatAnswer {
  return { response: json({ ok: false, error }), refusal: error };
}

function json(body: Body): ChatAnswer['response'] {
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function withoutToken({ token: _token, ...body }: Body): Body {
  return body;
}

/** The request's members, from JSON or from a form; `undefined` when it is neither. */
function bodyOf(request: OutsideRequest): Body | undefined {
  if (header(request, 'content-type')?.startsWith('application/x-www-form-urlencoded')) {
    const form: Record<string, unknown> = Object.fromEntries(new URLSearchParams(request.body));
    for (const name of ['blocks', 'attachments']) if (typeof form[name] === 'string') form[name] = parse(form[name]);
    return typeof form.payload === 'string' ? asRecord(parse(form.payload)) : form;
  }
  return request.body === '' ? {} : asRecord(parse(request.body));
}

function asRecord(value: unknown): Body | undefined {
  return isRecord(value) ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function header(request: OutsideRequest, name: string): string | undefined {
  return Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];
}
