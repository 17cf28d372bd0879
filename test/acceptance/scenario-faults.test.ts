import { firedSpans, rehearseExample } from './example';

jest.setTimeout(120_000);

const orderFailures = {
  atMinute: 1,
  text: 'payments fail',
  action: { kind: 'dependency', url: 'api:/payments', statusCode: 503 },
} as const;

test('a throttled table fails requests, and its alarm fires', async () => {
  const rehearsal = await rehearseExample({
    minutes: 15,
    steps: [{ atMinute: 2, untilMinute: 8, text: 'throttle', action: { kind: 'throttleTable', table: 'Table' } }],
  });
  expect(Object.keys(firedSpans(rehearsal)).filter((name) => /throttle/.test(name))).not.toEqual([]);
  expect(rehearsal.trace.events.filter(({ kind }) => kind === 'tableThrottle').length).toBeGreaterThan(0);
});

test('a secret that is missing for too long: the alert waits among the dead letters, and a redrive brings it', async () => {
  const { record } = await rehearseExample({
    minutes: 15,
    steps: [
      orderFailures,
      { atMinute: 0, untilMinute: 8, text: 'no secret', action: { kind: 'secretMissing', secret: 'SlackSecret' } },
      {
        atMinute: 11,
        text: 'redrive',
        action: { kind: 'redrive', queue: 'MonitoringRoutesNotifierDeadLetterQueue' },
      },
    ],
  });
  const pages = record.posts.filter(({ body }) => String(body.text).includes('Too many requests fail'));
  expect(pages.map(({ atMs }) => atMs - record.startMs >= 11 * 60_000)).toEqual([true]);
});

test.each([
  ['gets slow', { extraLatencyMs: 4500 }],
  ['is silent', { neverAnswers: true }],
])('a dependency that %s is noticed', async (_name, behaviour) => {
  const rehearsal = await rehearseExample({
    minutes: 12,
    steps: [{ atMinute: 1, text: 'payments', action: { kind: 'dependency', url: 'api:/payments', ...behaviour } }],
  });
  expect(Object.keys(firedSpans(rehearsal))).toEqual(expect.arrayContaining([expect.stringMatching(/latency|errors/)]));
});

test.each([{ kind: 'outOfMemory' }, { kind: 'throttle' }] as const)(
  'a function with the fault %j fires an alarm',
  async (fault) => {
    const rehearsal = await rehearseExample({
      minutes: 12,
      steps: [
        { atMinute: 1, untilMinute: 8, text: 'fault', action: { kind: 'function', function: 'OrdersFunction', fault } },
      ],
    });
    expect(Object.keys(firedSpans(rehearsal)).filter((name) => /errors|throttles/.test(name))).not.toEqual([]);
  },
);
