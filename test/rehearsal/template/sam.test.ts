import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplate } from '../../../rehearsal/template/load-template';
import { expandSam } from '../../../template/sam/expand-sam';
import { asTemplate, givenTemplate } from '../../../template/template-file';
import { parse } from '../../../template/vendor/yaml';

const folder = mkdtempSync(join(tmpdir(), 'sam-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'src'));
writeFileSync(join(folder, 'src', 'app.js'), 'exports.handler = async () => ({});');
writeFileSync(join(folder, 'src', 'typed.ts'), 'export const handler = async () => ({});');

/** Loads a SAM template made of sections in YAML. */
function sam(sections: string) {
  const templateFile = join(folder, 'template.yaml');
  writeFileSync(templateFile, `Transform: AWS::Serverless-2016-10-31\n${sections}`);
  return loadTemplate({ templateFile, stackName: 'Shop' });
}

const fn = (properties: string, type = 'Function') => `
Resources:
  Jobs: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}
  Fn:
    Type: AWS::Serverless::${type}
    Properties: ${properties}
`;
const places = (model: ReturnType<typeof sam>) => model.notRehearsed.map(({ where }) => where);

test('Globals are defaults: maps are merged, lists joined, the rest replaced', () => {
  const model = sam(`
Globals:
  Function:
    Runtime: nodejs22.x
    Timeout: 10
    Environment: {Variables: {STAGE: dev, TABLE: t}}
${fn('{CodeUri: src, Handler: app.handler, Timeout: 20, Environment: {Variables: {STAGE: prod}}}')}`);
  expect(model.functions[0]).toMatchObject({
    logicalId: 'Fn',
    functionName: 'Shop-Fn',
    runtime: 'nodejs22.x',
    timeoutSeconds: 20,
    environment: { STAGE: 'prod', TABLE: 't' },
    codeDirectory: join(folder, 'src'),
    logGroupName: '/aws/lambda/Shop-Fn',
  });
  expect(model.notRehearsed).toEqual([]);
});

test.each([
  ['{CodeUri: src, Handler: typed.handler}', 'src has no typed.js'],
  ['{CodeUri: gone/, Handler: app.handler}', 'there is no gone/'],
  ['{CodeUri: s3://bucket/code.zip, Handler: app.handler}', 'the code is not in the cloud assembly'],
  ['{InlineCode: "x", Handler: index.handler}', 'inline code is not run'],
])('code that cannot be run is reported: %s', (properties, what) => {
  const model = sam(fn(properties));
  expect(model.functions[0]!.codeDirectory).toBeUndefined();
  expect(model.notRehearsed[0]!.what).toContain(what);
});

test('its dead-letter queue, retries and destinations are those of the Lambda function', () => {
  const model = sam(
    fn(`
      CodeUri: src
      Handler: app.handler
      DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Jobs.Arn}
      EventInvokeConfig:
        MaximumRetryAttempts: 1
        DestinationConfig:
          OnSuccess: {Type: SNS, Destination: !Ref Topic}
          OnFailure: {Type: SQS}
  Reader:
    Type: AWS::Lambda::Function
    Properties: {Environment: {Variables: {LOST: !Ref Fn.DestinationQueue}}}`),
  );
  const lost = model.queues.find(({ logicalId }) => logicalId === 'FnEventInvokeConfigOnFailureQueue')!;
  expect(model.functions[0]).toMatchObject({
    deadLetterTargetArn: model.queues[0]!.arn,
    asyncInvoke: { maximumRetryAttempts: 1, onSuccessArn: model.topics[0]!.arn, onFailureArn: lost.arn },
  });
  expect(model.functions[1]!.environment.LOST).toBe(lost.url);
  expect(model.notRehearsed).toEqual([]);
});

test('its URL streams where it asks for that', () => {
  const FunctionUrlConfig = { AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' };
  const Resources = { Fn: { Type: 'AWS::Serverless::Function', Properties: { FunctionUrlConfig } } };
  const { FnUrl } = expandSam(asTemplate(givenTemplate({ Resources })), () => undefined).Resources;
  expect(FnUrl).toMatchObject({ Type: 'AWS::Lambda::Url', Properties: { InvokeMode: 'RESPONSE_STREAM' } });
});

test('a role exists unless the function names one', () => {
  const text = '\nOutputs: {Role: {Value: !GetAtt FnRole.Arn}}';
  expect(sam(fn('{CodeUri: src, Handler: app.handler}') + text).outputs.Role).toMatch(/:role\/Shop-FnRole$/);
  expect(sam(fn('{CodeUri: src, Handler: app.handler, Role: arn}') + text).outputs.Role).toMatch(/^unresolved/);
});

test('AutoPublishAlias: events call the alias, and references to it resolve', () => {
  const model = sam(
    fn(`
      CodeUri: src
      Handler: app.handler
      AutoPublishAlias: live
      Events: {Work: {Type: SQS, Properties: {Queue: !GetAtt Jobs.Arn, BatchSize: 5}}}
Outputs:
  Alias: {Value: !Ref Fn.Alias}
  Named: {Value: !Ref FnAliaslive}
  Text: {Value: !Sub "\${Fn.Alias} \${Fn.Version} \${Fn.Arn} \${AWS::Region}"}`),
  );
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:Shop-Fn';
  expect(model.outputs).toEqual({
    Alias: `${arn}:live`,
    Named: `${arn}:live`,
    Text: `${arn}:live ${arn}:1 ${arn} us-east-1`,
  });
  expect(model.eventSourceMappings[0]).toMatchObject({
    logicalId: 'FnWork',
    functionName: 'Shop-Fn',
    eventSourceArn: model.queues[0]!.arn,
    batchSize: 5,
  });
});

test('gradual deployments: a group of CodeDeploy for each function that shifts traffic, one application for all', () => {
  const shifting = (preference: string) => `
    Type: AWS::Serverless::Function
    Properties: {Handler: app.handler, AutoPublishAlias: live, DeploymentPreference: ${preference}}`;
  const template = parse(`
Resources:
  Shifted: ${shifting('{Type: Canary10Percent5Minutes}')}
  Other: ${shifting('{Type: AllAtOnce, Enabled: true}')}
  Off: ${shifting('{Type: AllAtOnce, Enabled: false}')}
  Perhaps: ${shifting('{Type: AllAtOnce, Enabled: {Ref: Shift}}')}
  Whole: {Type: AWS::Serverless::Function, Properties: {Handler: app.handler, AutoPublishAlias: live}}`);
  const { Resources } = expandSam(asTemplate(givenTemplate(template)), () => undefined);
  const made = Object.entries(Resources).filter(([, { Type }]) => Type.startsWith('AWS::CodeDeploy::'));
  expect(Object.fromEntries(made.map(([id, { Properties }]) => [id, Properties]))).toEqual({
    ServerlessDeploymentApplication: { ComputePlatform: 'Lambda' },
    ShiftedDeploymentGroup: { ApplicationName: { Ref: 'ServerlessDeploymentApplication' } },
    OtherDeploymentGroup: { ApplicationName: { Ref: 'ServerlessDeploymentApplication' } },
  });
});

describe('events', () => {
  const withEvent = (event: string, more = '') =>
    sam(fn(`{CodeUri: src, Handler: app.handler, Events: {Event: ${event}}}${more}`));

  test('of a topic: a subscription of the function, and leave to call it', () => {
    const model = withEvent('{Type: SNS, Properties: {Topic: !Ref Topic, FilterPolicy: {kind: [order]}}}');
    expect(model.subscriptions[0]).toMatchObject({
      logicalId: 'FnEvent',
      topicArn: model.topics[0]!.arn,
      protocol: 'lambda',
      endpoint: model.functions[0]!.arn,
      filterPolicy: { kind: ['order'] },
    });
    expect(model.permissions[0]).toMatchObject({
      logicalId: 'FnEventPermission',
      functionName: 'Shop-Fn',
      principal: 'sns.amazonaws.com',
      sourceArn: model.topics[0]!.arn,
    });
    expect(model.notRehearsed).toEqual([]);
  });

  test('of a topic through a queue: the queue is there', () => {
    const model = withEvent('{Type: SNS, Properties: {Topic: !Ref Topic, SqsSubscription: true}}');
    const queue = model.queues.find(({ logicalId }) => logicalId === 'FnEventQueue')!;
    expect(model.subscriptions[0]).toMatchObject({ protocol: 'sqs', endpoint: queue.arn });
    expect(model.eventSourceMappings[0]).toMatchObject({
      logicalId: 'FnEventEventSourceMapping',
      eventSourceArn: queue.arn,
    });
  });

  test('of an HTTP API: routes of the API that is named, or of the implicit one', () => {
    const model = withEvent('{Type: HttpApi, Properties: {Path: "/orders/{id}", Method: get}}');
    expect(model.httpApis[0]).toMatchObject({
      logicalId: 'ServerlessHttpApi',
      name: 'Shop',
      stages: ['$default'],
      routes: [{ routeKey: 'GET /orders/{id}', functionName: 'Shop-Fn', payloadFormatVersion: '2.0' }],
    });
    expect(model.notRehearsed).toEqual([]);
    const named = withEvent(
      '{Type: HttpApi, Properties: {ApiId: !Ref Api}}',
      '\n  Api: {Type: AWS::Serverless::HttpApi, Properties: {StageName: v1}}',
    );
    expect(named.httpApis).toHaveLength(1);
    expect(named.httpApis[0]).toMatchObject({ logicalId: 'Api', stages: ['v1'], routes: [{ routeKey: '$default' }] });
  });

  test('of a REST API: it has a name, and requests are reported as not simulated', () => {
    const model = withEvent(
      '{Type: Api, Properties: {Path: /, Method: get}}',
      '\nOutputs: {Url: {Value: !Join [/, [!Ref ServerlessRestApi, !Ref ServerlessRestApi.Stage, !Ref ServerlessRestApiProdStage]]}}',
    );
    expect(model.outputs.Url).toMatch(/^\w+\/Prod\/Prod$/);
    expect(places(model)).toEqual(expect.arrayContaining(['Fn.Events.Event', 'ServerlessRestApi']));
  });

  test('of a log group: a subscription filter', () => {
    const model = withEvent('{Type: CloudWatchLogs, Properties: {LogGroupName: /app, FilterPattern: ERROR}}');
    expect(model.subscriptionFilters[0]).toMatchObject({
      logicalId: 'FnEvent',
      logGroupName: '/app',
      filterPattern: 'ERROR',
      destinationArn: model.functions[0]!.arn,
    });
    expect(model.notRehearsed).toEqual([]);
  });

  test.each(['Schedule', 'ScheduleV2', 'EventBridgeRule', 'S3', 'Kinesis'])('%s is reported', (type) => {
    const model = withEvent(`{Type: ${type}, Properties: {Stream: arn:aws:kinesis:us-east-1:123456789012:stream/s}}`);
    expect(places(model).some((where) => where.startsWith('Fn.Events.Event') || where === 'FnEvent')).toBe(true);
  });
});

test('a simple table has one key', () => {
  const model = sam(fn('{PrimaryKey: {Name: order, Type: Number}}', 'SimpleTable'));
  expect(model.tables[0]!.definition).toEqual({
    TableName: 'Shop-Fn',
    KeySchema: [{ AttributeName: 'order', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'order', AttributeType: 'N' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
});

test('a state machine and a layer have their names, and are reported as not simulated', () => {
  const model = sam(
    fn(
      `{Name: checkout, Definition: {}}
  Layer: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: src}}
Outputs: {Arn: {Value: !Ref Fn}, Layer: {Value: !Ref Layer}}`,
      'StateMachine',
    ),
  );
  expect(model.outputs.Arn).toBe('arn:aws:states:us-east-1:123456789012:stateMachine:checkout');
  expect(places(model)).toEqual(['Fn', 'Layer']);
});

test('a nested application with a local template is a nested stack; one of the repository is reported', () => {
  writeFileSync(
    join(folder, 'part.yaml'),
    'Parameters: {Name: {Type: String}}\nResources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Name}}}',
  );
  const model = sam(
    fn(
      `{Location: part.yaml, Parameters: {Name: orders}}
  Far: {Type: AWS::Serverless::Application, Properties: {Location: {ApplicationId: a, SemanticVersion: 1.0.0}}}`,
      'Application',
    ),
  );
  expect(model.queues.find(({ logicalId }) => logicalId === 'Fn/Q')!.queueName).toBe('orders');
  expect(places(model)).toEqual(['Far']);
});

test('a condition of a function holds for all that is made for it', () => {
  const model = sam(`
Conditions: {Never: !Equals [a, b]}
${fn('{CodeUri: src, Handler: app.handler, Events: {E: {Type: SQS, Properties: {Queue: !GetAtt Jobs.Arn}}}}')}    Condition: Never`);
  expect([model.functions, model.eventSourceMappings]).toEqual([[], []]);
});

test('a type of SAM that is not written out is reported', () => {
  expect(places(sam(fn('{}', 'Connector')))).toEqual(['Fn']);
});
