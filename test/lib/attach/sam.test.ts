import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnCondition, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { CfnApplication, CfnFunction, CfnSimpleTable } from 'aws-cdk-lib/aws-sam';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Construct } from 'constructs';
import { GoldenSignals, type GoldenSignalsProps } from '../../../lib';
import { loadTemplate } from '../../../rehearsal/template/load-template';
import { expandSam } from '../../../template/sam/expand-sam';
import { asTemplate, givenTemplate } from '../../../template/template-file';
import { ofType, type SynthesizedTemplate, templateOf, templatesOf } from './synthesized';

const code = { runtime: 'nodejs24.x', handler: 'index.handler', inlineCode: 'x' };

function shop(props?: GoldenSignalsProps): { app: App; stack: Stack; monitoring: GoldenSignals } {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  return { app, stack, monitoring: new GoldenSignals(stack, 'Monitoring', props) };
}

/** The alarms by their names without the stack. */
function alarmsIn(...templates: SynthesizedTemplate[]) {
  const alarms = ofType(templates, 'AWS::CloudWatch::Alarm');
  return Object.fromEntries(alarms.map((one) => [String(one.Properties.AlarmName).replace(/^Shop\//, ''), one]));
}

test('resources of SAM in a CDK stack are watched as what CloudFormation makes of them', () => {
  const { app, stack, monitoring } = shop();
  monitoring.watch(stack);
  const fn = new CfnFunction(new Construct(stack, 'Orders'), 'Fn', {
    ...code,
    timeout: 20,
    autoPublishAlias: 'live',
    provisionedConcurrencyConfig: { provisionedConcurrentExecutions: '2' },
    events: {
      Get: { type: 'Api', properties: { path: '/', method: 'get' } },
      Nightly: { type: 'Schedule', properties: { schedule: 'rate(1 day)' } },
    },
  });
  new CfnSimpleTable(stack, 'Table');
  const template = templateOf(templatesOf(app), stack);
  const alarms = alarmsIn(template);
  expect(alarms['Orders/Fn/latency']!.Properties).toMatchObject({
    Threshold: 10_000,
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: stack.getLogicalId(fn) } }],
  });
  expect(Object.keys(alarms)).toEqual(
    expect.arrayContaining([
      'Orders/Fn/Aliaslive/spillover',
      'Orders/Fn/Nightly/failed-invocations',
      'ServerlessRestApi/errors',
      'Table/read-throttles',
    ]),
  );
  const { alarms: loaded } = loadTemplate({ template, stackName: 'Shop' });
  const metrics = loaded.flatMap((one) => one.metrics);
  const values = metrics.flatMap(({ metric }) => Object.values(metric?.dimensions ?? {}));
  for (const value of values) expect(value).toMatch(/\S/);
});

test('one of them, without another, with settings by its path and in its Metadata', () => {
  const { app, stack, monitoring } = shop({ resources: { 'Shop/Fn': { alarms: { errors: { threshold: 42 } } } } });
  const fn = new CfnFunction(stack, 'Fn', code);
  fn.addMetadata('GoldenSignals', { alarms: { throttles: { enabled: false } } });
  const second = new CfnFunction(stack, 'FnSecond', { ...code, autoPublishAlias: 'live' });
  new CfnFunction(stack, 'Unwatched', code);
  monitoring.watch(fn).watch(second, { alarms: { latency: { enabled: false } } });
  const alarms = alarmsIn(templateOf(templatesOf(app), stack));
  expect(alarms['Fn/errors']!.Properties.Threshold).toBe(42);
  expect(Object.keys(alarms)).toContain('FnSecond/errors');
  expect(Object.keys(alarms).join()).not.toMatch(/Unwatched|Fn\/throttles|FnSecond\/latency/);
});

test('a queue that takes what a function of SAM fails to do is a dead-letter queue, wherever it stands', () => {
  const { app, stack, monitoring } = shop();
  const queue = new CfnQueue(stack, 'Failed');
  monitoring.watch(
    new CfnFunction(stack, 'Fn', { ...code, deadLetterQueue: { type: 'SQS', targetArn: queue.attrArn } }),
  );
  expect(Object.keys(alarmsIn(templateOf(templatesOf(app), stack)))).toEqual(
    expect.arrayContaining(['Failed/dead-letters', 'Fn/dead-letter-errors']),
  );
});

test('what is excluded, and what is a template of its own, is left out', () => {
  const { app, stack, monitoring } = shop();
  const excluded = new CfnFunction(stack, 'Excluded', code);
  new CfnFunction(stack, 'Fn', code);
  new CfnApplication(stack, 'Mail', { location: 'https://example.com/mail.yaml' });
  monitoring.watch(stack, { exclude: [excluded] });
  expect(Object.keys(alarmsIn(templateOf(templatesOf(app), stack))).join()).not.toContain('Excluded');
  const said = monitoring.node.metadata.map(({ data }) => String(data));
  expect(said).toContainEqual(expect.stringMatching(/^Shop\/Mail: it is a template of its own/));
});

test('a mistake in a resource of SAM is told by CDK, as without monitoring', () => {
  const { app, stack, monitoring } = shop();
  monitoring.watch(stack);
  new CfnFunction(stack, 'Fn', { ...code, events: { Get: { type: 'Api' } as CfnFunction.EventSourceProperty } });
  expect(() => app.synth()).toThrow(/Get.*properties: required but missing/s);
});

test('a template of SAM that CDK includes, with its Globals', () => {
  const { app, stack, monitoring } = shop();
  const templateFile = join(mkdtempSync(join(tmpdir(), 'sam-')), 'template.yaml');
  writeFileSync(
    templateFile,
    [
      'Transform: AWS::Serverless-2016-10-31',
      'Globals: { Function: { Timeout: 30, Runtime: nodejs24.x } }',
      'Resources:',
      '  Fn: { Type: AWS::Serverless::Function, Properties: { Handler: index.handler, InlineCode: x } }',
    ].join('\n'),
  );
  new CfnInclude(stack, 'Included', { templateFile });
  monitoring.watch(stack);
  const alarms = alarmsIn(templateOf(templatesOf(app), stack));
  expect(alarms['Included/Fn/latency']!.Properties.Threshold).toBe(15_000);
});

test('alarms stand under the condition of what they watch; an API that exists under one of SAM’s own is left out', () => {
  const { app, stack, monitoring } = shop();
  monitoring.watch(stack);
  stack.addTransform('AWS::Serverless-2016-10-31');
  for (const id of ['One', 'Two']) {
    const condition = new CfnCondition(stack, `Has${id}`, { expression: Fn.conditionEquals(id, 'One') });
    const events = { Get: { Type: 'HttpApi' } };
    const properties = { Handler: 'index.handler', InlineCode: 'x', Runtime: 'nodejs24.x', Events: events };
    new CfnResource(stack, id, { type: 'AWS::Serverless::Function', properties }).cfnOptions.condition = condition;
  }
  const alarms = alarmsIn(templateOf(templatesOf(app), stack));
  expect(alarms['One/errors']!.Condition).toBe('HasOne');
  expect(alarms['Two/errors']!.Condition).toBe('HasTwo');
  expect(Object.keys(alarms).join()).not.toContain('ServerlessHttpApi');
});

test.each<[string, (stack: Stack) => Stack]>([
  [
    'a stack with no room',
    (stack) => {
      for (let index = 0; index < 150; index++) new CfnQueue(stack, `Q${index}`);
      return stack;
    },
  ],
  ['a nested stack', (stack) => new NestedStack(stack, 'Nested')],
])('in %s, everything that names them stands in their own template', (_what, scopeIn) => {
  const { app, stack, monitoring } = shop();
  monitoring.watch(stack);
  const fn = new CfnFunction(scopeIn(stack), 'Fn', code);
  const id = fn.stack.getLogicalId(fn);
  const templates = templatesOf(app);
  const own = templateOf(templates, fn.stack);
  expect(Object.keys(alarmsIn(...templates)).filter((name) => /(^|\/)Fn\//.test(name)).length).toBeGreaterThan(2);
  for (const template of templates.filter((one) => one.file !== own.file)) {
    expect(template.text).not.toContain(`"Ref": "${id}"`);
    expect(template.text).not.toContain(`"Ref":"${id}"`);
  }
  expect(own.text.match(new RegExp(`"Ref": ?"${id}"`, 'g'))!.length).toBeGreaterThan(2);
});

test('what has the name of a resource of another stack is left out: nothing would bring the name here', () => {
  const { app, stack, monitoring } = shop();
  const other = new CfnQueue(new Stack(app, 'Other'), 'Queue', { queueName: 'other' });
  new CfnFunction(stack, 'Fn', { ...code, functionName: other.attrQueueName });
  monitoring.watch(stack);
  const template = templateOf(templatesOf(app), stack);
  expect(template.text).not.toMatch(/"Ref": ?"[0-9a-z]+\/|"Fn::GetAtt": ?\[\s*"[0-9a-z]+\//);
});

test('CloudFormation counts what SAM makes: alarms fill the room that is left, the most severe first', () => {
  const { app, stack, monitoring } = shop();
  monitoring.watch(stack);
  const events = Object.fromEntries(
    ['A', 'B'].map((id) => [id, { type: 'Schedule', properties: { schedule: 'rate(1 day)' } }]),
  );
  for (let index = 0; index < 40; index++) new CfnFunction(stack, `Fn${index}`, { ...code, events });
  const template = templateOf(templatesOf(app), stack);
  const { Resources: made } = expandSam(asTemplate(givenTemplate(template)), () => undefined);
  expect(Object.keys(made).length).toBeGreaterThan(400);
  expect(Object.keys(made).length).toBeLessThanOrEqual(500);
  const names = Object.keys(alarmsIn(template));
  for (let index = 0; index < 40; index++) expect(names).toContain(`Fn${index}/errors`);
  const said = monitoring.node.metadata.map(({ data }) => String(data));
  expect(said).toContainEqual(expect.stringMatching(/its stack has no room/));
});
