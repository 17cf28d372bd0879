import {
  App,
  Aws,
  BootstraplessSynthesizer,
  CfnCondition,
  CfnParameter,
  CfnResource,
  Fn,
  NestedStack,
  Stack,
} from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnVPC, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { GoldenSignals, type GoldenSignalsProps, SlackChannel } from '../../../lib';
import { ofType, type SynthesizedTemplate, templatesOf } from './synthesized';

function watched(build: (stack: Stack) => void, props?: GoldenSignalsProps) {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  new GoldenSignals(stack, 'Monitoring', props).watch(stack);
  build(stack);
  return { stack, templates: templatesOf(app) };
}

function expectWithinLimits(templates: readonly SynthesizedTemplate[]): void {
  for (const { text, Resources, Parameters, Outputs } of templates) {
    expect(Object.keys(Resources).length).toBeLessThanOrEqual(500);
    expect(Object.keys(Parameters ?? {}).length).toBeLessThanOrEqual(200);
    expect(Object.keys(Outputs ?? {}).length).toBeLessThanOrEqual(200);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_000_000);
  }
}

const targets = [{ id: 'Job', arn: 'arn:aws:lambda:eu-west-1:111111111111:function:job' }];

const alarmIds = (templates: readonly SynthesizedTemplate[]) =>
  templates.flatMap(({ file, Resources }) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
      .map(([id, { Properties }]) => `${file} ${id} ${Properties.AlarmName}`),
  );

test('400 functions in one stack: every template within the limits of CloudFormation', () => {
  const { templates } = watched((stack) => {
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    for (let index = 0; index < 400; index++) {
      new LambdaFunction(stack, `Fn${index}`, {
        role,
        runtime: Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: Code.fromInline('x'),
      });
    }
  });
  expectWithinLimits(templates);
  const names = ofType(templates, 'AWS::CloudWatch::Alarm').map(({ Properties }) => String(Properties.AlarmName));
  expect(names.filter((name) => name.endsWith('/errors')).length).toBe(400);
  expect(new Set(names).size).toBe(names.length);
});

test('a resource that is added moves no alarm of another', () => {
  const ids = (count: number) =>
    alarmIds(
      watched(
        (stack) => {
          for (let index = 0; index < count; index++) new Queue(stack, `Queue${index}`);
        },
        { nestedStacks: true },
      ).templates,
    );
  expect(ids(21)).toEqual(expect.arrayContaining(ids(20)));
});

test('names in nested stacks differ from those beside the resource: CloudFormation creates before it deletes', () => {
  const names = (nestedStacks: boolean) =>
    ofType(
      watched((stack) => void new Queue(stack, 'Queue'), { nestedStacks }).templates,
      'AWS::CloudWatch::Alarm',
    ).map(({ Properties }) => Properties.AlarmName);
  expect(names(false)).toContain('Shop/Queue/age');
  expect(names(true)).toContainEqual(expect.stringMatching(/^Shop-\d\d\/Queue\/age$/));
});

test('a stack that may have no assets has no nested stacks: what does not fit is told', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop', { synthesizer: new BootstraplessSynthesizer({}) });
  new GoldenSignals(stack, 'Monitoring').watch(stack);
  for (let index = 0; index < 250; index++) new CfnQueue(stack, `Queue${index}`);
  const templates = templatesOf(app);
  expect(templates.map(({ file }) => file)).toEqual(['Shop.template.json']);
  expectWithinLimits(templates);
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('its stack has no room for alarms'));
});

describe('names that are made of references', () => {
  const names: readonly [string, (parameter: CfnParameter) => string][] = [
    ['a parameter', (parameter) => parameter.valueAsString],
    ['a text with a parameter', (parameter) => `${parameter.valueAsString}-nightly`],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholder
    ['a substitution', () => Fn.sub('${Stage}-nightly-${AWS::Region}')],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholder
    ['the name of the stack', () => Fn.sub('${AWS::StackName}-nightly')],
  ];

  test.each(names)('%s: every reference of a nested template is known there', (_what, nameOf) => {
    const { templates } = watched(
      (stack) => {
        const parameter = new CfnParameter(stack, 'Stage');
        const vpcId = new CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' }).ref;
        new CfnVPCEndpoint(stack, 'Endpoint', { vpcId, serviceName: 'com.example.x', vpcEndpointType: 'Interface' });
        new CfnRule(stack, 'Rule', { name: nameOf(parameter), eventBusName: 'orders', eventPattern: {}, targets });
      },
      { nestedStacks: true },
    );
    const alarms = ofType(templates, 'AWS::CloudWatch::Alarm');
    for (const id of ['Endpoint', 'Rule']) {
      expect(alarms.some(({ Properties }) => String(Properties.AlarmName).includes(`/${id}/`))).toBe(true);
    }
    for (const { text, Resources, Parameters, file } of templates) {
      if (!file.includes('nested')) continue;
      const known = [...Object.keys(Resources), ...Object.keys(Parameters ?? {})];
      const referred = [...text.matchAll(/"Ref": ?"(\w+)"/g)].map(([, id]) => id!);
      expect(known).toEqual(expect.arrayContaining(referred));
      // There it is the name of the nested stack.
      expect(text).not.toMatch(/AWS::StackName|\$\{Stage\}/);
    }
  });
});

test('alarms on a name that only its own template can tell stay beside it, and so does its dashboard', () => {
  const { templates } = watched(
    (stack) => {
      new CfnCondition(stack, 'IsProd', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
      const name = Fn.conditionIf('IsProd', 'nightly', 'weekly').toString();
      new CfnRule(stack, 'Rule', { name, eventBusName: 'orders', eventPattern: {}, targets });
    },
    { nestedStacks: true },
  );
  const naming = templates.filter(({ text }) => text.includes('"weekly"'));
  expect(naming.map(({ file }) => file)).toEqual(['Shop.template.json']);
  expect(ofType(naming, 'AWS::CloudWatch::Alarm').length).toBeGreaterThan(0);
  expect(ofType(naming, 'AWS::CloudWatch::Dashboard')).toHaveLength(1);
});

test('alarms of a conditional resource stay beside it', () => {
  const { templates } = watched(
    (stack) => {
      new CfnQueue(stack, 'Queue').cfnOptions.condition = new CfnCondition(stack, 'Never', {
        expression: Fn.conditionEquals('a', 'b'),
      });
    },
    { nestedStacks: true },
  );
  const alarms = ofType(templates, 'AWS::CloudWatch::Alarm');
  expect(alarms.map(({ Condition }) => Condition)).toEqual(['Never', 'Never']);
});

test('a stack that is full already is left as it is, with a warning', () => {
  const app = new App();
  const full = new Stack(app, 'Full');
  for (let index = 0; index < 499; index++) new CfnResource(full, `Thing${index}`, { type: 'AWS::X::Y' });
  new Queue(full, 'Queue');
  const home = new Stack(app, 'Monitoring');
  new GoldenSignals(home, 'Watch').watch(full);
  expectWithinLimits(templatesOf(app));
  Annotations.fromStack(home).hasWarning('*', Match.stringLikeRegexp('Full/Queue: its stack has no room for alarms'));
});

test('a nested stack of many resources has dashboards of its own: its outputs could not carry all names', () => {
  const { templates } = watched((stack) => {
    const nested = new NestedStack(stack, 'Nested');
    for (let index = 0; index < 80; index++) new CfnQueue(nested, `Queue${index}`);
  });
  expect(templates.flatMap(({ Outputs }) => Object.keys(Outputs ?? {}))).toEqual([]);
  const shown = JSON.stringify(ofType(templates, 'AWS::CloudWatch::Dashboard').map(({ Properties }) => Properties));
  for (let index = 0; index < 80; index++) expect(shown).toContain(`Queue Queue${index}\\`);
});

describe('a monitoring within a stack of so many resources', () => {
  function full(others: number, props?: GoldenSignalsProps) {
    const app = new App();
    const stack = new Stack(app, 'Full');
    for (let index = 0; index < others; index++) new CfnResource(stack, `Thing${index}`, { type: 'AWS::X::Y' });
    for (let index = 0; index < 20; index++) new CfnQueue(stack, `Queue${index}`);
    const other = new Stack(app, 'Other');
    new Queue(other, 'Queue');
    new GoldenSignals(stack, 'Monitoring', props).watch(app);
    const templates = templatesOf(app);
    return { stack, templates, alarms: ofType(templates, 'AWS::CloudWatch::Alarm') };
  }

  const channels = [
    new SlackChannel({ secret: Secret.fromSecretNameV2(new Stack(), 'Secret', 'slack'), channel: '#x' }),
  ];

  test.each([420, 440, 455, 460, 465, 470])(
    '%i and 20: all resources have alarms, and their topics exist',
    (others) => {
      for (const props of [{}, { channels }]) {
        const { templates, alarms } = full(others, props);
        expectWithinLimits(templates);
        expect(alarms.filter(({ Properties }) => String(Properties.AlarmName).endsWith('/age'))).toHaveLength(21);
        const names = ofType(templates, 'AWS::SNS::Topic').map(({ Properties }) => String(Properties.TopicName));
        const told = new Set(
          [...JSON.stringify(alarms).matchAll(/:(Full-Monitoring[\w-]*)"/g)].map(([, name]) => name!),
        );
        expect(told.size).toBe(2);
        expect(names).toEqual(expect.arrayContaining([...told]));
      }
    },
  );

  test.each([475, 478, 479, 480])('%i and 20: it still synthesizes, and says what has no alarms', (others) => {
    const { stack, templates, alarms } = full(others, { channels });
    expectWithinLimits(templates);
    Annotations.fromStack(stack).hasWarning(
      '*',
      Match.stringLikeRegexp('Full/Queue1: its stack has no room for alarms'),
    );
    // Those of the other stack tell topics that exist.
    const text = JSON.stringify(alarms.find(({ Properties }) => Properties.AlarmName === 'Full/Other/Queue/age'));
    const topics = ofType(templates, 'AWS::SNS::Topic').map(({ Properties }) => String(Properties.TopicName));
    const ids = templates.flatMap(({ Resources }) => Object.keys(Resources));
    const [, name, id] = /"AlarmActions":.*?(?::([\w-]+)"|"Ref":"(\w+)"})\]/.exec(text)!;
    expect(name === undefined ? ids : topics).toContain(name ?? id);
  });
});
