import { load } from './load';

const document = (id: string) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: id, Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Resource: { Ref: 'T' } }],
});
const resolvedDocument = (id: string, Resource: string) => ({
  ...document(id),
  Statement: [{ ...document(id).Statement[0], Resource }],
});

test('a topic has the policies that name it, and its key', () => {
  const model = load({
    T: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'K' } } },
    Other: { Type: 'AWS::SNS::Topic' },
    P: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'T' }], PolicyDocument: document('a') } },
    I: { Type: 'AWS::SNS::TopicInlinePolicy', Properties: { TopicArn: { Ref: 'T' }, PolicyDocument: document('b') } },
    K: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: document('k'), EnableKeyRotation: true } },
    Alias: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: 'alias/alerts', TargetKeyId: { 'Fn::GetAtt': ['K', 'Arn'] } },
    },
  });
  const [topic, other] = model.topics;
  expect(topic).toMatchObject({
    kmsKeyId: 'Shop-K',
    policies: [resolvedDocument('a', topic!.arn), resolvedDocument('b', topic!.arn)],
  });
  expect(other).toEqual({ logicalId: 'Other', topicName: 'Shop-Other', arn: other!.arn, policies: [] });
  expect(model.keys).toEqual([
    {
      logicalId: 'K',
      keyId: 'Shop-K',
      arn: 'arn:aws:kms:us-east-1:123456789012:key/Shop-K',
      aliases: ['alias/alerts'],
      policy: resolvedDocument('k', topic!.arn),
    },
  ]);
  expect(model.notRehearsed).toEqual([]);
});

test('a queue has the policies that name it, and its key', () => {
  const model = load({
    T: { Type: 'AWS::SNS::Topic' },
    Q: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'alias/aws/sqs' } },
    P: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Q' }], PolicyDocument: document('a') } },
  });
  expect(model.queues[0]).toMatchObject({
    kmsKeyId: 'alias/aws/sqs',
    policies: [resolvedDocument('a', model.topics[0]!.arn)],
  });
  expect(model.notRehearsed).toEqual([]);
});

test('who may invoke a function', () => {
  const Properties = {
    Action: 'lambda:InvokeFunction',
    FunctionName: { 'Fn::GetAtt': ['Fn', 'Arn'] },
    Principal: 'lambda.alarms.cloudwatch.amazonaws.com',
    SourceArn: 'arn',
  };
  const model = load({
    Fn: { Type: 'AWS::Lambda::Function' },
    P: { Type: 'AWS::Lambda::Permission', Properties },
  });
  expect(model.permissions).toEqual([
    { logicalId: 'P', functionName: 'Shop-Fn', principal: Properties.Principal, sourceArn: 'arn' },
  ]);
  expect(model.notRehearsed).toEqual([]);
});

test('a subscription filter leads to a function; another destination is reported', () => {
  const filter = (DestinationArn: unknown) => ({
    Type: 'AWS::Logs::SubscriptionFilter',
    Properties: { LogGroupName: '/app', FilterPattern: '?ERROR ?WARN', DestinationArn },
  });
  const model = load({
    Fn: { Type: 'AWS::Lambda::Function' },
    S: filter({ 'Fn::GetAtt': ['Fn', 'Arn'] }),
    Far: filter('arn:aws:firehose:us-east-1:123456789012:deliverystream/d'),
  });
  expect(model.subscriptionFilters[0]).toEqual({
    logicalId: 'S',
    filterName: 'Shop-S',
    logGroupName: '/app',
    filterPattern: '?ERROR ?WARN',
    destinationArn: model.functions[0]!.arn,
  });
  expect(model.notRehearsed.map(({ where }) => where)).toEqual(['Far.DestinationArn']);
});
