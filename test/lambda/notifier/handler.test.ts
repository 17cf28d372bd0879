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
import { readEnvironment } from '../../../lambda/notifier/environment';
import { handler } from '../../../lambda/notifier/handler';
import { createNotifier } from '../../../lambda/notifier/notifier';
import { captureMetrics, type MetricsCapture } from '../../../lambda/runtime/testing';
import { alarmAction, metricAlarm, stamp, T0, TOPICS, throughSns } from './sample-events';
import { BOT_TOKEN, SECRET_ARN, slackRoute } from './world';

const dynamo = mockClient(DynamoDBClient);
const secrets = mockClient(SecretsManagerClient);
const sqs = mockClient(SQSClient);
const fetched = jest.spyOn(globalThis, 'fetch');
const logs = (['info', 'warn', 'error'] as const).map((level) => jest.spyOn(console, level).mockReturnValue());

let metrics: MetricsCapture;
/** Each test is an hour after the one before: no secret is cached any more. */
let nowMs = T0;

beforeEach(() => {
  nowMs += 3_600_000;
  jest.useFakeTimers({ now: nowMs, doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval'] });
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
  metrics = captureMetrics();
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
  const alarm = metricAlarm({ StateChangeTime: stamp(nowMs - 1_500) });
  expect(await handler(sqsEvent(throughSns(alarm)))).toEqual({ batchItemFailures: [] });
  const [url, request] = fetched.mock.calls.at(-1)!;
  expect(url).toBe('https://slack.com/api/chat.postMessage');
  expect(request?.headers).toMatchObject({ authorization: `Bearer ${BOT_TOKEN}` });
  expect(secrets.commandCalls(GetSecretValueCommand)[0]?.args[0].input).toEqual({ SecretId: SECRET_ARN });
  expect(metrics.metrics('DeliveryLatency')).toEqual([
    expect.objectContaining({ namespace: 'GoldenSignals/Notifier', dimensions: { service: 'shop' }, values: [1_500] }),
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
  const notifier = createNotifier(() => {
    throw new Error(String(readEnvironment({})));
  });
  const event = sqsEvent(throughSns(metricAlarm()));
  for (let invocation = 0; invocation < 2; invocation++)
    await expect(notifier(event)).rejects.toThrow('ROUTES is not set');
});

afterAll(() => {
  expect(JSON.stringify(logs.map(({ mock }) => mock.calls))).not.toContain(BOT_TOKEN);
});
