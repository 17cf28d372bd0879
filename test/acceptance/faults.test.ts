import { readFileSync } from 'node:fs';
import { rehearse } from '../../rehearsal';
import { exampleTemplate, firedSpans, rehearseExample } from './example';

jest.setTimeout(120_000);

const orderFailures = {
  atMinute: 1,
  text: 'payments fail',
  action: { kind: 'dependency', url: 'api:/payments', statusCode: 503 },
} as const;

describe('a healthy service', () => {
  test('is quiet: no alarm, no message', async () => {
    const { record } = await rehearseExample({ minutes: 20 });
    expect(record.posts).toEqual([]);
    expect(record.emails).toEqual([]);
    expect(record.alarms.filter(({ transitions }) => transitions.some(({ state }) => state === 'ALARM'))).toEqual([]);
  });

  test('gives the same trace twice, byte for byte', async () => {
    const [first, second] = [await rehearseExample({ minutes: 5 }), await rehearseExample({ minutes: 5 })];
    expect(second.trace.toJsonl()).toBe(first.trace.toJsonl());
  });
});

describe('a Slack secret', () => {
  test.each([
    ['without a value', null],
    ['with a wrong token', 'xoxb-wrong-and-confidential'],
    ['with something that is no token', 'correct horse battery staple'],
  ])('%s: the alert waits in the dead-letter queue and an e-mail says so', async (_name, SlackSecret) => {
    const rehearsal = await rehearseExample({
      steps: [orderFailures],
      secrets: { SlackSecret },
      slackToken: 'xoxb-right',
    });
    expect(rehearsal.record.posts).toEqual([]);
    expect(firedSpans(rehearsal)['notifier-undeliverable']).toHaveLength(1);
    expect(rehearsal.record.emails.map(({ subject }) => subject)).toContainEqual(
      expect.stringContaining('ALARM: "Orders/notifier-undeliverable"'),
    );
    const { logs, trace } = rehearsal;
    const lines = logs.logGroupNames.flatMap((name) => logs.events(name)).map(({ message }) => message);
    if (SlackSecret !== null) expect(trace.toJsonl() + lines.join('\n')).not.toContain(SlackSecret);
  });
});

describe('Slack', () => {
  test('that asks to wait gets the alert later, once', async () => {
    const { record } = await rehearseExample({
      minutes: 12,
      steps: [
        orderFailures,
        {
          atMinute: 0,
          untilMinute: 6,
          text: 'Slack limits',
          action: { kind: 'chat', fault: { kind: 'rateLimit', retryAfterSeconds: 45 } },
        },
      ],
    });
    const pages = record.posts.filter(({ body }) => String(body.text).includes('Too many requests fail'));
    expect(pages).toHaveLength(1);
    expect(pages[0]!.atMs - record.startMs).toBeGreaterThanOrEqual(6 * 60_000);
  });

  test.each(['serverError', 'hang'] as const)(
    'that has an outage (%s) gets the alert when it is back',
    async (kind) => {
      const { record } = await rehearseExample({
        minutes: 15,
        steps: [
          orderFailures,
          { atMinute: 0, untilMinute: 7, text: 'Slack is down', action: { kind: 'chat', fault: { kind } } },
        ],
      });
      const pages = record.posts.filter(({ body }) => String(body.text).includes('Too many requests fail'));
      expect(pages).toHaveLength(1);
    },
  );
});

describe('a handler', () => {
  test.each([
    ['throws', { kind: 'throw', message: 'boom' }],
    ['runs into its time-out', { kind: 'timeout' }],
    ['exits', { kind: 'exit', code: 3 }],
  ] as const)('that %s is counted as an error, pages, and the run goes on', async (_name, fault) => {
    const rehearsal = await rehearseExample({
      steps: [
        { atMinute: 1, untilMinute: 5, text: 'fault', action: { kind: 'function', function: 'OrdersFunction', fault } },
      ],
    });
    expect(firedSpans(rehearsal)).toMatchObject({
      'Orders/Function/errors': [expect.any(String)],
      'Api/errors': [expect.any(String)],
    });
    const answers = rehearsal.trace.events
      .filter(({ kind, path }) => kind === 'request' && path === '/orders')
      .map(({ statusCode }) => statusCode);
    expect(answers.slice(6, 30)).toEqual(Array(24).fill(500));
    expect(answers.at(-1)).toBe(201);
  });
});

describe('a template', () => {
  test('with something that the rehearsal does not know names it and goes on', async () => {
    const template = JSON.parse(readFileSync(exampleTemplate(), 'utf8'));
    template.Resources.Cache = { Type: 'AWS::ElastiCache::ServerlessCache', Properties: { Engine: 'valkey' } };
    const { record } = await rehearse({
      template: { template, assemblyDirectory: exampleTemplate().replace(/\/[^/]+$/, ''), stackName: 'Orders' },
      scenario: { title: 'test', minutes: 1, traffic: [], steps: [] },
    });
    expect(record.notRehearsed).toContainEqual({
      where: 'Cache',
      what: expect.stringContaining('AWS::ElastiCache::ServerlessCache'),
    });
  });
});

test('a composite alarm goes the same way, and its message names the children that fired', async () => {
  const template = JSON.parse(readFileSync(exampleTemplate(), 'utf8'));
  const child = (name: string) => `ALARM("Orders/${name}")`;
  const page = Object.keys(template.Resources).find(
    (id) => id.startsWith('MonitoringRoutesPage') && template.Resources[id].Type === 'AWS::SNS::Topic',
  );
  template.Resources.Unhealthy = {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: {
      AlarmName: 'Orders/unhealthy',
      AlarmDescription: 'The service is unhealthy.',
      AlarmRule: `${child('Api/errors')} AND NOT ${child('Table/write-throttles')}`,
      AlarmActions: [{ Ref: page }],
      OKActions: [{ Ref: page }],
    },
  };
  const { record } = await rehearse({
    template: { template, assemblyDirectory: exampleTemplate().replace(/\/[^/]+$/, ''), stackName: 'Orders' },
    scenario: {
      title: 'test',
      minutes: 26,
      traffic: [{ method: 'POST', path: '/orders', perMinute: 6, bodies: [{ sku: 'sku-1', quantity: 1 }] }],
      steps: [{ ...orderFailures, untilMinute: 5 }],
    },
  });
  const posts = record.posts.filter(
    ({ body, updates }) => updates === undefined && String(body.text).includes('The service is unhealthy'),
  );
  expect(posts.map(({ threadId }) => threadId)).toEqual([undefined, posts[0]!.messageId]);
  expect(JSON.stringify(posts[0]!.body)).toContain('Orders/Api/errors is in ALARM');
});
