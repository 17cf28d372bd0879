import { createHash } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import {
  arn,
  at,
  type Handler,
  lambdaFunction,
  mapping,
  queue,
  queueUrl,
  RehearsedStack,
  startMs,
} from './rehearsed-stack';

const fails: Handler = () => {
  throw new Error('poison');
};

function shop(worker: Handler, overrides: Parameters<typeof mapping>[2] = {}): RehearsedStack {
  return new RehearsedStack(
    {
      queues: [
        queue('dead', { retentionSeconds: 1_209_600 }),
        queue('orders', {
          visibilityTimeoutSeconds: 60,
          redrive: { deadLetterTargetArn: arn('sqs', 'dead'), maxReceiveCount: 3 },
        }),
      ],
      functions: [lambdaFunction('worker')],
      eventSourceMappings: [mapping('orders', 'worker', overrides)],
    },
    { worker },
  );
}

function sendTo(stack: RehearsedStack, queueName: string, body: string, atMs: number = startMs): string {
  return stack.delivery.queues.send(stack.delivery.queues.find(queueName)!, { body }, atMs);
}

const call = (stack: RehearsedStack, operation: string, input: Record<string, unknown>, atMs = stack.clock.now()) =>
  stack.delivery.queues.call({ service: 'sqs', operation, input, functionName: 'any', atMs });

test('a message that the worker handles is invoked once and deleted', async () => {
  const stack = shop(() => undefined);
  sendTo(stack, 'orders', 'order 1');
  await stack.clock.runUntil(at(5));
  expect(stack.invokedAt('worker')).toEqual([0]);
  expect(stack.valuesOf('NumberOfMessagesDeleted', { QueueName: 'orders' })[0]).toEqual([0, 1]);
});

test('a message that the worker fails three times moves to the dead-letter queue at minute 3', async () => {
  const stack = shop(fails);
  const id = sendTo(stack, 'orders', 'poison');
  await stack.clock.runUntil(at(6));
  expect(stack.invokedAt('worker')).toEqual([0, 1, 2]);
  expect(stack.eventsOf('message')).toEqual([
    { atMs: at(0), kind: 'message', queueName: 'orders', messageId: id, how: 'sent' },
    { atMs: at(3), kind: 'message', queueName: 'dead', messageId: id, how: 'deadLettered' },
  ]);
});

test('the dead-letter queue shows the message as visible, ages it from the move, and does not count it as sent', async () => {
  const stack = shop(fails);
  sendTo(stack, 'orders', 'poison');
  await stack.clock.runUntil(at(5));
  const dead = { QueueName: 'dead' };
  expect(stack.valuesOf('ApproximateNumberOfMessagesVisible', dead)).toEqual([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 1],
    [4, 1],
  ]);
  expect(stack.valuesOf('ApproximateAgeOfOldestMessage', dead)).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 60],
    [4, 120],
  ]);
  expect(stack.valuesOf('NumberOfMessagesSent', dead).map(([, value]) => value)).toEqual([0, 0, 0, 0, 0]);
});

test('a dead letter expires by the time at which it was first sent', async () => {
  const stack = new RehearsedStack(
    {
      queues: [
        queue('dead', { retentionSeconds: 600 }),
        queue('orders', {
          visibilityTimeoutSeconds: 120,
          redrive: { deadLetterTargetArn: arn('sqs', 'dead'), maxReceiveCount: 2 },
        }),
      ],
      functions: [lambdaFunction('worker')],
      eventSourceMappings: [mapping('orders', 'worker')],
    },
    { worker: fails },
  );
  sendTo(stack, 'orders', 'poison');
  await stack.clock.runUntil(at(12));
  expect(stack.eventsOf('message').map(({ atMs, how }) => [((atMs as number) - startMs) / 60_000, how])).toEqual([
    [0, 'sent'],
    [4, 'deadLettered'],
    [10, 'expired'],
  ]);
});

test('a partial batch failure retries only the failed message', async () => {
  const seen: string[][] = [];
  const stack = shop(
    ({ Records }: SQSEvent) => {
      seen.push(Records.map(({ body }) => body));
      return {
        batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({
          itemIdentifier: messageId,
        })),
      };
    },
    { reportBatchItemFailures: true },
  );
  for (const body of ['good', 'bad', 'fine']) sendTo(stack, 'orders', body);
  await stack.clock.runUntil(at(1));
  expect(seen.map((bodies) => [...bodies].sort())).toEqual([['bad', 'fine', 'good'], ['bad']]);
});

test('without ReportBatchItemFailures the list in the result is ignored and the batch is done', async () => {
  const stack = shop(({ Records }: SQSEvent) => ({ batchItemFailures: [{ itemIdentifier: Records[0]!.messageId }] }));
  sendTo(stack, 'orders', 'order');
  await stack.clock.runUntil(at(3));
  expect(stack.invokedAt('worker')).toEqual([0]);
});

test.each([
  ['names a message that is not in the batch', { batchItemFailures: [{ itemIdentifier: 'unknown' }] }],
  ['names nothing', { batchItemFailures: [{}] }],
  ['is no list', { batchItemFailures: 'all' }],
])('a batch whose list of failures %s is retried whole', async (_case, result) => {
  const stack = shop(() => result, { reportBatchItemFailures: true });
  sendTo(stack, 'orders', 'order');
  await stack.clock.runUntil(at(1));
  expect(stack.invokedAt('worker')).toEqual([0, 1]);
});

test('a handler that fails keeps its whole batch until the visibility timeout ends', async () => {
  let failing = true;
  const stack = shop(({ Records }: SQSEvent) => {
    if (failing) throw new Error('database is away');
    return Records.length;
  });
  sendTo(stack, 'orders', 'a');
  sendTo(stack, 'orders', 'b');
  await stack.clock.runUntil(at(0.5));
  expect(stack.delivery.queues.find('orders')!.notVisible(at(0.5))).toBe(2);
  failing = false;
  await stack.clock.runUntil(at(2));
  expect(stack.invocations.map(({ payload }) => (payload as SQSEvent).Records.length)).toEqual([2, 2]);
});

test('a handler that changes the visibility of a message decides when it is retried', async () => {
  const stack: RehearsedStack = shop(
    async ({ Records: [record] }: SQSEvent, { atMs }) => {
      const input = { QueueUrl: queueUrl('orders'), ReceiptHandle: record!.receiptHandle, VisibilityTimeout: 600 };
      await call(stack, 'ChangeMessageVisibility', input, atMs);
      return { batchItemFailures: [{ itemIdentifier: record!.messageId }] };
    },
    { reportBatchItemFailures: true },
  );
  sendTo(stack, 'orders', 'later');
  await stack.clock.runUntil(at(11));
  const [first, second] = stack.invokedAt('worker');
  expect(first).toBe(0);
  expect(second).toBeCloseTo(10, 2);
});

test('messages of one instant come in batches of the mapping’s size, no more at a time than its maximum concurrency', async () => {
  const stack = shop(() => undefined, { batchSize: 2, maximumConcurrency: 2 });
  stack.durationMs = 6000;
  for (let index = 0; index < 6; index++) sendTo(stack, 'orders', `order ${index}`);
  await stack.clock.runUntil(at(1));
  expect(stack.invokedAt('worker')).toEqual([0, 0, 0.1]);
});

test('a batching window waits for more messages, but not when the batch is full', async () => {
  const stack = shop(() => undefined, { batchSize: 2, maximumBatchingWindowSeconds: 60 });
  sendTo(stack, 'orders', 'alone', at(0));
  sendTo(stack, 'orders', 'first', at(3));
  sendTo(stack, 'orders', 'second', at(3.5));
  await stack.clock.runUntil(at(6));
  expect(stack.invokedAt('worker')).toEqual([1, 3.5]);
});

test('an operator’s redrive brings dead letters back as new messages with all their receives', async () => {
  let failing = true;
  const stack = shop(() => (failing ? fails(undefined as never, undefined as never) : undefined));
  sendTo(stack, 'orders', 'poison');
  await stack.clock.runUntil(at(5));
  failing = false;
  stack.clock.schedule(at(6), 0, () => stack.delivery.queues.redriveDeadLetters(arn('sqs', 'dead')));
  await stack.clock.runUntil(at(8));
  expect(stack.invokedAt('worker')).toEqual([0, 1, 2, 6]);
  expect(stack.valuesOf('ApproximateNumberOfMessagesVisible', { QueueName: 'dead' }).at(-1)).toEqual([7, 0]);
  expect(stack.valuesOf('NumberOfMessagesSent', { QueueName: 'orders' }).map(([, value]) => value)).toEqual([
    1, 0, 0, 0, 0, 0, 0, 0,
  ]);
});

test('a purge empties the queue', async () => {
  const stack = new RehearsedStack({ queues: [queue('dead')] });
  sendTo(stack, 'dead', 'x');
  await stack.clock.runUntil(at(1));
  stack.delivery.queues.purge('dead');
  await stack.clock.runUntil(at(3));
  expect(stack.valuesOf('ApproximateNumberOfMessagesVisible', { QueueName: 'dead' })).toEqual([
    [0, 1],
    [1, 0],
    [2, 0],
  ]);
});

test('a delayed message is counted as delayed and received only when the delay is over', async () => {
  const stack = new RehearsedStack({ queues: [queue('orders', { delaySeconds: 90 })] });
  sendTo(stack, 'orders', 'later');
  await stack.clock.runUntil(at(2));
  expect(stack.valuesOf('ApproximateNumberOfMessagesDelayed', { QueueName: 'orders' })).toEqual([
    [0, 1],
    [1, 0],
  ]);
  expect(stack.valuesOf('ApproximateNumberOfMessagesVisible', { QueueName: 'orders' })).toEqual([
    [0, 0],
    [1, 1],
  ]);
});

test('each minute is published when it has ended, stamped with its start', async () => {
  const stack = new RehearsedStack({ queues: [queue('orders')] });
  await stack.clock.runUntil(at(2));
  expect(stack.samples.every(({ arrivedMs, timestampMs }) => arrivedMs === timestampMs + 60_000)).toBe(true);
  expect(stack.samples).toHaveLength(16);
});

test('a message that was received more than three times does not count for the age of the oldest', async () => {
  const stack = new RehearsedStack(
    {
      queues: [queue('orders', { visibilityTimeoutSeconds: 60 })],
      functions: [lambdaFunction('worker')],
      eventSourceMappings: [mapping('orders', 'worker')],
    },
    { worker: fails },
  );
  sendTo(stack, 'orders', 'poison');
  await stack.clock.runUntil(at(5));
  expect(stack.valuesOf('ApproximateAgeOfOldestMessage', { QueueName: 'orders' })).toEqual([
    [0, 60],
    [1, 120],
    [2, 0],
    [3, 0],
    [4, 0],
  ]);
});

test('a queue is called by its URL, and an answer carries the MD5 that the SDK checks', async () => {
  const stack = new RehearsedStack({ queues: [queue('orders')] });
  const sent = await call(stack, 'SendMessage', {
    QueueUrl: queueUrl('orders'),
    MessageBody: 'hello',
    MessageAttributes: { kind: { DataType: 'String', StringValue: 'order' } },
  });
  expect(sent).toMatchObject({ output: { MD5OfMessageBody: createHash('md5').update('hello').digest('hex') } });
  await stack.clock.runUntil(at(0.5));
  const received = await call(stack, 'ReceiveMessage', { QueueUrl: queueUrl('orders'), MaxNumberOfMessages: 10 });
  expect(received).toMatchObject({
    output: {
      Messages: [
        {
          Body: 'hello',
          MessageAttributes: { kind: { StringValue: 'order' } },
          Attributes: { ApproximateReceiveCount: '1' },
        },
      ],
    },
  });
});

test('a batch call answers for each entry', async () => {
  const stack = new RehearsedStack({ queues: [queue('orders')] });
  const Entries = [
    { Id: 'a', MessageBody: '1' },
    { Id: 'b', MessageBody: '2', DelaySeconds: 60 },
  ];
  const sent = await call(stack, 'SendMessageBatch', { QueueUrl: queueUrl('orders'), Entries });
  expect(sent).toMatchObject({ output: { Successful: [{ Id: 'a' }, { Id: 'b' }], Failed: [] } });
  await stack.clock.runUntil(at(0.5));
  const attributes = await call(stack, 'GetQueueAttributes', { QueueUrl: queueUrl('orders'), AttributeNames: ['All'] });
  expect(attributes).toMatchObject({
    output: { Attributes: { ApproximateNumberOfMessages: '1', ApproximateNumberOfMessagesDelayed: '1' } },
  });
});

test('a call to a queue that is not there is refused, an operation that is not simulated is left to the endpoint', async () => {
  const stack = new RehearsedStack({ queues: [queue('orders')] });
  expect(await call(stack, 'SendMessage', { QueueUrl: queueUrl('other') })).toMatchObject({
    error: { code: 'QueueDoesNotExist', statusCode: 400 },
  });
  expect(await call(stack, 'CreateQueue', { QueueName: 'x' })).toBeUndefined();
  const other = { service: 'sns', operation: 'SendMessage', input: {}, functionName: 'any', atMs: startMs };
  expect(await stack.delivery.queues.call(other)).toBeUndefined();
});

test('no message is lost or handled twice, whatever arrives when and however many fail', async () => {
  const arrivals = fc.array(fc.record({ second: fc.nat(300), failures: fc.nat(4) }), { maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 4 }), async (messages, batchSize) => {
      const handled: string[] = [];
      const left = messages.map(({ failures }) => failures);
      const stack = shop(
        ({ Records }: SQSEvent) => {
          const failed = Records.filter(({ body }) => left[Number(body)]!-- > 0);
          handled.push(...Records.filter((record) => !failed.includes(record)).map(({ body }) => body));
          return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
        },
        { batchSize, reportBatchItemFailures: true },
      );
      for (const [index, { second }] of messages.entries())
        sendTo(stack, 'orders', String(index), startMs + second * 1000);
      await stack.clock.runUntil(at(15));
      const expected = messages.flatMap(({ failures }, index) => (failures < 3 ? [String(index)] : []));
      expect([...handled].sort()).toEqual([...expected].sort());
      expect(stack.delivery.queues.find('dead')!.visible(at(15))).toBe(messages.length - expected.length);
      expect(stack.delivery.queues.find('orders')!.clear()).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('two equal runs leave equal traces', async () => {
  const run = async (): Promise<string> => {
    const stack = shop(fails);
    for (const body of ['a', 'b', 'a']) sendTo(stack, 'orders', body);
    await stack.clock.runUntil(at(6));
    return stack.trace.toJsonl();
  };
  expect(await run()).toBe(await run());
});

test('a queue without a visibility timeout does not hold the run up', async () => {
  const model = {
    queues: [queue('jobs', { visibilityTimeoutSeconds: 0 })],
    functions: [lambdaFunction('worker')],
    eventSourceMappings: [mapping('jobs', 'worker')],
  };
  const stack = new RehearsedStack(model);
  stack.delivery.lambdas.addFault({ functionName: 'worker', window: {}, fault: { kind: 'throttle' } });
  stack.delivery.queues.send(stack.delivery.queues.find('jobs')!, { body: 'x' }, at(0));
  await stack.clock.runUntil(at(1));
  expect(stack.eventsOf('throttle').length).toBeGreaterThan(10);
});

test('the size of each message that is sent is a metric', async () => {
  const stack = new RehearsedStack({ queues: [queue('jobs')] });
  stack.delivery.queues.send(stack.delivery.queues.find('jobs')!, { body: 'grün' }, at(0.5));
  await stack.clock.runUntil(at(2));
  expect(stack.valuesOf('SentMessageSize', { QueueName: 'jobs' })).toEqual([[0, 5]]);
});
