import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { handler } from '../../../lambda/example/fulfilment';
import { captureMetrics, type MetricsCapture } from '../../../lambda/runtime/testing';

const dynamodb = mockClient(DynamoDBClient);
let capture: MetricsCapture;

beforeEach(() => {
  dynamodb.reset();
  capture = captureMetrics();
  for (const level of ['info', 'error'] as const) jest.spyOn(console, level).mockReset();
  process.env.ORDERS_TABLE = 'orders';
});
afterEach(() => capture.restore());

/** A batch with the message ids m-0, m-1 … */
function batch(...bodies: (string | object)[]): SQSEvent {
  const records = bodies.map((body, index) => ({
    messageId: `m-${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }));
  return { Records: records as SQSRecord[] };
}

test('marks each order as fulfilled', async () => {
  const event = batch({ orderId: 'o-1', sku: 'sku-1', quantity: 1 }, { orderId: 'o-2', sku: 'sku-2', quantity: 1 });
  await expect(handler(event)).resolves.toEqual({ batchItemFailures: [] });
  const inputs = dynamodb.commandCalls(UpdateItemCommand).map(({ args }) => args[0].input);
  expect(inputs.map(({ Key }) => Key)).toEqual([{ orderId: { S: 'o-1' } }, { orderId: { S: 'o-2' } }]);
  expect(inputs[0]).toMatchObject({
    TableName: 'orders',
    ExpressionAttributeValues: { ':fulfilled': { S: 'fulfilled' } },
  });
  expect(capture.documents()[0]).toMatchObject({ service: 'fulfilment', Errors: 0 });
});

test('reports only the poison messages as failed, and logs each', async () => {
  const event = batch(
    { orderId: 'o-1', sku: 'sku-broken', quantity: 1 },
    { orderId: 'o-2', sku: 'sku-2', quantity: 1 },
    '{"orderId":',
    '[]',
  );
  await expect(handler(event)).resolves.toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-0' }, { itemIdentifier: 'm-2' }, { itemIdentifier: 'm-3' }],
  });
  expect(dynamodb.commandCalls(UpdateItemCommand)).toHaveLength(1);
  expect(jest.mocked(console.error).mock.calls.flat()).toEqual([
    { message: 'order not fulfilled', messageId: 'm-0', reason: 'Error: the warehouse has no sku-broken' },
    { message: 'order not fulfilled', messageId: 'm-2', reason: 'Error: the message is not an order' },
    { message: 'order not fulfilled', messageId: 'm-3', reason: 'Error: the message is not an order' },
  ]);
});

test('a message that meets a failing table comes again', async () => {
  dynamodb.on(UpdateItemCommand).rejectsOnce(new Error('throttled')).resolves({});
  const event = batch({ orderId: 'o-1', sku: 'sku-1' }, { orderId: 'o-2', sku: 'sku-2' });
  await expect(handler(event)).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: 'm-0' }] });
});
