import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { handler } from '../../../lambda/example/orders';
import { captureMetrics, type MetricsCapture } from '../../../lambda/runtime/testing';
import { contextOf, httpEvent } from './http-event';

const dynamodb = mockClient(DynamoDBClient);
const sqs = mockClient(SQSClient);
const payments = jest.spyOn(globalThis, 'fetch');
let capture: MetricsCapture;

beforeEach(() => {
  dynamodb.reset();
  sqs.reset();
  payments.mockReset();
  capture = captureMetrics();
  for (const level of ['info', 'error'] as const) jest.spyOn(console, level).mockReset();
  process.env.ORDERS_TABLE = 'orders';
  process.env.FULFILMENT_QUEUE_URL = 'https://sqs.example.com/fulfilment';
  process.env.PAYMENTS_URL = 'https://payments.example.com';
});
afterEach(() => capture.restore());

const place = (body: string, isBase64Encoded = false) =>
  handler(httpEvent('POST /orders', { body, isBase64Encoded }), contextOf('order-1'));

const order = JSON.stringify({ sku: 'sku-1', quantity: 2 });

describe('POST /orders', () => {
  test('charges, stores, hands over to fulfilment and answers 201', async () => {
    payments.mockResolvedValue(Response.json({ paymentId: 'p-1', status: 'accepted' }));
    await expect(place(order)).resolves.toMatchObject({
      statusCode: 201,
      body: JSON.stringify({ orderId: 'order-1', status: 'placed' }),
    });

    const message = JSON.stringify({ orderId: 'order-1', sku: 'sku-1', quantity: 2 });
    const [url, request] = payments.mock.calls[0]!;
    expect(url).toBe('https://payments.example.com/payments');
    expect(request).toMatchObject({ method: 'POST', body: message, signal: expect.any(AbortSignal) });
    expect(dynamodb.commandCalls(PutItemCommand)[0]!.args[0].input).toEqual({
      TableName: 'orders',
      Item: {
        orderId: { S: 'order-1' },
        sku: { S: 'sku-1' },
        quantity: { N: '2' },
        paymentId: { S: 'p-1' },
        status: { S: 'placed' },
      },
    });
    expect(sqs.commandCalls(SendMessageCommand)[0]!.args[0].input).toEqual({
      QueueUrl: 'https://sqs.example.com/fulfilment',
      MessageBody: message,
    });
  });

  test('emits its business metrics in one document, its golden signals in another', async () => {
    payments.mockResolvedValue(Response.json({ paymentId: 'p-1', status: 'accepted' }));
    await place(order);
    expect(capture.documents()).toEqual([
      expect.objectContaining({ operation: 'place', orderId: 'order-1', OrdersPlaced: 1, PaymentFailures: 0 }),
      expect.objectContaining({ service: 'orders', Invocations: 1, Errors: 0 }),
    ]);
    expect(capture.values('PaymentLatency')).toHaveLength(1);
  });

  test('understands a body that API Gateway encoded', async () => {
    payments.mockResolvedValue(Response.json({ paymentId: 'p-1' }));
    await expect(place(Buffer.from(order).toString('base64'), true)).resolves.toMatchObject({ statusCode: 201 });
  });

  test.each([
    ['not JSON', 'sku must be a non-empty string'],
    ['null', 'sku must be a non-empty string'],
    ['{"quantity":1}', 'sku must be a non-empty string'],
    ['{"sku":"sku-1","quantity":0}', 'quantity must be a whole number of at least 1'],
    ['{"sku":"sku-1","quantity":"2"}', 'quantity must be a whole number of at least 1'],
  ])('answers 400 to %s and says why', async (body, error) => {
    await expect(place(body)).resolves.toMatchObject({ statusCode: 400, body: JSON.stringify({ error }) });
    expect(payments).not.toHaveBeenCalled();
    expect(capture.values('Errors')).toEqual([0]);
  });

  test('answers 402 when the payment is declined, which is no error of ours', async () => {
    payments.mockResolvedValue(Response.json({}, { status: 402 }));
    await expect(place(order)).resolves.toMatchObject({ statusCode: 402 });
    expect(console.error).not.toHaveBeenCalled();
    expect(capture.values('PaymentFailures')).toEqual([0]);
    expect(capture.values('Errors')).toEqual([0]);
  });

  test.each([
    ['answers 503', async () => new Response('', { status: 503 }), 'payments answered 503'],
    ['answers nonsense', async () => new Response('<html>'), expect.stringContaining('SyntaxError')],
    [
      'does not answer',
      async () => Promise.reject(new Error('timeout')),
      'no usable answer from payments: Error: timeout',
    ],
  ])('answers 502, logs and counts when the payment provider %s', async (_what, respond, reason) => {
    payments.mockImplementation(respond);
    await expect(place(order)).resolves.toMatchObject({ statusCode: 502, body: '{"error":"payment failed"}' });
    expect(console.error).toHaveBeenCalledWith({ message: 'payment failed', orderId: 'order-1', reason });
    expect(dynamodb.calls()).toHaveLength(0);
    expect(capture.values('PaymentFailures')).toEqual([1]);
    expect(capture.values('OrdersPlaced')).toEqual([]);
    expect(capture.values('Errors')).toEqual([1]);
  });

  test('throws when the table fails, with its metrics written', async () => {
    payments.mockResolvedValue(Response.json({ paymentId: 'p-1' }));
    dynamodb.on(PutItemCommand).rejects(new Error('throttled'));
    await expect(place(order)).rejects.toThrow('throttled');
    expect(sqs.calls()).toHaveLength(0);
    expect(capture.values('PaymentFailures')).toEqual([0]);
    expect(capture.values('Errors')).toEqual([1]);
  });
});

describe('GET /orders/{id}', () => {
  const show = (id: string) =>
    handler(httpEvent('GET /orders/{id}', { pathParameters: { id } }), contextOf('request-2'));

  test('shows an order', async () => {
    const Item = { sku: { S: 'sku-1' }, quantity: { N: '2' }, paymentId: { S: 'p-1' }, status: { S: 'fulfilled' } };
    dynamodb.on(GetItemCommand, { TableName: 'orders', Key: { orderId: { S: 'order-1' } } }).resolves({ Item });
    const { statusCode, body } = await show('order-1');
    expect(statusCode).toBe(200);
    expect(JSON.parse(body!)).toEqual({
      orderId: 'order-1',
      sku: 'sku-1',
      quantity: 2,
      paymentId: 'p-1',
      status: 'fulfilled',
    });
  });

  test('answers 404 when there is none', async () => {
    dynamodb.on(GetItemCommand).resolves({});
    await expect(show('order-9')).resolves.toMatchObject({ statusCode: 404, body: '{"error":"no order order-9"}' });
  });
});

test('an unknown route is answered with 404', async () => {
  await expect(handler(httpEvent('DELETE /orders'), contextOf('request-3'))).resolves.toMatchObject({
    statusCode: 404,
  });
});
