import type { SNSEvent } from 'aws-lambda';
import { arn, at, type Handler, lambdaFunction, queue, RehearsedStack, startMs } from './rehearsed-stack';

const fails: Handler = () => {
  throw new Error('no luck');
};
const worker = { FunctionName: 'worker' };

function withWorker(handler: Handler, overrides: Parameters<typeof lambdaFunction>[1] = {}): RehearsedStack {
  return new RehearsedStack(
    { functions: [lambdaFunction('worker', overrides)], queues: [queue('lost')] },
    { worker: handler },
  );
}

function bodiesIn(stack: RehearsedStack, queueName: string): unknown[] {
  const { received } = stack.delivery.queues.find(queueName)!.receive(10, stack.clock.now(), 30);
  return received.map(({ body }) => JSON.parse(body));
}

test('an invocation publishes its metrics with the time of its start, visible when it ends', async () => {
  const stack = new RehearsedStack({ functions: [lambdaFunction('worker')] }, { worker: () => 'fine' });
  stack.durationMs = 90_000;
  const result = await stack.delivery.lambdas.invokeSync('worker', { order: 1 }, at(0));
  expect(result).toMatchObject({ outcome: 'success', payload: 'fine', durationMs: 90_000 });
  await stack.clock.runUntil(at(1));
  expect(stack.samples).toEqual([]);
  await stack.clock.runUntil(at(2));
  expect(
    stack.samples.map(({ metricName, values, unit, timestampMs, arrivedMs }) => [
      metricName,
      ...values,
      unit,
      timestampMs,
      arrivedMs,
    ]),
  ).toEqual([
    ['Invocations', 1, 'Count', at(0), at(1.5)],
    ['Errors', 0, 'Count', at(0), at(1.5)],
    ['Throttles', 0, 'Count', at(0), at(1.5)],
    ['Duration', 90_000, 'Milliseconds', at(0), at(1.5)],
    ['ConcurrentExecutions', 1, 'Count', at(0), at(1.5)],
  ]);
});

test('what a function writes goes to its log group at the time of each line', async () => {
  const stack = withWorker(() => undefined, { logGroupName: 'Shop-WorkerLogs' });
  await stack.delivery.lambdas.invokeSync('worker', {}, startMs);
  await stack.clock.runUntil(at(1));
  expect(stack.logs).toEqual([{ logGroupName: 'Shop-WorkerLogs', timestampMs: startMs + 1, message: 'done' }]);
});

test('a handler that throws counts as an error and leaves a compact trace event without its message', async () => {
  const stack = withWorker(fails);
  await stack.delivery.lambdas.invokeSync('worker', {}, startMs);
  await stack.clock.runUntil(at(1));
  expect(stack.valuesOf('Errors', worker)).toEqual([[0, 1]]);
  expect(stack.eventsOf('invocation')).toEqual([
    expect.objectContaining({ functionName: 'worker', outcome: 'error', errorType: 'Error', durationMs: 100 }),
  ]);
  expect(stack.trace.toJsonl()).not.toContain('no luck');
});

test('an async invocation that fails is retried after 1 and 2 minutes and then goes to the on-failure destination', async () => {
  const stack = withWorker(fails, {
    asyncInvoke: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600, onFailureArn: arn('sqs', 'lost') },
  });
  stack.durationMs = 6000;
  stack.delivery.lambdas.invokeAsync('worker', { order: 7 }, at(0));
  await stack.clock.runUntil(at(10));
  expect(stack.invokedAt('worker')).toEqual([0, 1.1, 3.2]);
  expect(bodiesIn(stack, 'lost')).toEqual([
    expect.objectContaining({
      requestContext: expect.objectContaining({ condition: 'RetriesExhausted', approximateInvokeCount: 3 }),
      requestPayload: { order: 7 },
      responsePayload: { errorType: 'Error', errorMessage: 'no luck' },
    }),
  ]);
  expect(stack.valuesOf('AsyncEventsReceived', worker)).toEqual([[0, 1]]);
  expect(stack.valuesOf('AsyncEventsDropped', worker)).toEqual([[3.3, 1]]);
  expect(stack.valuesOf('AsyncEventAge', worker)).toEqual([
    [0, 0],
    [1.1, 66_000],
    [3.2, 192_000],
  ]);
});

test('an async invocation that fails for ever goes to the dead-letter queue as it came', async () => {
  const stack = withWorker(fails, {
    deadLetterTargetArn: arn('sqs', 'lost'),
    asyncInvoke: { maximumRetryAttempts: 0, maximumEventAgeSeconds: 21_600 },
  });
  stack.delivery.lambdas.invokeAsync('worker', { order: 7 }, at(0));
  await stack.clock.runUntil(at(1));
  const { received } = stack.delivery.queues.find('lost')!.receive(1, at(1), 30);
  expect(received[0]).toMatchObject({ body: '{"order":7}', attributes: { ErrorMessage: { StringValue: 'no luck' } } });
});

test('a dead-letter target that does not exist is counted as DeadLetterErrors', async () => {
  const stack = withWorker(fails, {
    deadLetterTargetArn: arn('sqs', 'gone'),
    asyncInvoke: { maximumRetryAttempts: 0, maximumEventAgeSeconds: 21_600 },
  });
  stack.delivery.lambdas.invokeAsync('worker', {}, at(0));
  await stack.clock.runUntil(at(1));
  expect(stack.valuesOf('DeadLetterErrors', worker)).toHaveLength(1);
});

test('an event that would be retried after its maximum age is dropped when it reaches that age', async () => {
  const stack = withWorker(fails, {
    asyncInvoke: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 120, onFailureArn: arn('sqs', 'lost') },
  });
  stack.delivery.lambdas.invokeAsync('worker', {}, at(0));
  await stack.clock.runUntil(at(10));
  expect(stack.invocations).toHaveLength(2);
  expect(bodiesIn(stack, 'lost')).toMatchObject([{ requestContext: { condition: 'EventAgeExceeded' } }]);
  expect(stack.valuesOf('AsyncEventsDropped', worker)).toEqual([[2, 1]]);
});

test('a success goes to the on-success destination', async () => {
  const stack = withWorker(() => ({ stored: true }), {
    asyncInvoke: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600, onSuccessArn: arn('sqs', 'lost') },
  });
  stack.delivery.lambdas.invokeAsync('worker', {}, at(0));
  await stack.clock.runUntil(at(1));
  expect(bodiesIn(stack, 'lost')).toMatchObject([
    { requestContext: { condition: 'Success' }, responsePayload: { stored: true } },
  ]);
});

test('invocations that overlap beyond the reserved concurrency are throttled; one that starts as another ends is not', async () => {
  const stack = withWorker(() => 'fine', { reservedConcurrency: 1 });
  stack.durationMs = 60_000;
  const { lambdas } = stack.delivery;
  const results = [
    await lambdas.invokeSync('worker', {}, at(0)),
    await lambdas.invokeSync('worker', {}, at(0.5)),
    await lambdas.invokeSync('worker', {}, at(1)),
  ];
  expect(results.map(({ throttled = false }) => throttled)).toEqual([false, true, false]);
  await stack.clock.runUntil(at(3));
  expect(stack.valuesOf('Throttles', worker).filter(([, value]) => value > 0)).toEqual([[0.5, 1]]);
  expect(stack.valuesOf('Invocations', worker)).toHaveLength(2);
});

test('a throttled async event is tried again after 1, 2 and 4 seconds, and those do not use up its retries', async () => {
  const stack = withWorker(() => 'fine');
  stack.delivery.lambdas.addFault({
    functionName: 'worker',
    window: { toMs: startMs + 5000 },
    fault: { kind: 'throttle' },
  });
  stack.delivery.lambdas.invokeAsync('worker', {}, startMs);
  await stack.clock.runUntil(at(1));
  expect(stack.eventsOf('throttle').map(({ atMs }) => (atMs as number) - startMs)).toEqual([0, 1000, 3000]);
  expect(stack.invocations.map(({ atMs }) => atMs - startMs)).toEqual([7000]);
});

test('a fault of the scenario reaches the invoker only in its window', async () => {
  const stack = withWorker(() => 'fine');
  const fault = { kind: 'throw', message: 'injected' } as const;
  stack.delivery.lambdas.addFault({ functionName: 'worker', window: { fromMs: at(1), toMs: at(2) }, fault });
  for (const minute of [0, 1, 2]) await stack.delivery.lambdas.invokeSync('worker', {}, at(minute));
  expect(stack.invocations.map((request) => request.fault)).toEqual([undefined, fault, undefined]);
});

test('a function that is not in the stack gives a result that says so, and runs nothing', async () => {
  const stack = withWorker(() => 'fine');
  const result = await stack.delivery.lambdas.invokeSync('other', {}, startMs);
  expect(result).toMatchObject({ outcome: 'error', error: { errorType: 'ResourceNotFoundException' } });
  expect(stack.invocations).toEqual([]);
});

test('a handler can invoke another function and gets its failure as a FunctionError', async () => {
  const stack = withWorker(fails);
  const call = { service: 'lambda', operation: 'Invoke', functionName: 'caller', atMs: startMs };
  const input = { FunctionName: arn('lambda', 'function:worker'), Payload: '{}' };
  const answer = await stack.delivery.lambdas.call({ ...call, input });
  expect(answer).toMatchObject({ output: { FunctionError: 'Unhandled' }, latencyMs: 105 });
  const event = await stack.delivery.lambdas.call({ ...call, input: { ...input, InvocationType: 'Event' } });
  expect(event).toMatchObject({ output: { StatusCode: 202 }, latencyMs: 5 });
});

test('a failed invocation that has a topic as its destination reaches the subscribers of the topic', async () => {
  const seen: SNSEvent[] = [];
  const onFailureArn = arn('sns', 'failures');
  const stack = new RehearsedStack(
    {
      functions: [
        lambdaFunction('worker', {
          asyncInvoke: { maximumRetryAttempts: 0, maximumEventAgeSeconds: 60, onFailureArn },
        }),
        lambdaFunction('listener'),
      ],
      topics: [{ logicalId: 'Failures', topicName: 'failures', arn: onFailureArn, policies: [] }],
      subscriptions: [
        {
          logicalId: 'S',
          topicArn: onFailureArn,
          protocol: 'lambda',
          endpoint: arn('lambda', 'function:listener'),
          rawMessageDelivery: false,
          filterPolicyScope: 'MessageAttributes',
        },
      ],
    },
    { worker: fails, listener: (event) => seen.push(event) },
  );
  stack.delivery.lambdas.invokeAsync('worker', {}, startMs);
  await stack.clock.runUntil(at(1));
  expect(JSON.parse(seen[0]!.Records[0]!.Sns.Message)).toMatchObject({
    requestContext: { condition: 'RetriesExhausted' },
  });
});

test('a fault with a rate strikes that share of the invocations, the same ones in every run', async () => {
  const struck = async (seed: number) => {
    const stack = withWorker(() => 'fine');
    const fault = { kind: 'throw', message: 'injected' } as const;
    stack.delivery.lambdas.addFault({ functionName: 'worker', window: {}, fault, rate: 0.2, seed });
    for (let index = 0; index < 500; index++) await stack.delivery.lambdas.invokeSync('worker', { index }, at(index));
    return stack.invocations.flatMap((request, index) => (request.fault === undefined ? [] : [index]));
  };
  const first = await struck(1);
  expect(first.length).toBeGreaterThan(75);
  expect(first.length).toBeLessThan(125);
  expect(await struck(1)).toEqual(first);
  expect(await struck(2)).not.toEqual(first);
});

test('a destination that is not rehearsed is named, and is no failed delivery', async () => {
  const onFailureArn = arn('events', 'event-bus/default');
  const stack = withWorker(fails, {
    asyncInvoke: { maximumRetryAttempts: 0, maximumEventAgeSeconds: 60, onFailureArn },
  });
  stack.delivery.lambdas.invokeAsync('worker', {}, at(0));
  await stack.clock.runUntil(at(1));
  expect(stack.valuesOf('DestinationDeliveryFailures', worker)).toEqual([]);
  expect(stack.delivery.findings).toEqual([
    { where: 'worker.OnFailure', what: expect.stringContaining('event-bus/default is not simulated') },
  ]);
});

test('a destination that is gone is counted as a failed delivery', async () => {
  const asyncInvoke = { maximumRetryAttempts: 0, maximumEventAgeSeconds: 60, onFailureArn: arn('sqs', 'gone') };
  const stack = withWorker(fails, { asyncInvoke });
  stack.delivery.lambdas.invokeAsync('worker', {}, at(0));
  await stack.clock.runUntil(at(1));
  expect(stack.valuesOf('DestinationDeliveryFailures', worker)).toHaveLength(1);
});

test('a dead letter tells its request, code and message as Lambda does', async () => {
  const stack = withWorker(fails, {
    deadLetterTargetArn: arn('sqs', 'lost'),
    asyncInvoke: { maximumRetryAttempts: 0, maximumEventAgeSeconds: 60 },
  });
  stack.delivery.lambdas.invokeAsync('worker', {}, at(0));
  await stack.clock.runUntil(at(1));
  const [message] = stack.delivery.queues.find('lost')!.receive(1, stack.clock.now(), 30).received;
  expect(message!.attributes).toEqual({
    RequestID: { DataType: 'String', StringValue: stack.invocations[0]!.requestId },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { DataType: 'String', StringValue: 'no luck' },
  });
});

test('an event that is throttled for longer than its maximum age is dropped with the code of a throttle', async () => {
  const stack = withWorker(() => 'fine', {
    deadLetterTargetArn: arn('sqs', 'lost'),
    asyncInvoke: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 60 },
  });
  stack.delivery.lambdas.addFault({ functionName: 'worker', window: {}, fault: { kind: 'throttle' } });
  stack.delivery.lambdas.invokeAsync('worker', {}, at(0));
  await stack.clock.runUntil(at(5));
  expect(stack.invocations).toEqual([]);
  expect(stack.valuesOf('AsyncEventsDropped', worker)).toEqual([[1, 1]]);
  const [message] = stack.delivery.queues.find('lost')!.receive(1, stack.clock.now(), 30).received;
  expect(message!.attributes.ErrorCode).toEqual({ DataType: 'Number', StringValue: '429' });
});
