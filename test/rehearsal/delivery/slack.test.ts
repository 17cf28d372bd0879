import fc from 'fast-check';
import { at, botToken, RehearsedStack, startMs, webhookUrl } from './rehearsed-stack';

const channel = 'C0OPERATIONS';

async function send(
  stack: RehearsedStack,
  method: string,
  body: unknown,
  options: { atMs?: number; token?: string } = {},
) {
  const { atMs = startMs, token = botToken } = options;
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json; charset=utf-8' };
  const url = method.startsWith('https:') ? method : `https://slack.com/api/${method}`;
  const response = await stack.delivery.outside.request({
    functionName: 'notifier',
    atMs,
    method: 'POST',
    url,
    headers,
    body: JSON.stringify(body),
  });
  return { ...response!, json: response!.body.startsWith('{') ? JSON.parse(response!.body) : undefined };
}

const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } });

test('a message is answered with an id made of the virtual time, and recorded', async () => {
  const stack = new RehearsedStack({});
  const { json } = await send(stack, 'chat.postMessage', { channel, text: 'hello' });
  expect(json).toMatchObject({ ok: true, channel, ts: '1767603600.000100' });
  expect(stack.delivery.chat.posts).toEqual([
    { atMs: startMs, vendor: 'slack', channel, messageId: '1767603600.000100', body: { channel, text: 'hello' } },
  ]);
});

test('messages of one instant have different ids', async () => {
  const stack = new RehearsedStack({});
  const ids = [];
  for (const text of ['a', 'b']) ids.push((await send(stack, 'chat.postMessage', { channel, text })).json.ts);
  expect(new Set(ids).size).toBe(2);
});

test('an answer in a thread is recorded with the message that it answers', async () => {
  const stack = new RehearsedStack({});
  const { ts } = (await send(stack, 'chat.postMessage', { channel, text: 'ALARM' })).json;
  await send(stack, 'chat.postMessage', { channel, text: 'OK', thread_ts: ts }, { atMs: at(1) });
  expect(stack.delivery.chat.posts[1]).toMatchObject({ threadId: ts, atMs: at(1) });
});

test('an answer to a message that does not exist in the channel is refused', async () => {
  const stack = new RehearsedStack({});
  const { json } = await send(stack, 'chat.postMessage', { channel, text: 'OK', thread_ts: '1.000000' });
  expect(json).toEqual({ ok: false, error: 'thread_not_found' });
});

test('an update is recorded as an edit of the first message, in its thread', async () => {
  const stack = new RehearsedStack({});
  const { ts } = (await send(stack, 'chat.postMessage', { channel, text: 'ALARM' })).json;
  expect((await send(stack, 'chat.update', { channel, ts, text: 'resolved' })).json).toMatchObject({ ok: true, ts });
  expect(stack.delivery.chat.posts[1]).toMatchObject({ messageId: ts, updates: ts, body: { text: 'resolved' } });
  expect((await send(stack, 'chat.update', { channel, ts: '9.000000', text: 'x' })).json.error).toBe(
    'message_not_found',
  );
});

test('a channel that is named is answered with its id, which names the same channel from then on', async () => {
  const stack = new RehearsedStack({});
  const { json } = await send(stack, 'chat.postMessage', { channel: '#alerts', text: 'ALARM' });
  expect(json.channel).toMatch(/^C[0-9A-Z]{10}$/);
  await send(stack, 'chat.postMessage', { channel: json.channel, text: 'OK', thread_ts: json.ts });
  expect((await send(stack, 'chat.update', { channel: json.channel, ts: json.ts, text: 'done' })).json.ok).toBe(true);
  expect(stack.delivery.chat.posts.map((post) => post.channel)).toEqual(['#alerts', '#alerts', '#alerts']);
  const byName = await send(stack, 'chat.update', { channel: '#alerts', ts: json.ts, text: 'done' });
  expect(byName.json.error).toBe('channel_not_found');
});

test('a wrong token is refused with HTTP 200 and appears nowhere', async () => {
  const stack = new RehearsedStack({});
  const { statusCode, json } = await send(stack, 'chat.postMessage', { channel, text: 'x' }, { token: 'xoxb-wrong' });
  expect([statusCode, json]).toEqual([200, { ok: false, error: 'invalid_auth' }]);
  expect((await send(stack, 'auth.test', {})).json.ok).toBe(true);
  expect(stack.delivery.chat.posts).toEqual([]);
  expect(stack.trace.toJsonl()).not.toMatch(/xoxb/);
});

test.each([
  ['no text at all', { channel }, 'no_text'],
  ['no channel', { text: 'x' }, 'channel_not_found'],
  ['51 blocks', { channel, blocks: Array(51).fill(section(1)) }, 'invalid_blocks'],
  ['a section of 3,001 characters', { channel, blocks: [section(3001)] }, 'invalid_blocks'],
  ['an empty section', { channel, blocks: [section(0)] }, 'invalid_blocks'],
  [
    'a header of 151 characters',
    { channel, blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] },
    'invalid_blocks',
  ],
  [
    '11 fields',
    { channel, blocks: [{ type: 'section', fields: Array(11).fill({ type: 'mrkdwn', text: 'x' }) }] },
    'invalid_blocks',
  ],
  ['more than 13,200 characters in all', { channel, blocks: Array(5).fill(section(2900)) }, 'msg_blocks_too_long'],
  [
    'more than 13,200 characters in its attachments',
    { channel, attachments: [{ blocks: Array(5).fill(section(2900)) }] },
    'msg_blocks_too_long',
  ],
  ['101 attachments', { channel, text: 'x', attachments: Array(101).fill({ text: 'x' }) }, 'too_many_attachments'],
])('a message with %s is refused', async (_case, body, error) => {
  const stack = new RehearsedStack({});
  expect((await send(stack, 'chat.postMessage', body)).json).toEqual({ ok: false, error });
  expect(stack.eventsOf('chatRefused')).toEqual([expect.objectContaining({ reason: error })]);
});

test('a message at the limits is taken', async () => {
  const stack = new RehearsedStack({});
  const blocks = [...Array(4).fill(section(3000)), ...Array(46).fill(section(26))];
  expect((await send(stack, 'chat.postMessage', { channel, blocks })).json.ok).toBe(true);
});

test('whatever is posted, Slack answers and never breaks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.object({ maxDepth: 4 }), async (body) => {
      const { statusCode, json } = await send(new RehearsedStack({}), 'chat.postMessage', { channel, ...body });
      expect(statusCode).toBe(200);
      expect(typeof json.ok).toBe('boolean');
    }),
    { numRuns: 200 },
  );
});

describe('an incoming webhook', () => {
  test('answers ok in plain text, and the record shows it without its secret part', async () => {
    const stack = new RehearsedStack({});
    expect(await send(stack, webhookUrl, { text: 'hello' })).toMatchObject({ statusCode: 200, body: 'ok' });
    expect(stack.delivery.chat.posts[0]).toMatchObject({
      channel: 'hooks.slack.com/services/T0/B0',
      body: { text: 'hello' },
    });
    expect(JSON.stringify([stack.delivery.chat.posts, stack.trace.events])).not.toContain('the-secret-part');
  });

  test.each([
    ['that does not exist', 'https://hooks.slack.com/services/T0/B0/other', { text: 'x' }, 404, 'no_service'],
    ['without text', webhookUrl, {}, 400, 'no_text'],
    ['with a body that is no object', webhookUrl, [], 400, 'invalid_payload'],
  ])('%s is refused with a status', async (_case, url, body, statusCode, error) => {
    expect(await send(new RehearsedStack({}), url, body)).toMatchObject({ statusCode, body: error });
  });
});

describe('a fault of the scenario', () => {
  const window = { fromMs: at(1), toMs: at(2) };

  test.each([
    ['rate limit', { kind: 'rateLimit', retryAfterSeconds: 30 }, { statusCode: 429, headers: { 'retry-after': '30' } }],
    ['server error', { kind: 'serverError' }, { statusCode: 500 }],
    ['hang', { kind: 'hang' }, { latencyMs: Number.POSITIVE_INFINITY }],
  ] as const)('%s: nothing is posted in its window, and all is well after it', async (_case, fault, answer) => {
    const stack = new RehearsedStack({});
    stack.delivery.chat.addFault({ window, fault });
    expect(await send(stack, 'chat.postMessage', { channel, text: 'x' }, { atMs: at(1) })).toMatchObject(answer);
    expect(stack.delivery.chat.posts).toEqual([]);
    expect((await send(stack, 'chat.postMessage', { channel, text: 'x' }, { atMs: at(2) })).json.ok).toBe(true);
  });
});
