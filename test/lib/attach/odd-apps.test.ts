import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  Aws,
  CfnCondition,
  CfnMapping,
  CfnParameter,
  CfnResource,
  CustomResource,
  Fn,
  Lazy,
  NestedStack,
  Stack,
  Stage,
  Token,
} from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnFunction, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket, EventType } from 'aws-cdk-lib/aws-s3';
import { LambdaDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, Provider } from 'aws-cdk-lib/custom-resources';
import { GoldenSignals } from '../../../lib';
import { ofType, templatesOf } from './synthesized';

const handler = { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('x') };
const role = 'arn:aws:iam::123456789012:role/r';

/** Apps as they are found in the wild; each is watched as a whole, and from a stack beside. */
const apps: Record<string, (app: App) => void> = {
  'nothing at all': () => undefined,
  'an empty stack': (app) => void new Stack(app, 'Empty'),
  'names that are tokens': (app) => {
    const stack = new Stack(app, 'Tokens');
    const name = new CfnParameter(stack, 'Name').valueAsString;
    new Queue(stack, 'Queue', { queueName: `${name}-jobs` });
    new CfnFunction(stack, 'Fn', { role, code: { zipFile: 'x' }, functionName: Fn.importValue('name') });
    new Table(stack, 'Table', { tableName: name, partitionKey: { name: 'pk', type: AttributeType.STRING } });
  },
  'properties that are tokens': (app) => {
    const stack = new Stack(app, 'Tokens');
    const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber;
    const mapping = new CfnMapping(stack, 'Map', { mapping: { a: { b: 1 } } });
    new CfnFunction(stack, 'Fn', {
      role,
      code: { zipFile: 'x' },
      timeout: seconds,
      memorySize: Token.asNumber(mapping.findInMap('a', 'b')),
    });
    new CfnQueue(stack, 'Queue', { redrivePolicy: Fn.conditionIf('C', {}, Aws.NO_VALUE), visibilityTimeout: seconds });
    new CfnCondition(stack, 'C', { expression: Fn.conditionEquals(seconds, 1) });
  },
  'a property that cannot be read before the end': (app) => {
    const stack = new Stack(app, 'Late');
    let reads = 0;
    const late = Lazy.string({
      produce: () => {
        if (reads++ === 0) throw new Error('not yet');
        return 'late';
      },
    });
    new CfnQueue(stack, 'Queue', { queueName: late });
  },
  conditions: (app) => {
    const stack = new Stack(app, 'Conditions');
    const condition = new CfnCondition(stack, 'C', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    const queue = new CfnQueue(stack, 'Queue');
    queue.cfnOptions.condition = condition;
    const fn = new LambdaFunction(stack, 'Fn', handler);
    (fn.node.defaultChild as CfnFunction).cfnOptions.condition = condition;
  },
  'an included template': (app) => {
    const template = {
      Conditions: { C: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
      Resources: {
        Jobs: {
          Type: 'AWS::SQS::Queue',
          Condition: 'C',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholder
          Properties: { QueueName: { 'Fn::Sub': 'jobs-${AWS::Region}' } },
        },
        Other: { Type: 'AWS::New::Thing', Properties: { A: { 'Fn::If': ['C', 1, 2] } } },
        Fn: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            Role: role,
            Code: { ZipFile: 'x' },
            Environment: { Variables: { Q: { Ref: 'AWS::StackId' } } },
          },
        },
      },
    };
    const templateFile = join(mkdtempSync(join(tmpdir(), 'included-')), 'template.json');
    writeFileSync(templateFile, JSON.stringify(template));
    new CfnInclude(new Stack(app, 'Included'), 'Template', { templateFile });
  },
  'nested stacks in nested stacks': (app) => {
    const outer = new NestedStack(new Stack(app, 'Outer'), 'Nested');
    const inner = new NestedStack(outer, 'Nested');
    const queue = new Queue(inner, 'Queue');
    new LambdaFunction(outer, 'Fn', handler).addEventSource(new SqsEventSource(queue));
  },
  stages: (app) => {
    for (const name of ['Test', 'Prod']) {
      const stage = new Stage(app, name, {
        env: { account: '111111111111', region: name === 'Test' ? 'eu-west-1' : 'us-east-1' },
      });
      new Queue(new Stack(stage, 'Shop'), 'Queue');
      new Queue(new Stack(new Stage(stage, 'Inner'), 'Shop'), 'Queue');
    }
  },
  'custom resources and log retention': (app) => {
    const stack = new Stack(app, 'Custom');
    const onEventHandler = new LambdaFunction(stack, 'OnEvent', { ...handler, logRetention: RetentionDays.ONE_DAY });
    new CustomResource(stack, 'Resource', {
      serviceToken: new Provider(stack, 'Provider', { onEventHandler }).serviceToken,
    });
    const call = { service: 'S3', action: 'listBuckets', physicalResourceId: PhysicalResourceId.of('x') };
    new AwsCustomResource(stack, 'Call', {
      onCreate: call,
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }),
    });
    new Bucket(stack, 'Bucket', { autoDeleteObjects: false }).addEventNotification(
      EventType.OBJECT_CREATED,
      new LambdaDestination(onEventHandler),
    );
  },
  'imported things': (app) => {
    const stack = new Stack(app, 'Imported');
    Queue.fromQueueArn(stack, 'Queue', Fn.importValue('arn'));
    LambdaFunction.fromFunctionName(stack, 'Fn', 'billing');
    Table.fromTableName(stack, 'Table', 'orders');
  },
  'ids that collide when they are flattened': (app) => {
    const stack = new Stack(app, 'Ids');
    new Queue(stack, 'A.B');
    new Queue(new CfnResource(stack, 'A', { type: 'AWS::X::Y' }), 'B');
  },
  'two monitorings in one stack': (app) => {
    const stack = new Stack(app, 'Twice');
    new Queue(stack, 'Queue');
    new GoldenSignals(stack, 'One').watch(stack);
    new GoldenSignals(stack, 'Two').watch(stack);
  },
  'stacks of one name in two regions': (app) => {
    for (const region of ['eu-west-1', 'us-east-1']) {
      const stack = new Stack(app, `Shop-${region}`, { stackName: 'shop', env: { account: '111111111111', region } });
      new Queue(stack, 'Queue');
      new GoldenSignals(stack, 'Monitoring').watch(stack);
    }
  },
  'references between stacks': (app) => {
    const [data, code] = ['Data', 'Code'].map((name) => new Stack(app, name));
    const queue = new Queue(data!, 'Queue', {
      deadLetterQueue: { queue: new Queue(data!, 'Dead'), maxReceiveCount: 3 },
    });
    const table = new Table(data!, 'Table', { partitionKey: { name: 'pk', type: AttributeType.STRING } });
    const fn = new LambdaFunction(code!, 'Fn', {
      ...handler,
      environment: { TABLE: table.tableName },
      deadLetterQueue: queue,
    });
    fn.addEventSource(new SqsEventSource(queue));
  },
  'types that nobody knows': (app) => {
    const stack = new Stack(app, 'Unknown');
    new CfnResource(stack, 'Thing', {
      type: 'Vendor::Product::Thing::MODULE',
      properties: { A: [{ B: Aws.NO_VALUE }] },
    });
    new CfnResource(stack, 'Bare', { type: 'AWS::SQS::Queue' });
    new CfnResource(stack, 'Fn', {
      type: 'AWS::Lambda::Function',
      properties: { LoggingConfig: 'nonsense', Timeout: 'abc' },
    });
  },
  'a stack with 500 resources': (app) => {
    const stack = new Stack(app, 'Full');
    for (let index = 0; index < 495; index++) new CfnResource(stack, `Thing${index}`, { type: 'AWS::X::Y' });
    for (let index = 0; index < 4; index++) new Queue(stack, `Queue${index}`);
  },
};

const flags: Record<string, Record<string, unknown>> = {
  'default flags': {},
  'old flags': { '@aws-cdk/core:aspectStabilization': false, '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false },
  'new flags': { '@aws-cdk/core:aspectStabilization': true, '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true },
};

describe.each(Object.entries(flags))('with %s', (_name, context) => {
  test.each(Object.entries(apps))('%s: still synthesizes when it is watched as an app', (_app, build) => {
    const app = new App({ context });
    new GoldenSignals(app, 'Watch').watch(app);
    build(app);
    expectSound(app);
  });

  test.each(Object.entries(apps))('%s: still synthesizes when it is watched from a stack', (_app, build) => {
    const app = new App({ context });
    build(app);
    new GoldenSignals(
      new Stack(app, 'Monitoring', { env: { account: '111111111111', region: 'eu-west-1' } }),
      'Watch',
    ).watch(app);
    expectSound(app);
  });
});

/** It synthesizes, and no two alarms or dashboards of a template have one name. */
function expectSound(app: App): void {
  for (const template of templatesOf(app)) {
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(500);
    for (const [type, property] of [
      ['AWS::CloudWatch::Alarm', 'AlarmName'],
      ['AWS::CloudWatch::Dashboard', 'DashboardName'],
    ] as const) {
      const names = ofType([template], type).map(({ Properties }) => Properties[property]);
      expect(new Set(names).size).toBe(names.length);
    }
  }
}
