import { gunzipSync } from 'node:zlib';
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda';
import { Phase } from '../../../rehearsal/clock';
import { LogLine } from '../../../rehearsal/logs/log-line';
import type { SubscriptionFilterModel } from '../../../rehearsal/template/model';
import { arn, lambdaFunction, RehearsedStack, startMs } from './rehearsed-stack';

const GROUP = '/shop/orders';

function subscription(overrides: Partial<SubscriptionFilterModel> = {}): SubscriptionFilterModel {
  return {
    logicalId: 'Errors',
    filterName: 'errors',
    logGroupName: GROUP,
    filterPattern: '{ $.level = "ERROR" }',
    destinationArn: arn('lambda', 'function:watcher'),
    ...overrides,
  };
}

function stackWith(...subscriptionFilters: SubscriptionFilterModel[]) {
  const seen: CloudWatchLogsEvent[] = [];
  const functions = [lambdaFunction('watcher'), lambdaFunction('forwarder')];
  const stack = new RehearsedStack(
    { functions, subscriptionFilters },
    { watcher: (event) => seen.push(event), forwarder: (event) => seen.push(event) },
  );
  const write = (seconds: number, ...messages: string[]): void => {
    const timestampMs = startMs + seconds * 1000;
    for (const message of messages) {
      const event = { logGroupName: GROUP, timestampMs, message };
      const take = () => stack.delivery.logSubscriptions.take(event, new LogLine(message));
      stack.clock.schedule(timestampMs, Phase.SAMPLES, take);
    }
  };
  return { stack, seen, write };
}

function decoded({ awslogs }: CloudWatchLogsEvent): CloudWatchLogsDecodedData {
  return JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString());
}

const ERROR_A = '{"level":"ERROR","n":"a"}';
const ERROR_B = '{"level":"ERROR","n":"b"}';

test('log events that match go to the function, those of one instant together', async () => {
  const { stack, seen, write } = stackWith(subscription());
  write(1, ERROR_A, '{"level":"INFO"}', ERROR_B);
  write(2, ERROR_A);
  await stack.clock.runUntil(startMs + 60_000);
  expect(seen.map((event) => decoded(event).logEvents.map(({ message }) => message))).toEqual([
    [ERROR_A, ERROR_B],
    [ERROR_A],
  ]);
  expect(decoded(seen[0]!)).toMatchObject({
    messageType: 'DATA_MESSAGE',
    owner: '123456789012',
    logGroup: GROUP,
    logStream: expect.any(String),
    subscriptionFilters: ['errors'],
  });
  const [event] = decoded(seen[0]!).logEvents;
  expect(event).toEqual({ id: expect.stringMatching(/^\d{56}$/), timestamp: startMs + 1000, message: ERROR_A });
  expect(stack.eventsOf('logSubscription')).toMatchObject([{ logEvents: 2 }, { logEvents: 1 }]);
});

test('the compressed events are the same bytes on every machine, whoever wrote first', async () => {
  const bytes = async (...messages: string[]) => {
    const { stack, seen, write } = stackWith(subscription());
    write(1, ...messages);
    await stack.clock.runUntil(startMs + 60_000);
    return Buffer.from(seen[0]!.awslogs.data, 'base64');
  };
  const first = await bytes(ERROR_A, ERROR_B);
  expect(await bytes(ERROR_B, ERROR_A)).toEqual(first);
  expect(first.subarray(0, 10).toString('hex')).toMatch(/^1f8b08000000000000ff|^1f8b080000000000..ff/);
});

test('a function that fails is invoked again, as with any asynchronous event', async () => {
  const { stack, write } = stackWith(subscription());
  stack.delivery.lambdas.addFault({ functionName: 'watcher', window: {}, fault: { kind: 'timeout' } });
  write(0, ERROR_A);
  await stack.clock.runUntil(startMs + 300_000);
  expect(stack.invokedAt('watcher').map(Math.floor)).toEqual([0, 1, 3]);
});

test('two filters of a log group both deliver', async () => {
  const other = { logicalId: 'All', filterName: 'all', filterPattern: '' };
  const { stack, write } = stackWith(
    subscription(),
    subscription({ ...other, destinationArn: arn('lambda', 'function:forwarder') }),
  );
  write(1, ERROR_A, 'plain');
  await stack.clock.runUntil(startMs + 60_000);
  expect(stack.invokedAt('watcher')).toHaveLength(1);
  expect(stack.invokedAt('forwarder')).toHaveLength(1);
  const dimensions = { LogGroupName: GROUP, DestinationType: 'Lambda', FilterName: 'all' };
  expect(stack.valuesOf('ForwardedLogEvents', dimensions).map(([, value]) => value)).toEqual([2]);
});

test('a destination that is no function gets nothing; the loader says so', async () => {
  const { stack, write } = stackWith(subscription({ destinationArn: arn('kinesis', 'stream/logs') }));
  write(1, ERROR_A);
  await stack.clock.runUntil(startMs + 60_000);
  expect(stack.trace.events).toEqual([]);
});

describe('a filter that delivers nothing says why', () => {
  test.each<[string, SubscriptionFilterModel[], string, RegExp]>([
    [
      'a function that the stack does not have',
      [subscription({ destinationArn: arn('lambda', 'function:other') })],
      'Errors',
      /the stack has no function arn:.*:function:other/,
    ],
    [
      'a function that writes to the same log group',
      [subscription({ logGroupName: '/aws/lambda/watcher' })],
      'Errors',
      /watcher writes to the log group that it is subscribed to, which CloudWatch refuses/,
    ],
    [
      'two functions that feed each other',
      [
        subscription({ logGroupName: '/aws/lambda/forwarder' }),
        subscription({
          logGroupName: '/aws/lambda/watcher',
          destinationArn: arn('lambda', 'function:forwarder'),
        }),
      ],
      'Errors',
      /what watcher writes comes back to \/aws\/lambda\/forwarder, an endless loop/,
    ],
    ['a broken pattern', [subscription({ filterPattern: '{ $.a = }' })], 'Errors.FilterPattern', /at character 9/],
    [
      'a third filter',
      [subscription(), subscription(), subscription({ logicalId: 'Third' })],
      'Third',
      /subscription filter 3 of \/shop\/orders, CloudWatch takes 2/,
    ],
  ])('%s', (_, filters, where, what) => {
    const { stack } = stackWith(...filters);
    expect(stack.delivery.findings).toContainEqual({ where, what: expect.stringMatching(what) });
  });
});
