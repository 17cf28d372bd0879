import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, CfnOutput, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { loadTemplate } from '../../../rehearsal/template/load-template';
import { TemplateError } from '../../../template/template-error';

const folder = mkdtempSync(join(tmpdir(), 'nested-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Loads the first of some files. */
function loadFiles(files: Readonly<Record<string, string>>) {
  const base = mkdtempSync(join(folder, 'files-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, name)), { recursive: true });
    writeFileSync(join(base, name), text);
  }
  return loadTemplate({ templateFile: join(base, Object.keys(files)[0]!), stackName: 'Shop' });
}

test('a nested stack is read with its parent: parameters go down, outputs come up, ids are prefixed', () => {
  const model = loadFiles({
    'main.yaml': `
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Work:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./stacks/work.yaml
      Parameters: {TopicArn: !Ref Topic, Stages: "a,b"}
  Watcher:
    Type: AWS::Lambda::Function
    Properties:
      Environment: {Variables: {QUEUE: !GetAtt Work.Outputs.QueueUrl, DEEP: !GetAtt [Work, Outputs.Deep]}}
Outputs:
  Queue: {Value: !GetAtt Work.Outputs.QueueUrl}
`,
    'stacks/work.yaml': `
Parameters:
  TopicArn: {Type: String}
  Stages: {Type: CommaDelimitedList}
Resources:
  Jobs: {Type: AWS::SQS::Queue}
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/SQS
      MetricName: ApproximateAgeOfOldestMessage
      Dimensions: [{Name: QueueName, Value: !GetAtt Jobs.QueueName}]
      ComparisonOperator: GreaterThanThreshold
      AlarmActions: [!Ref TopicArn]
      Colour: red
  Deeper:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: deeper.json, Parameters: {Second: !Select [1, !Ref Stages]}}
Outputs:
  QueueUrl: {Value: !Ref Jobs}
  Deep: {Value: !GetAtt Deeper.Outputs.Name}
`,
    'stacks/deeper.json': JSON.stringify({
      Parameters: { Second: { Type: 'String' } },
      Resources: { Table: { Type: 'AWS::DynamoDB::Table' } },
      Outputs: { Name: { Value: { 'Fn::Join': ['-', [{ Ref: 'Table' }, { Ref: 'Second' }]] } } },
    }),
  });
  expect(model.queues[0]).toMatchObject({ logicalId: 'Work/Jobs', queueName: 'Shop-Work-Jobs' });
  expect(model.alarms[0]).toMatchObject({
    logicalId: 'Work/Alarm',
    name: 'Shop-Work-Alarm',
    alarmActions: [model.topics[0]!.arn],
  });
  expect(model.alarms[0]!.metrics[0]!.metric!.dimensions).toEqual({ QueueName: 'Shop-Work-Jobs' });
  expect(model.tables[0]!.logicalId).toBe('Work/Deeper/Table');
  expect(model.functions[0]!.environment).toEqual({
    QUEUE: model.queues[0]!.url,
    DEEP: 'Shop-Work-Deeper-Table-b',
  });
  expect(model.outputs).toEqual({ Queue: model.queues[0]!.url });
  expect(model.notRehearsed).toEqual([{ where: 'Work/Alarm.Colour', what: 'property is not known to the rehearsal' }]);
});

test('a policy of a topic in one stack may stand in another', () => {
  const model = loadFiles({
    'main.yaml': `
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Access: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: access.yaml, Parameters: {Topic: !Ref Topic}}}
`,
    'access.yaml': `
Parameters: {Topic: {Type: String}}
Resources:
  Policy: {Type: AWS::SNS::TopicPolicy, Properties: {Topics: [!Ref Topic], PolicyDocument: {Version: 2012-10-17}}}
`,
  });
  expect(model.topics[0]!.policies).toEqual([{ Version: '2012-10-17' }]);
});

test('a template that is not there, not local or inside itself is reported', () => {
  const model = loadFiles({
    'main.yaml': `
Resources:
  Gone: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: gone.yaml}}
  Far: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://s3.amazonaws.com/bucket/far.yaml}}
  Self: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: main.yaml}}
Outputs: {Missing: {Value: !GetAtt Gone.Outputs.Url}}
`,
  });
  expect(model.outputs.Missing).toBe('unresolved(Gone.Outputs.Url)');
  expect(model.notRehearsed).toEqual([
    { where: 'Gone', what: 'nested stack whose template is not there (gone.yaml); left out' },
    {
      where: 'Far',
      what: 'nested stack whose template is not there (https://s3.amazonaws.com/bucket/far.yaml); left out',
    },
    { where: 'Self', what: 'nested stack whose template contains itself; left out' },
    { where: 'Outputs.Missing', what: 'cannot be resolved: Gone.Outputs.Url' },
  ]);
});

test('stacks that take each other’s outputs come to an end', () => {
  const child = 'Parameters: {In: {Type: String}}\nResources: {}\nOutputs: {Out: {Value: !Ref In}}\n';
  const model = loadFiles({
    'main.yaml': `
Resources:
  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: a.yaml, Parameters: {In: !GetAtt B.Outputs.Out}}}
  B: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: b.yaml, Parameters: {In: !GetAtt A.Outputs.Out}}}
`,
    'a.yaml': child,
    'b.yaml': child,
  });
  expect(model.notRehearsed).toEqual([{ where: 'B.Parameters.In', what: 'cannot be resolved: A.Outputs.Out' }]);
});

test('a nested template that is broken is refused under its own name', () => {
  const broken = {
    'main.yaml': 'Resources: {N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: n.yaml}}}',
  };
  expect(() => loadFiles({ ...broken, 'n.yaml': 'Resources: 3' })).toThrow(TemplateError);
  expect(() => loadFiles({ ...broken, 'n.yaml': 'Resources: 3' })).toThrow('n.yaml:1:1: not a CloudFormation template');
});

describe('a cloud assembly of CDK', () => {
  const code = join(folder, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'index.js'), 'exports.handler = async () => ({});');
  const addFunction = (scope: Stack) =>
    new LambdaFunction(scope, 'Fn', {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(code),
    });

  test.each([
    ['through the asset manifest', {}],
    ['through the metadata', { 'aws:cdk:enable-asset-metadata': true }],
  ])('its nested stacks are found %s, with the code of their functions', (_case, context) => {
    const app = new App({ outdir: mkdtempSync(join(folder, 'cdk.out-')), context });
    const parent = new Stack(app, 'Parent');
    const nested = new NestedStack(parent, 'Nested');
    const queue = new Queue(nested, 'Jobs');
    addFunction(nested);
    const metric = new Metric({ namespace: 'Shop', metricName: 'Errors' });
    new Alarm(nested, 'Alarm', { metric, threshold: 1, evaluationPeriods: 1 }).addAlarmAction(
      new SnsAction(new Topic(parent, 'Topic')),
    );
    new CfnOutput(parent, 'Url', { value: queue.queueUrl });
    const model = loadTemplate({ templateFile: join(app.synth().directory, 'Parent.template.json') });
    expect(model.notRehearsed).toEqual([]);
    expect(model.alarms[0]!.logicalId).toMatch(/^NestedNestedStack\w+\/Alarm/);
    expect(model.alarms[0]!.alarmActions).toEqual([model.topics[0]!.arn]);
    expect(model.outputs.Url).toBe(model.queues[0]!.url);
    expect(model.functions[0]!.codeDirectory).toMatch(/asset\./);
  });

  test('the assembly of a Stage is read like any other', () => {
    const app = new App({ outdir: mkdtempSync(join(folder, 'cdk.out-')) });
    addFunction(new Stack(new Stage(app, 'Prod'), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } }));
    const { directory } = app.synth();
    const { templateFullPath } = app.synth().getNestedAssembly('assembly-Prod').stacks[0]!;
    for (const assemblyDirectory of [undefined, directory]) {
      const model = loadTemplate({
        templateFile: templateFullPath,
        ...(assemblyDirectory === undefined ? {} : { assemblyDirectory }),
      });
      expect(model).toMatchObject({ stackName: 'Prod-Shop', region: 'eu-west-1', notRehearsed: [] });
      expect(model.functions[0]!.codeDirectory).toMatch(/asset\./);
    }
  });
});
