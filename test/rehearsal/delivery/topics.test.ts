import type { SNSEvent, SQSEvent } from 'aws-lambda';
import type { SubscriptionModel } from '../../../rehearsal/template/model';
import { arn, at, lambdaFunction, mapping, queue, RehearsedStack, startMs } from './rehearsed-stack';

const topicArn = arn('sns', 'alerts');
const alerts = { TopicName: 'alerts' };
const alarmMessage = JSON.stringify({
  AlarmName: 'orders-errors',
  AlarmDescription: 'Orders fail.',
  AWSAccountId: '123456789012',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed: 1 datapoint was greater than the threshold (0.0).',
  StateChangeTime: '2026-01-05T09:00:00.000+0000',
  Region: 'US East (N. Virginia)',
  AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:orders-errors',
  OldStateValue: 'OK',
  OKActions: [],
  AlarmActions: [topicArn],
  InsufficientDataActions: [],
  Trigger: {
    MetricName: 'Errors',
    Namespace: 'AWS/Lambda',
    Statistic: 'SUM',
    Dimensions: [{ name: 'FunctionName', value: 'orders' }],
    Period: 60,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0,
    TreatMissingData: 'notBreaching',
  },
});

function subscribed(protocol: string, endpoint: string, overrides: Partial<SubscriptionModel> = {}): SubscriptionModel {
  return {
    logicalId: `to-${protocol}`,
    topicArn,
    protocol,
    endpoint,
    rawMessageDelivery: false,
    filterPolicyScope: 'MessageAttributes',
    ...overrides,
  };
}

function withSubscriptions(...subscriptions: SubscriptionModel[]) {
  const events: (SNSEvent | SQSEvent)[] = [];
  const stack = new RehearsedStack(
    {
      topics: [{ logicalId: 'Alerts', topicName: 'alerts', arn: topicArn, policies: [] }],
      subscriptions,
      queues: [queue('inbox'), queue('undelivered')],
      functions: [lambdaFunction('notifier')],
      eventSourceMappings: [mapping('inbox', 'notifier')],
    },
    { notifier: (event) => events.push(event) },
  );
  return { stack, events };
}

test('a message reaches a queue’s worker at the instant of its publication, in SNS’s envelope', async () => {
  const { stack, events } = withSubscriptions(subscribed('sqs', arn('sqs', 'inbox')));
  stack.delivery.topics.publish(topicArn, 'ALARM: "a"', '{"AlarmName":"a"}', at(1));
  await stack.clock.runUntil(at(2));
  expect(stack.invokedAt('notifier')).toEqual([1]);
  const [record] = (events[0] as SQSEvent).Records;
  expect(record).toMatchObject({ eventSource: 'aws:sqs', eventSourceARN: arn('sqs', 'inbox'), awsRegion: 'us-east-1' });
  expect(JSON.parse(record!.body)).toEqual({
    Type: 'Notification',
    MessageId: expect.stringMatching(/^[\da-f-]{36}$/),
    TopicArn: topicArn,
    Subject: 'ALARM: "a"',
    Message: '{"AlarmName":"a"}',
    Timestamp: '2026-01-05T09:01:00.000Z',
    SignatureVersion: '1',
    Signature: expect.any(String),
    SigningCertURL: expect.stringContaining('https://sns.us-east-1.amazonaws.com/'),
    UnsubscribeURL: expect.stringContaining('Action=Unsubscribe'),
  });
});

test('raw delivery puts the message itself into the queue', async () => {
  const { stack, events } = withSubscriptions(subscribed('sqs', arn('sqs', 'inbox'), { rawMessageDelivery: true }));
  stack.delivery.topics.publish(topicArn, undefined, 'as it is', startMs);
  await stack.clock.runUntil(at(1));
  expect((events[0] as SQSEvent).Records[0]!.body).toBe('as it is');
});

test('a function gets an SNS event', async () => {
  const { stack, events } = withSubscriptions(subscribed('lambda', arn('lambda', 'function:notifier')));
  stack.delivery.topics.publish(topicArn, 'hello', 'world', startMs);
  await stack.clock.runUntil(at(1));
  expect((events[0] as SNSEvent).Records[0]).toMatchObject({
    EventSource: 'aws:sns',
    EventSubscriptionArn: expect.stringContaining(topicArn),
    Sns: { Subject: 'hello', Message: 'world', SigningCertUrl: expect.any(String), MessageAttributes: {} },
  });
});

test('an e-mail tells what the alarm is, what it did and where to look', async () => {
  const { stack } = withSubscriptions(subscribed('email', 'ops@example.com'));
  stack.delivery.topics.publish(topicArn, 'ALARM: "orders-errors" in US East (N. Virginia)', alarmMessage, at(1));
  await stack.clock.runUntil(at(1));
  const [email] = stack.delivery.topics.emails;
  expect(email).toMatchObject({
    atMs: at(1),
    to: 'ops@example.com',
    subject: 'ALARM: "orders-errors" in US East (N. Virginia)',
  });
  for (const part of [
    '"orders-errors" in US East (N. Virginia)',
    'https://us-east-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1#alarmsV2:alarm/orders-errors',
    '- State Change: OK -> ALARM',
    '- Description: Orders fail.',
    '- Comparison: GreaterThanThreshold 0',
    '- Datapoints: 2 of the last 3',
    '- Dimensions: [FunctionName = orders]',
    `- ALARM: [${topicArn}]`,
  ]) {
    expect(email!.text).toContain(part);
  }
});

test('a message that is no alarm is e-mailed as it is; email-json gets the envelope', async () => {
  const { stack } = withSubscriptions(subscribed('email', 'a@example.com'), subscribed('email-json', 'b@example.com'));
  stack.delivery.topics.publish(topicArn, undefined, 'plain', startMs);
  await stack.clock.runUntil(startMs);
  const [plain, json] = stack.delivery.topics.emails;
  expect(plain!.text).toBe('plain');
  expect(JSON.parse(json!.text)).toMatchObject({ Type: 'Notification', Message: 'plain' });
});

test('an endpoint that the stack does not have counts as failed and goes to the subscription’s dead-letter queue', async () => {
  const deadLetterTargetArn = arn('sqs', 'undelivered');
  const { stack } = withSubscriptions(
    subscribed('sqs', arn('sqs', 'gone'), { deadLetterTargetArn }),
    subscribed('email', 'ops@example.com'),
  );
  stack.delivery.topics.publish(topicArn, undefined, 'x', startMs);
  await stack.clock.runUntil(startMs);
  expect(stack.valuesOf('NumberOfMessagesPublished', alerts)).toEqual([[0, 1]]);
  expect(stack.valuesOf('NumberOfNotificationsDelivered', alerts)).toEqual([[0, 1]]);
  expect(stack.valuesOf('NumberOfNotificationsFailed', alerts)).toEqual([[0, 1]]);
  expect(stack.valuesOf('NumberOfNotificationsRedrivenToDlq', alerts)).toEqual([[0, 1]]);
  expect(stack.delivery.queues.find('undelivered')!.visible(startMs)).toBe(1);
});

test('publishing to a topic that the stack does not have is noted, and refused to a handler', async () => {
  const { stack } = withSubscriptions();
  expect(stack.delivery.topics.publish(arn('sns', 'other'), 's', 'm', startMs)).toBeUndefined();
  expect(stack.eventsOf('notDelivered')).toEqual([expect.objectContaining({ to: arn('sns', 'other') })]);
  const input = { TopicArn: arn('sns', 'other'), Message: 'm' };
  const call = { service: 'sns', operation: 'Publish', input, functionName: 'any', atMs: startMs };
  expect(await stack.delivery.topics.call(call)).toMatchObject({ error: { code: 'NotFound', statusCode: 404 } });
});

test('a handler publishes with attributes, which reach a raw queue', async () => {
  const { stack, events } = withSubscriptions(subscribed('sqs', arn('sqs', 'inbox'), { rawMessageDelivery: true }));
  const MessageAttributes = { severity: { DataType: 'String', StringValue: 'page' } };
  const input = { TopicArn: topicArn, Message: 'm', MessageAttributes };
  const call = { service: 'sns', operation: 'Publish', input, functionName: 'any', atMs: startMs };
  expect(await stack.delivery.topics.call(call)).toMatchObject({ output: { MessageId: expect.any(String) } });
  await stack.clock.runUntil(at(1));
  expect((events[0] as SQSEvent).Records[0]!.messageAttributes).toEqual({
    severity: { dataType: 'String', stringValue: 'page', stringListValues: [], binaryListValues: [] },
  });
});

test('a subscription with a filter policy receives only what passes it', async () => {
  const overrides = { filterPolicy: { state: ['ALARM'] }, filterPolicyScope: 'MessageBody' } as const;
  const { stack } = withSubscriptions(subscribed('email', 'ops@example.com', overrides));
  stack.delivery.topics.publish(topicArn, 'quiet', '{"state":"OK"}', at(1));
  stack.delivery.topics.publish(topicArn, 'loud', '{"state":"ALARM"}', at(1));
  await stack.clock.runUntil(at(2));
  expect(stack.delivery.topics.emails.map(({ subject }) => subject)).toEqual(['loud']);
  expect(stack.valuesOf('NumberOfNotificationsFilteredOut', alerts)).toEqual([[1, 1]]);
  expect(stack.valuesOf('NumberOfNotificationsFilteredOut-MessageBody', alerts)).toEqual([[1, 1]]);
});

test('a function that fails is Lambda’s to retry: SNS has delivered', async () => {
  const { stack } = withSubscriptions(subscribed('lambda', arn('lambda', 'function:notifier')));
  const fault = { kind: 'throw', message: 'boom' } as const;
  stack.delivery.lambdas.addFault({ functionName: 'notifier', window: {}, fault });
  stack.delivery.topics.publish(topicArn, 'hello', 'world', startMs);
  await stack.clock.runUntil(at(5));
  expect(stack.invokedAt('notifier').map(Math.floor)).toEqual([0, 1, 3]);
  expect(stack.valuesOf('NumberOfNotificationsDelivered', alerts)).toEqual([[0, 1]]);
  expect(stack.valuesOf('NumberOfNotificationsFailed', alerts)).toEqual([]);
});
