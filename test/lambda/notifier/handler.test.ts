import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import type { handler as handlerType } from '../../../lambda/notifier/handler';
import type * as runtimeTesting from '../../../lambda/runtime/testing';
import { alarmAction, metricAlarm, T0, TOPICS, throughSns } from './sample-events';
import { BOT_TOKEN, SECRET_ARN, slackRoute } from './world';

const dynamo = mockClient(DynamoDBClient);
const secrets = mockClient(SecretsManagerClient);
const sqs = mockClient(SQSClient);
const fetched = jest.spyOn(globalThis, 'fetch');
const logs = (['info', 'warn', 'error'] as const).map((level) => jest.spyOn(console, level).mockReturnValue());

let handler: typeof handlerType;
let metrics: runtimeTesting.MetricsCapture;

beforeEach(() => {
  jest.useFakeTimers({ now: T0 + 1_500, doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval'] });
  for (const mock of [dynamo, secrets, sqs]) mock.reset();
  dynamo.on(PutItemCommand).resolves({});
  dynamo.on(GetItemCommand).resolves({});
  secrets.on(GetSecretValueCommand).resolves({ SecretString: BOT_TOKEN });
  sqs.on(SendMessageCommand).resolves({});
  sqs.on(ChangeMessageVisibilityCommand).resolves({});
  fetched.mockImplementation(async () => new Response('{"ok":true,"channel":"C1","ts":"1.1"}'));
  Object.assign(process.env, {
    ROUTES: JSON.stringify([{ topicArn: TOPICS.page, severity: 'page', channels: [slackRoute()] }]),
    STATE_TABLE: 'state',
    QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/alerts',
    DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/dead-alerts',
    SERVICE_NAME: 'shop',
    AWS_REGION: 'eu-west-1',
  });
  // A fresh module is a cold start: no secret of the test before is cached.
  jest.isolateModules(() => {
    const testing = require('../../../lambda/runtime/testing') as typeof runtimeTesting;
    metrics = testing.captureMetrics();
    handler = (require('../../../lambda/notifier/handler') as { handler: typeof handlerType }).handler;
  });
});

afterEach(() => {
  metrics.restore();
  jest.useRealTimers();
});

const sqsEvent = (...bodies: string[]) => ({
  Records: bodies.map((body, index) => ({
    eventSource: 'aws:sqs',
    messageId: `m-${index}`,
    receiptHandle: `h-${index}`,
    body,
    attributes: { ApproximateReceiveCount: '1' },
  })),
});

test('an alert in the queue is posted to Slack with the token of the secret, and counted', async () => {
  expect(await handler(sqsEvent(throughSns(metricAlarm())))).toEqual({ batchItemFailures: [] });
  const [url, request] = fetched.mock.calls.at(-1)!;
  expect(url).toBe('https://slack.com/api/chat.postMessage');
  expect(request?.headers).toMatchObject({ authorization: `Bearer ${BOT_TOKEN}` });
  expect(secrets.commandCalls(GetSecretValueCommand)[0]?.args[0].input).toEqual({ SecretId: SECRET_ARN });
  expect(metrics.metrics('DeliveryLatency')).toEqual([
    expect.objectContaining({ namespace: 'GoldenSignals/Notifier', dimensions: { service: 'shop' }, values: [1500] }),
  ]);
});

test('a rate limit sends the record back for as long as Slack asks', async () => {
  fetched.mockImplementation(async () => new Response('', { status: 429, headers: { 'retry-after': '30' } }));
  expect(await handler(sqsEvent(throughSns(metricAlarm())))).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-0' }],
  });
  expect(sqs.commandCalls(ChangeMessageVisibilityCommand)[0]?.args[0].input).toMatchObject({
    ReceiptHandle: 'h-0',
    VisibilityTimeout: 30,
  });
});

test('a missing secret sends the body to the dead-letter queue and says why', async () => {
  secrets.on(GetSecretValueCommand).rejects(new ResourceNotFoundException({ message: 'x', $metadata: {} }));
  const body = throughSns(metricAlarm());
  expect(await handler(sqsEvent(body))).toEqual({ batchItemFailures: [] });
  expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toEqual({
    QueueUrl: process.env.DEAD_LETTER_QUEUE_URL,
    MessageBody: body,
    MessageAttributes: {
      vendor: { DataType: 'String', StringValue: 'slack' },
      why: { DataType: 'String', StringValue: 'the secret cannot be read (ResourceNotFoundException)' },
    },
  });
});

test('a delivery that another invocation has made is not made again', async () => {
  dynamo.on(PutItemCommand).rejects(new ConditionalCheckFailedException({ message: 'x', $metadata: {} }));
  dynamo.on(GetItemCommand).resolves({ Item: { outcome: { S: 'DONE' } } });
  fetched.mockClear();
  expect(await handler(sqsEvent(throughSns(metricAlarm())))).toEqual({ batchItemFailures: [] });
  expect(fetched).not.toHaveBeenCalled();
});

test('an alarm’s Lambda action is delivered too, and its failure fails the invocation', async () => {
  expect(await handler(alarmAction())).toEqual({ batchItemFailures: [] });
  fetched.mockImplementation(async () => new Response('', { status: 500 }));
  await expect(handler(alarmAction())).rejects.toThrow('1 of 1 alerts could not be delivered');
});

test('a wrong environment fails each invocation with words that help, so that the queue keeps the alerts', async () => {
  process.env.ROUTES = '{';
  await expect(handler(sqsEvent(throughSns(metricAlarm())))).rejects.toThrow('ROUTES is no JSON list');
});

afterAll(() => {
  expect(JSON.stringify(logs.map(({ mock }) => mock.calls))).not.toContain(BOT_TOKEN);
});
