import type { APIGatewayProxyHandlerV2, Context, SQSEvent } from 'aws-lambda';
import { handlerMetrics, measured, replaceSink } from '../../../lambda/runtime';
import { captureMetrics, type MetricsCapture } from '../../../lambda/runtime/testing';
import { emfProblems } from './emf-validator';

const context = { getRemainingTimeInMillis: () => 8000, memoryLimitInMB: '256', functionName: 'orders' } as Context;

let capture: MetricsCapture;
beforeEach(() => {
  capture = captureMetrics();
  let nowMs = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (nowMs += 400));
  jest.spyOn(process, 'memoryUsage').mockReturnValue({ rss: 64 * 1024 * 1024 } as NodeJS.MemoryUsage);
});
afterEach(() => {
  capture.restore();
  jest.restoreAllMocks();
});

test('each invocation emits its four golden signals in one document', async () => {
  const handler = measured(async (event: { id: string }, _context: Context) => ({ got: event.id }), {
    service: 'orders',
  });
  await expect(handler({ id: 'a' }, context)).resolves.toEqual({ got: 'a' });
  expect(capture.lines).toHaveLength(1);
  expect(emfProblems(capture.lines[0]!)).toEqual([]);
  expect(capture.documents()[0]).toMatchObject({
    service: 'orders',
    Duration: 400,
    Invocations: 1,
    Errors: 0,
    TimeUsedPercent: 5,
    MemoryUsedPercent: 25,
  });
  expect(capture.metrics()[0]!.namespace).toBe('GoldenSignals/Handler');
});

test('a thrown error counts, and reaches the caller as it is', async () => {
  const error = new Error('no stock');
  const rejecting = measured(async () => Promise.reject(error), { service: 'orders' });
  const throwing = measured(
    () => {
      throw error;
    },
    { service: 'orders' },
  );
  await expect(rejecting()).rejects.toBe(error);
  await expect(throwing()).rejects.toBe(error);
  expect(capture.values('Errors')).toEqual([1, 1]);
  expect(capture.values('Invocations')).toEqual([1, 1]);
});

test('an HTTP answer of 500 or more counts as an error, others do not', async () => {
  const handler = measured(async (statusCode: number) => ({ statusCode }), { service: 'orders' });
  for (const statusCode of [200, 404, 499, 500, 503]) {
    await expect(handler(statusCode)).resolves.toEqual({ statusCode });
  }
  expect(capture.values('Errors')).toEqual([0, 0, 0, 1, 1]);
});

test('saturation is left out when there is no context to measure it against', async () => {
  await measured(async () => 'done', { service: 'orders' })();
  await measured(async (_event: unknown, _context: unknown) => 'done')(
    {},
    { getRemainingTimeInMillis: 3, memoryLimitInMB: 'x' },
  );
  const names = ['Duration', 'Invocations', 'Errors'];
  expect(capture.metrics().map(({ metricName }) => metricName)).toEqual([...names, ...names]);
});

test('saturation stays within 0 and 100', async () => {
  const tight = { ...context, getRemainingTimeInMillis: () => 10, memoryLimitInMB: '1' };
  await measured(async (_event: unknown, _context: unknown) => 'done')({}, tight);
  expect(capture.values('TimeUsedPercent')).toEqual([100]);
  expect(capture.values('MemoryUsedPercent')).toEqual([100]);
});

test('the service is the function name unless it is given', async () => {
  process.env.AWS_LAMBDA_FUNCTION_NAME = 'orders-function';
  const handler = measured(async () => 'done');
  delete process.env.AWS_LAMBDA_FUNCTION_NAME;
  await handler();
  expect(capture.documents()[0]).toMatchObject({ service: 'orders-function' });
});

test('invocations that overlap do not share anything', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const handler = measured(async (fails: boolean) => {
    await gate;
    if (fails) throw new Error('late');
    return 'done';
  });
  const outcomes = Promise.allSettled([handler(true), handler(false)]);
  release();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(capture.values('Errors')).toEqual([1, 0]);
});

test('a broken sink, context, result or /proc changes neither result nor error', async () => {
  const fail = () => {
    throw new Error('monitoring is broken');
  };
  jest.spyOn(process, 'memoryUsage').mockImplementation(fail);
  const undo = replaceSink(fail);
  const result = Object.defineProperty({}, 'statusCode', { get: fail });
  const handler = measured(async (_event: unknown, _context: unknown) => result);
  await expect(handler({}, { getRemainingTimeInMillis: fail })).resolves.toBe(result);
  await expect(handler(null, null)).resolves.toBe(result);
  undo();
});

test('the wrapped handler has the type of the handler', async () => {
  const http: APIGatewayProxyHandlerV2 = measured(async (event) => ({ statusCode: 200, body: event.rawPath }));
  const queue: (event: SQSEvent, context: Context) => Promise<{ batchItemFailures: [] }> = measured(
    async (_event: SQSEvent, _context: Context) => ({ batchItemFailures: [] as [] }),
  );
  // @ts-expect-error the event is not an SQS event
  await queue({ Records: 1 }, context);
  expect(http).toHaveLength(0);
});

test('the contract says what is emitted', () => {
  expect(handlerMetrics.contract).toMatchObject({ namespace: 'GoldenSignals/Handler', dimensions: ['service'] });
  expect(handlerMetrics.contract.metrics.map(({ name, unit, signal }) => `${name} ${unit} ${signal}`)).toEqual([
    'Duration Milliseconds latency',
    'Invocations Count traffic',
    'Errors Count errors',
    'TimeUsedPercent Percent saturation',
    'MemoryUsedPercent Percent saturation',
  ]);
});
