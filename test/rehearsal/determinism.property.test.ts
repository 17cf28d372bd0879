import fc from 'fast-check';
import { Phase } from '../../rehearsal/clock';
import { LogStore } from '../../rehearsal/logs/log-store';
import type { LogInput, MetricInput } from '../../rehearsal/scenario/scenario';
import { arn, at, lambdaFunction, mapping, queue, RehearsedStack } from './delivery/rehearsed-stack';
import { alarmOn, rehearseSmall } from './scenario/small-stack';

/** Every order of a list. */
const anyOrder = <T>(list: readonly T[]) =>
  fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });

describe('the order in which things of one instant are given changes nothing', () => {
  const TOPIC = 'arn:aws:sns:us-east-1:123456789012:alerts';
  const ALARM = { AlarmActions: [{ Ref: 'Alerts' }], OKActions: [{ Ref: 'Alerts' }] };
  const STACK = {
    Alerts: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alerts' } },
    Mail: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: TOPIC, Protocol: 'email', Endpoint: 'a@b.example' },
    },
    AppLogs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/shop/app' } },
    Slow: {
      Type: 'AWS::Logs::MetricFilter',
      Properties: {
        LogGroupName: '/shop/app',
        FilterPattern: '{ $.ms > 0 }',
        MetricTransformations: [{ MetricNamespace: 'Shop', MetricName: 'Waited', MetricValue: '$.ms' }],
      },
    },
    Waited: alarmOn('waited', 'Shop', 'Waited', {}, { ...ALARM, Threshold: 0.6 }),
    Errors: alarmOn('errors', 'Shop', 'Errors', {}, { ...ALARM, Threshold: 1 }),
    Median: alarmOn('median', 'Shop', 'Errors', {}, { ...ALARM, Statistic: undefined, ExtendedStatistic: 'p50' }),
  };
  // 0.1 + 0.2 + 0.3 is another number than 0.3 + 0.2 + 0.1.
  const metrics: MetricInput[] = [0.1, 0.2, 0.3, 0.7, 1.1].map((value) => ({
    namespace: 'Shop',
    metricName: 'Errors',
    dimensions: {},
    values: [value, value / 3, null, value * 1.7, 0, 0],
  }));
  const logs: LogInput[] = [0.1, 0.2, 0.3, 0.7].map((ms) => ({
    logGroup: 'AppLogs',
    atMinute: 1,
    times: 5,
    lines: [JSON.stringify({ ms }), 'noise'],
  }));
  const run = async (some: readonly MetricInput[], lines: readonly LogInput[]) =>
    (await rehearseSmall({ metrics: some, logs: lines }, STACK)).trace.toJsonl();

  test('for the samples and log lines of a scenario', async () => {
    const expected = await run(metrics, logs);
    expect(expected).toContain('"to":"ALARM"');
    await fc.assert(
      fc.asyncProperty(anyOrder(metrics), anyOrder(logs), async (some, lines) => {
        expect(await run(some, lines)).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  test('for what is published to topics and logged, down to the functions that get it', async () => {
    const topics = ['alerts', 'orders'].map((topicName) => ({
      logicalId: topicName,
      topicName,
      arn: arn('sns', topicName),
      policies: [],
    }));
    const to = (topicName: string, protocol: string, endpoint: string) => ({
      logicalId: `${topicName}-${protocol}`,
      topicArn: arn('sns', topicName),
      protocol,
      endpoint,
      rawMessageDelivery: false,
      filterPolicyScope: 'MessageAttributes' as const,
    });
    const things = [1, 2, 3].flatMap((minute) => [
      { minute, topic: 'alerts', text: 'a' },
      { minute, topic: 'alerts', text: 'b' },
      { minute, topic: 'alerts', text: 'b' },
      { minute, topic: 'orders', text: 'c' },
      { minute, line: 'x' },
      { minute, line: 'y' },
      { minute, line: 'y' },
    ]);
    const play = async (order: readonly (typeof things)[number][]) => {
      const stack = new RehearsedStack({
        topics,
        subscriptions: [
          to('alerts', 'sqs', arn('sqs', 'inbox')),
          to('orders', 'sqs', arn('sqs', 'inbox')),
          to('alerts', 'lambda', arn('lambda', 'function:watcher')),
          to('orders', 'email', 'a@b.example'),
        ],
        queues: [queue('inbox')],
        functions: [lambdaFunction('worker'), lambdaFunction('watcher')],
        eventSourceMappings: [mapping('inbox', 'worker', { batchSize: 2 })],
        subscriptionFilters: [
          {
            logicalId: 'All',
            filterName: 'all',
            logGroupName: '/shop/app',
            filterPattern: '',
            destinationArn: arn('lambda', 'function:watcher'),
          },
        ],
      });
      const store = new LogStore({ metricFilters: [], sink: { put: () => undefined }, clock: stack.clock });
      store.onEvent((event, line) => stack.delivery.logSubscriptions.take(event, line));
      for (const { minute, topic, text, line } of order) {
        if (topic !== undefined) stack.delivery.topics.publish(arn('sns', topic), undefined, text, at(minute));
        if (line === undefined) continue;
        const event = { logGroupName: '/shop/app', timestampMs: at(minute), message: line };
        stack.clock.schedule(at(minute), Phase.SAMPLES, () => store.put(event));
      }
      await stack.clock.runUntil(at(10));
      return stack.trace.toJsonl();
    };
    const expected = await play(things);
    expect(expected).toContain('"kind":"logSubscription"');
    await fc.assert(
      fc.asyncProperty(anyOrder(things), async (order) => {
        expect(await play(order)).toBe(expected);
      }),
      { numRuns: 100 },
    );
  });
});
