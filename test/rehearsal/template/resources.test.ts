import { load, placeholder } from './load';

const places = (model: ReturnType<typeof load>): string[] => model.notRehearsed.map(({ where }) => where);

describe('queue', () => {
  test('its redrive policy names the dead-letter queue by ARN', () => {
    const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: '5' };
    const { queues } = load({
      Dead: { Type: 'AWS::SQS::Queue' },
      Jobs: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy } },
    });
    expect(queues[1]!.redrive).toEqual({ deadLetterTargetArn: queues[0]!.arn, maxReceiveCount: 5 });
  });

  test('a FIFO queue is reported', () => {
    expect(
      places(load({ Q: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true, QueueName: 'q.fifo' } } })),
    ).toEqual(['Q']);
  });
});

describe('function', () => {
  test('its event invoke config is part of it', () => {
    const model = load({
      Fn: { Type: 'AWS::Lambda::Function' },
      Config: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: 'Fn' },
          Qualifier: '$LATEST',
          MaximumRetryAttempts: 0,
          DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:123456789012:lost' } },
        },
      },
    });
    expect(model.functions[0]!.asyncInvoke).toEqual({
      maximumRetryAttempts: 0,
      maximumEventAgeSeconds: 21_600,
      onFailureArn: 'arn:aws:sqs:us-east-1:123456789012:lost',
    });
    expect(model.notRehearsed).toEqual([]);
  });

  test('without a log group of its own it writes to Lambda’s default one, as text', () => {
    expect(load({ Fn: { Type: 'AWS::Lambda::Function' } }).functions[0]).toMatchObject({
      logGroupName: '/aws/lambda/Shop-Fn',
      logFormat: 'Text',
      timeoutSeconds: 3,
    });
  });

  test('code that cannot be run and a level that drops lines are reported', () => {
    const Properties = {
      Code: { ZipFile: 'x' },
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'WARN', SystemLogLevel: 'INFO' },
    };
    expect(places(load({ Fn: { Type: 'AWS::Lambda::Function', Properties } }))).toEqual([
      'Fn.LoggingConfig.ApplicationLogLevel',
      'Fn.Code.ZipFile',
    ]);
  });
});

test('an event source that is not a queue is reported and calls nothing', () => {
  const Properties = { FunctionName: 'f', EventSourceArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/s' };
  const model = load({ M: { Type: 'AWS::Lambda::EventSourceMapping', Properties } });
  expect(model.eventSourceMappings).toEqual([]);
  expect(places(model)).toContain('M');
});

describe('HTTP API', () => {
  const api = (integration: Record<string, unknown>, route: Record<string, unknown> = {}) =>
    load({
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'orders', ProtocolType: 'HTTP' } },
      Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' } },
      Fn: { Type: 'AWS::Lambda::Function' },
      Int: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: { ApiId: { Ref: 'Api' }, IntegrationType: 'AWS_PROXY', ...integration },
      },
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId: { Ref: 'Api' },
          RouteKey: 'GET /',
          Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Int' }]] },
          ...route,
        },
      },
    });

  test.each([
    ['its ARN', { 'Fn::GetAtt': ['Fn', 'Arn'] }],
    [
      'an invocation URI',
      {
        'Fn::Sub': `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${placeholder('Fn.Arn')}/invocations`,
      },
    ],
    ['an alias', { 'Fn::Sub': `${placeholder('Fn.Arn')}:live` }],
  ])('a route leads to the function behind %s', (_case, IntegrationUri) => {
    const model = api({ IntegrationUri, PayloadFormatVersion: '2.0' });
    expect(model.httpApis[0]).toMatchObject({
      name: 'orders',
      stages: ['$default'],
      routes: [{ routeKey: 'GET /', functionName: 'Shop-Fn', payloadFormatVersion: '2.0' }],
    });
    expect(model.notRehearsed).toEqual([]);
  });

  test('a route to something else than a function, an authorizer and the old payload format are reported', () => {
    expect(api({ IntegrationType: 'HTTP_PROXY', IntegrationUri: 'https://example.com' }).httpApis[0]!.routes).toEqual(
      [],
    );
    const model = api({ IntegrationUri: { 'Fn::GetAtt': ['Fn', 'Arn'] } }, { AuthorizationType: 'JWT' });
    expect(places(model).sort()).toEqual(['Route', 'Route.AuthorizationType']);
  });
});

describe('topic', () => {
  test('subscriptions stand alone or in the topic', () => {
    const model = load({
      T: { Type: 'AWS::SNS::Topic', Properties: { Subscription: [{ Protocol: 'email', Endpoint: 'a@example.com' }] } },
      S: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: 'T' }, Protocol: 'email', Endpoint: 'b@example.com' },
      },
    });
    expect(model.subscriptions.map(({ topicArn, endpoint }) => [topicArn, endpoint])).toEqual([
      [model.topics[0]!.arn, 'a@example.com'],
      [model.topics[0]!.arn, 'b@example.com'],
    ]);
    expect(model.notRehearsed).toEqual([]);
  });

  test('a protocol that is not delivered and a filter condition that is not known are reported', () => {
    const Properties = {
      TopicArn: 'x',
      Protocol: 'sms',
      Endpoint: '+1',
      FilterPolicy: { a: [{ regex: '^10' }] },
    };
    expect(places(load({ S: { Type: 'AWS::SNS::Subscription', Properties } }))).toEqual([
      'S.Protocol',
      'S.FilterPolicy',
    ]);
  });
});

describe('table', () => {
  const keys = {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  };

  test('its definition is what CreateTable takes', () => {
    const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };
    const index = { IndexName: 'byId', KeySchema: keys.KeySchema, Projection: { ProjectionType: 'ALL' } };
    const model = load({
      T: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          ...keys,
          BillingMode: 'PAY_PER_REQUEST',
          TimeToLiveSpecification,
          GlobalSecondaryIndexes: [index],
        },
      },
    });
    expect(model.tables[0]).toMatchObject({ tableName: 'Shop-T', timeToLiveAttribute: 'expires' });
    expect(model.tables[0]!.definition).toEqual({
      TableName: 'Shop-T',
      ...keys,
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [index],
    });
    expect(model.notRehearsed).toEqual([]);
  });

  test('a provisioned table has its throughput as numbers', () => {
    const ProvisionedThroughput = { ReadCapacityUnits: '2', WriteCapacityUnits: 3 };
    const model = load({ T: { Type: 'AWS::DynamoDB::Table', Properties: { ...keys, ProvisionedThroughput } } });
    expect(model.tables[0]!.definition).toMatchObject({
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 3 },
    });
  });

  test('streams and further replicas are reported', () => {
    const Properties = {
      ...keys,
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      Replicas: [{ Region: 'a' }, { Region: 'b' }],
    };
    expect(places(load({ T: { Type: 'AWS::DynamoDB::GlobalTable', Properties } }))).toEqual([
      'T.StreamSpecification',
      'T.Replicas',
    ]);
  });
});

describe('alarm', () => {
  const common = { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 3, Threshold: 1 };
  const alarmOf = (Properties: Record<string, unknown>) =>
    load({ A: { Type: 'AWS::CloudWatch::Alarm', Properties: { ...common, ...Properties } } });

  test('a plain metric becomes the query m1, which returns data', () => {
    const Dimensions = [{ Name: 'FunctionName', Value: 'f' }];
    const model = alarmOf({
      Namespace: 'AWS/Lambda',
      MetricName: 'Duration',
      Dimensions,
      ExtendedStatistic: 'p90',
      Period: 300,
      Unit: 'Milliseconds',
    });
    expect(model.alarms[0]).toMatchObject({
      name: 'Shop-A',
      arn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:Shop-A',
      periodSeconds: 300,
      treatMissingData: 'missing',
      actionsEnabled: true,
    });
    expect(model.alarms[0]!.metrics).toEqual([
      {
        id: 'm1',
        returnData: true,
        metric: {
          namespace: 'AWS/Lambda',
          metricName: 'Duration',
          dimensions: { FunctionName: 'f' },
          statistic: 'p90',
          periodSeconds: 300,
          unit: 'Milliseconds',
        },
      },
    ]);
  });

  test('metric math keeps every query, and the period of its metrics', () => {
    const MetricStat = { Metric: { Namespace: 'Shop', MetricName: 'Errors' }, Period: 120, Stat: 'Sum' };
    const model = alarmOf({
      Metrics: [
        { Id: 'r', Expression: 'e * 2', Label: 'twice' },
        { Id: 'e', MetricStat, ReturnData: false },
      ],
    });
    expect(model.alarms[0]).toMatchObject({
      periodSeconds: 120,
      metrics: [
        { id: 'r', expression: 'e * 2', label: 'twice', returnData: true },
        { id: 'e', returnData: false, metric: { metricName: 'Errors', statistic: 'Sum', dimensions: {} } },
      ],
    });
    expect(model.notRehearsed).toEqual([]);
  });

  test('an alarm without a metric, or with an unknown comparison, is reported and left out', () => {
    for (const Properties of [{}, { MetricName: 'Errors', ComparisonOperator: 'Equal' }]) {
      const model = alarmOf(Properties);
      expect([model.alarms, places(model)[0]]).toEqual([[], 'A']);
    }
  });

  test('what CloudWatch has added since is reported, and the alarm is kept', () => {
    const model = alarmOf({
      MetricName: 'Errors',
      Namespace: 'Shop',
      EvaluationWindow: 'WallClock',
      TreatMissingData: 'unheard',
    });
    expect(model.alarms).toHaveLength(1);
    expect(places(model)).toEqual(['A.TreatMissingData', 'A.EvaluationWindow']);
  });
});

test('a composite alarm has its rule with names resolved', () => {
  const model = load({
    A: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { MetricName: 'm', Namespace: 'n', ComparisonOperator: 'LessThanThreshold' },
    },
    C: {
      Type: 'AWS::CloudWatch::CompositeAlarm',
      Properties: {
        AlarmRule: { 'Fn::Sub': `ALARM("${placeholder('A.Arn')}")` },
        ActionsSuppressor: { Ref: 'A' },
        ActionsSuppressorWaitPeriod: 60,
        ActionsSuppressorExtensionPeriod: 30,
      },
    },
  });
  expect(model.compositeAlarms[0]).toMatchObject({
    alarmRule: 'ALARM("arn:aws:cloudwatch:us-east-1:123456789012:alarm:Shop-A")',
    actionsSuppressor: 'Shop-A',
    waitPeriodSeconds: 60,
    extensionPeriodSeconds: 30,
  });
});

describe('dashboard', () => {
  const dashboardOf = (DashboardBody: unknown) =>
    load({ D: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody } } });

  test('its body is parsed, names in it resolved', () => {
    const body = {
      'Fn::Join': ['', ['{"widgets":[{"type":"text","properties":{"markdown":"', { Ref: 'AWS::Region' }, '"}}]}']],
    };
    expect(dashboardOf(body).dashboards[0]!.body.widgets).toEqual([
      { type: 'text', properties: { markdown: 'us-east-1' } },
    ]);
  });

  test.each(['{"widgets":', '[]', ''])('a body of %j is reported and not drawn', (body) => {
    const model = dashboardOf(body);
    expect([model.dashboards, places(model)]).toEqual([[], ['D.DashboardBody']]);
  });
});

test('a metric filter has its transformations, dimensions by name', () => {
  const transformation = {
    MetricNamespace: 'Shop',
    MetricName: 'Errors',
    MetricValue: '1',
    DefaultValue: 0,
    Dimensions: [{ Key: 'Path', Value: '$.path' }],
  };
  const Properties = {
    LogGroupName: { Ref: 'L' },
    FilterPattern: '{ $.level = "ERROR" }',
    MetricTransformations: [transformation],
  };
  const model = load({
    L: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
    F: { Type: 'AWS::Logs::MetricFilter', Properties },
  });
  expect(model.metricFilters[0]).toEqual({
    logicalId: 'F',
    logGroupName: 'Shop-L',
    filterPattern: '{ $.level = "ERROR" }',
    transformations: [
      { namespace: 'Shop', metricName: 'Errors', metricValue: '1', defaultValue: 0, dimensions: { Path: '$.path' } },
    ],
  });
  expect(model.logGroups[0]).toEqual({ logicalId: 'L', logGroupName: 'Shop-L', retentionDays: 30 });
});

test('a secret has a name and an ARN, never a value', () => {
  const model = load({ S: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'hidden' } } });
  expect(model.secrets[0]!.arn).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:Shop-S-\w{6}$/);
  expect(JSON.stringify(model)).not.toContain('hidden');
});
