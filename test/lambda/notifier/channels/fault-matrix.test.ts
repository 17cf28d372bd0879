import type { Sent } from '../../../../lambda/notifier/channels/channel';
import { slack } from '../../../../lambda/notifier/channels/slack';
import { openEnvelope } from '../../../../lambda/notifier/events/envelope';
import { readAlert } from '../../../../lambda/notifier/events/read-alert';
import type { HttpAnswer, HttpRequest } from '../../../../lambda/notifier/http';
import { metricAlarm, T0, throughSns } from '../sample-events';
import { BOT_TOKEN, WEBHOOK_URL } from '../world';

const alert = readAlert(openEnvelope(throughSns(metricAlarm())), 'page');

/** Sends the alert to a Slack that gives these answers one after the other. */
async function send(secret: string, ...answers: HttpAnswer[]): Promise<{ sent: Sent; requests: HttpRequest[] }> {
  const requests: HttpRequest[] = [];
  const http = async (request: HttpRequest) => {
    requests.push(request);
    return answers[requests.length - 1] ?? { status: 200, body: '{"ok":true,"channel":"C1","ts":"1.1"}' };
  };
  const sent = await slack.send(alert, { secret, target: '#alerts', links: [], serviceName: 'shop', http, nowMs: T0 });
  return { sent, requests };
}

const credentials = { bot: BOT_TOKEN, webhook: WEBHOOK_URL };
const both = Object.keys(credentials) as (keyof typeof credentials)[];
const matrix = <T>(statuses: readonly T[]) => both.flatMap((kind) => statuses.map((status) => [kind, status] as const));

describe('one retry table for every way into Slack', () => {
  test.each(matrix([408, 425, 429, 500, 502, 503, 504]))('%s: HTTP %i is tried again', async (kind, status) => {
    const { sent } = await send(credentials[kind], { status, body: '' });
    expect(sent).toMatchObject({ outcome: 'retry', why: expect.stringContaining(String(status)) });
  });

  test.each(matrix([400, 401, 403, 404, 405, 410, 413, 302]))(
    '%s: HTTP %i is a broken destination',
    async (kind, status) => {
      const { sent } = await send(credentials[kind], { status, body: '' });
      expect(sent).toMatchObject({ outcome: 'broken', why: expect.stringContaining(String(status)) });
    },
  );

  test.each(matrix(['ECONNREFUSED', 'ENOTFOUND', 'TimeoutError']))('%s: %s is tried again', async (kind, failure) => {
    expect((await send(credentials[kind], { failure })).sent).toMatchObject({ outcome: 'retry' });
  });

  test.each(matrix([401, 403, 404, 410]))('%s: after HTTP %i the secret may be an old one', async (kind, status) => {
    expect((await send(credentials[kind], { status, body: '' })).sent).toMatchObject({ secretSuspect: true });
  });

  test.each([
    ['30', 30],
    ['0.5', 1],
    [new Date(T0 + 90_000).toUTCString(), 90],
    ['soon', undefined],
    ['-3', undefined],
    [undefined, undefined],
  ])('Retry-After %s asks for %s seconds', async (retryAfter, seconds) => {
    for (const kind of both) {
      const { sent } = await send(credentials[kind], { status: 429, body: '', retryAfter });
      expect(sent).toMatchObject({ outcome: 'retry', pause: true });
      expect('afterSeconds' in sent ? sent.afterSeconds : undefined).toBe(seconds);
    }
  });
});

describe('a bot, which gets 200 also for what is refused', () => {
  const refusal = (error: string): HttpAnswer => ({
    status: 200,
    body: JSON.stringify({ ok: false, error }),
    retryAfter: '7',
  });

  test.each(['ratelimited', 'rate_limited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])(
    '%s is tried again',
    async (error) => {
      expect((await send(BOT_TOKEN, refusal(error))).sent).toMatchObject({
        outcome: 'retry',
        afterSeconds: 7,
        why: `Slack: ${error}`,
      });
    },
  );

  test.each([
    ['invalid_auth', true],
    ['token_revoked', true],
    ['account_inactive', true],
    ['channel_not_found', false],
    ['not_in_channel', false],
    ['is_archived', false],
    ['an_error_of_next_year', false],
  ])('%s is a broken destination', async (error, secretSuspect) => {
    expect((await send(BOT_TOKEN, refusal(error))).sent).toEqual({
      outcome: 'broken',
      why: `Slack: ${error}`,
      secretSuspect,
    });
  });

  test('an answer that is not Slack’s (a proxy’s page) is tried again', async () => {
    expect((await send(BOT_TOKEN, { status: 200, body: '<html>' })).sent.outcome).toBe('retry');
  });

  test('an error text that could quote what we sent is not repeated', async () => {
    const { sent } = await send(BOT_TOKEN, refusal(`bad token ${BOT_TOKEN}`));
    expect(sent).toMatchObject({ outcome: 'broken', why: 'Slack: unknown' });
  });

  test('needs a channel', async () => {
    const http = async () => ({ failure: 'must not be called' });
    const sent = await slack.send(alert, { secret: BOT_TOKEN, links: [], serviceName: 's', http, nowMs: T0 });
    expect(sent).toMatchObject({ outcome: 'broken', why: expect.stringContaining('names no channel') });
  });
});

describe('a message whose form is refused', () => {
  test.each(['invalid_blocks', 'msg_blocks_too_long', 'invalid_attachments'])(
    'for %s is posted as plain text',
    async (error) => {
      const { sent, requests } = await send(BOT_TOKEN, { status: 200, body: JSON.stringify({ ok: false, error }) });
      expect(sent).toMatchObject({ outcome: 'delivered', messageId: 'C1/1.1', remark: expect.stringContaining(error) });
      expect(requests[1]?.body).toEqual({
        channel: '#alerts',
        text: expect.stringMatching(/^🔴 PAGE · Checkouts fail/),
      });
    },
  );

  test('by a webhook is posted as plain text', async () => {
    const { sent, requests } = await send(WEBHOOK_URL, { status: 400, body: 'invalid_blocks' });
    expect(sent).toMatchObject({ outcome: 'delivered' });
    expect(Object.keys(requests[1]?.body as object)).toEqual(['text']);
  });
});

describe('the secret', () => {
  const json = { bot: JSON.stringify({ token: BOT_TOKEN }), webhook: JSON.stringify({ webhookUrl: WEBHOOK_URL }) };

  test.each([
    [BOT_TOKEN, 'https://slack.com/api/chat.postMessage', `Bearer ${BOT_TOKEN}`],
    [json.bot, 'https://slack.com/api/chat.postMessage', `Bearer ${BOT_TOKEN}`],
    [WEBHOOK_URL, WEBHOOK_URL, undefined],
    [json.webhook, WEBHOOK_URL, undefined],
    [`${WEBHOOK_URL}\n`, WEBHOOK_URL, undefined],
  ])('%j leads to %s', async (secret, url, authorization) => {
    const { requests } = await send(secret);
    expect(requests[0]?.url).toBe(url);
    expect(requests[0]?.headers?.authorization).toBe(authorization);
  });

  test.each([
    'hunter2',
    '{"token":5}',
    '{}',
    'https://hooks.slack.com.evil.example.com/services/T/B/X',
    'http://hooks.slack.com/services/T/B/X',
    'xoxp-user-token',
    'xoxb-token\r\nx-header: injected',
  ])('%j is refused without a request, and not repeated', async (secret) => {
    const { sent, requests } = await send(secret);
    expect(sent).toMatchObject({ outcome: 'broken', secretSuspect: true });
    expect(requests).toEqual([]);
    expect(JSON.stringify(sent)).not.toContain(secret);
  });
});
