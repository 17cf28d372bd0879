import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { GoldenSignals } from '../../../lib';
import { readTemplate } from '../../../lib/discover/template-file';
import { loadTemplate } from '../../../rehearsal/template/load-template';

interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Record<string, unknown>;
}

function watched(file: string): {
  resources: Record<string, Resource>;
  template: Record<string, unknown>;
  stack: Stack;
} {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Theirs');
  new GoldenSignals(stack, 'Monitoring').watchTemplate(resolve(__dirname, file));
  const template = (stack.node.root as App).synth().getStackByName('Theirs').template;
  return { template, resources: template.Resources, stack };
}

const alarmsOf = (resources: Record<string, Resource>, of: string) =>
  Object.values(resources).filter(
    (resource) =>
      resource?.Type === 'AWS::CloudWatch::Alarm' && String(resource.Properties.AlarmName).startsWith(`Theirs/${of}/`),
  );

const files = readdirSync(__dirname).filter((file) => /\.(yaml|json)$/.test(file));

describe.each(files)('%s', (file) => {
  test('is watched, and every alarm looks at a series with every dimension known', () => {
    const { template, resources } = watched(file);
    const alarmIds = Object.keys(resources).filter((id) => resources[id]?.Type === 'AWS::CloudWatch::Alarm');
    expect(alarmIds.length).toBeGreaterThan(2);
    // What somebody left without a type is no resource, and is left as it is.
    const understood = Object.entries(resources).filter(([, resource]) => typeof resource?.Type === 'string');
    const { alarms } = loadTemplate({
      template: { ...template, Resources: Object.fromEntries(understood) },
      stackName: 'Theirs',
      parameters: { TableName: 'orders' },
    });
    for (const { metrics } of alarms) {
      for (const { metric } of metrics) {
        for (const value of Object.values(metric?.dimensions ?? {})) expect(value).toMatch(/\S/);
      }
    }
  });
});

const idsOf = (resources: Record<string, Resource>, of: string) =>
  alarmsOf(resources, of).map(({ Properties }) => String(Properties.AlarmName).slice(`Theirs/${of}/`.length));

const saidOf = (stack: Stack) => JSON.stringify(stack.node.findAll().flatMap(({ node }) => node.metadata));

test.each(files)('%s stands word for word in the stack', (file) => {
  const { template } = watched(file);
  const { content } = readTemplate(join(__dirname, file));
  const tooling = ['BootstrapVersion', 'CheckBootstrapVersion', 'CDKMetadata', 'CDKMetadataAvailable'];
  for (const [name, section] of Object.entries(content)) {
    if (section === null || typeof section !== 'object' || Array.isArray(section)) {
      if (section !== null) expect(template[name]).toEqual(section);
      continue;
    }
    for (const [id, value] of Object.entries(section)) {
      if (!tooling.includes(id)) expect([id, (template[name] as Record<string, unknown>)[id]]).toEqual([id, value]);
    }
  }
});

test('a queue that another names by its ARN, put together by hand, is its dead-letter queue', () => {
  const { resources } = watched('by-name.yaml');
  expect(idsOf(resources, 'Dead')).toEqual(['expiring', 'dead-letters']);
});

test('an API is called by the title of its definition; where that is far away, it is left out', () => {
  const { resources, stack } = watched('openapi.sam.yaml');
  const [latency] = alarmsOf(resources, 'Titled');
  expect(latency?.Properties.Dimensions).toEqual([{ Name: 'ApiName', Value: { 'Fn::Sub': `shop-${'$'}{Stage}` } }]);
  expect(idsOf(resources, 'Far')).toEqual([]);
  expect(idsOf(resources, 'Included')).toEqual([]);
  expect(idsOf(resources, 'Named')).toContain('errors');
  expect(saidOf(stack)).toContain('Far: its name');
});

test('a rule of a bus that only the deployment knows is told by parts that its ARN and its name have on every bus', () => {
  const { template, resources } = watched('elsewhere.sam.yaml');
  const [failed] = alarmsOf(resources, 'FnPlaced');
  const rule = { Ref: 'FnPlaced' };
  expect(failed?.Properties.Dimensions).toEqual([
    {
      Name: 'EventBusName',
      Value: { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['FnPlaced', 'Arn'] }] }] },
    },
    {
      Name: 'RuleName',
      Value: { 'Fn::Select': [1, { 'Fn::Split': ['|', { 'Fn::Join': ['', [rule, '|', rule]] }] }] },
    },
  ]);
  const { alarms } = loadTemplate({ template, stackName: 'Theirs', parameters: { Bus: 'default' } });
  expect(
    alarms.find(({ name }) => name === 'Theirs/FnPlaced/failed-invocations')?.metrics[0]?.metric?.dimensions,
  ).toMatchObject({
    RuleName: 'Theirs-FnPlaced',
  });
});

test('a queue for dead letters of other stacks is known by its name', () => {
  expect(idsOf(watched('elsewhere.sam.yaml').resources, 'OrdersDLQ')).toEqual(['expiring', 'dead-letters']);
});

test('the log group of builds is left out, also where only its name tells', () => {
  const { resources, stack } = watched('elsewhere.sam.yaml');
  expect(idsOf(resources, 'BuildLogs')).toEqual([]);
  expect(saidOf(stack)).toContain('BuildLogs: it holds the output of builds');
});

test('an application of a repository is left out for what it is: there is no template to watch', () => {
  expect(saidOf(watched('elsewhere.sam.yaml').stack)).toContain('Images: it is an application of a repository');
});

test('what SAM makes of a state machine and a function is told apart: express, provisioned, on a schedule', () => {
  const { resources, stack } = watched('openapi.sam.yaml');
  expect(idsOf(resources, 'Quick')).not.toContain('throttles');
  expect(idsOf(resources, 'QuickHistory')).toEqual([]);
  expect(saidOf(stack)).toContain('QuickHistory: it holds the history of executions');
  expect(idsOf(resources, 'QuickHourly')).toContain('failed-invocations');
  expect(idsOf(resources, 'ListAliaslive')).toContain('spillover');
});

test('conditions and mappings are read with the defaults of the parameters', () => {
  const { resources } = watched('conditions.yaml');
  const latency = alarmsOf(resources, 'Fn').find(({ Properties }) => String(Properties.AlarmName).endsWith('/latency'));
  expect(latency?.Properties.Threshold).toBe(2500);
  expect(idsOf(resources, 'Fn')).not.toContain('dead-letter-errors');
});

test('what CDK wrote into a template for itself is not watched, and is not written twice', () => {
  const { resources, stack } = watched('cdk-output.json');
  expect(idsOf(resources, 'Dead5E6F7A8B')).toContain('dead-letters');
  expect(saidOf(stack)).toContain('belongs to log retention');
});

test('alarms and dashboards do not take names that the template has given', () => {
  const { resources } = watched('own-monitoring.yaml');
  const names = Object.values(resources).flatMap(
    ({ Properties }) => Properties?.AlarmName ?? Properties?.DashboardName ?? [],
  );
  expect(new Set(names).size).toBe(names.length);
  expect(idsOf(resources, 'Jobs')).toContain('age/Monitoring');
});

test('a template that was monitored before can be monitored again', () => {
  const { template } = watched('by-name.yaml');
  const file = join(mkdtempSync(join(tmpdir(), 'golden-signals-')), 'monitored.json');
  writeFileSync(file, JSON.stringify(template));
  const again = watched(file);
  const names = Object.values(again.resources).flatMap(({ Properties }) => Properties?.AlarmName ?? []);
  expect(new Set(names).size).toBe(names.length);
});

test('stacks that a template nests are named, with what to do about them', () => {
  const { stack } = watched('nested.yaml');
  const at = '/Theirs/Monitoring';
  const warnings = Annotations.fromStack(stack);
  warnings.hasWarning(at, Match.stringLikeRegexp('in Network, App, which it nests, is not watched; .*watch-template'));
  warnings.hasWarning(at, Match.stringLikeRegexp('in Data, which it nests, is not watched; watch what is deployed'));
  Validations.of(stack).acknowledge({ id: 'golden-signals:nested-template', reason: 'watched elsewhere' });
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('which it nests'));
});

test('an application of SAM that is a file beside is one that it nests; a template without any has no such warning', () => {
  const folder = mkdtempSync(join(tmpdir(), 'golden-signals-'));
  writeFileSync(join(folder, 'mail.yaml'), 'Resources: { Jobs: { Type: AWS::SQS::Queue } }');
  const file = join(folder, 'template.yaml');
  writeFileSync(
    file,
    'Resources: { Mail: { Type: AWS::Serverless::Application, Properties: { Location: mail.yaml } } }',
  );
  Annotations.fromStack(watched(file).stack).hasWarning('*', Match.stringLikeRegexp('in Mail, which it nests.*--out'));
  Annotations.fromStack(watched('by-name.yaml').stack).hasNoWarning('*', Match.stringLikeRegexp('which it nests'));
});

const queues = (count: number): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'golden-signals-')), 'large.json');
  const entries = Array.from({ length: count }, (_, index) => [`Q${index}`, { Type: 'AWS::SQS::Queue' }]);
  writeFileSync(file, JSON.stringify({ Resources: Object.fromEntries(entries) }));
  return file;
};

test('where there is no room for all alarms, each resource gets its most severe one first', () => {
  const { resources, stack } = watched(queues(200));
  expect(Object.keys(resources).length).toBeLessThanOrEqual(500);
  for (let index = 0; index < 200; index++) expect(idsOf(resources, `Q${index}`)).toContain('age');
  expect(saidOf(stack)).toContain('in-flight: its stack has no room');
});

test.each([440, 470, 480])(
  'beside %i resources, what fits into 500 is made, and only what is made is priced',
  (others) => {
    const file = join(mkdtempSync(join(tmpdir(), 'golden-signals-')), 'full.json');
    const things = Array.from({ length: others }, (_, index) => [`P${index}`, { Type: 'AWS::X::Y' }]);
    const fns = Array.from({ length: 8 }, (_, index) => [`Q${index}`, { Type: 'AWS::SQS::Queue' }]);
    writeFileSync(file, JSON.stringify({ Resources: Object.fromEntries([...things, ...fns]) }));
    const { resources, stack } = watched(file);
    const count = (type: string) => Object.values(resources).filter(({ Type }) => Type === type).length;
    const made = count('AWS::CloudWatch::Alarm');
    const dashboards = count('AWS::CloudWatch::Dashboard');
    expect(made).toBe({ 440: 16, 470: 9, 480: 0 }[others]);
    expect(Object.keys(resources).length).toBeLessThanOrEqual(500);
    expect(saidOf(stack)).toContain(`"${(0.1 * made + 3 * dashboards + 1).toFixed(2)} USD a month`);
  },
);

test('a template as large as CloudFormation allows stays as it is, and that is said', () => {
  const { resources, stack } = watched(queues(500));
  expect(Object.keys(resources)).toHaveLength(500);
  expect(saidOf(stack)).toContain('Q499: its stack has no room');
});

describe('ids that a stack has already are refused, with where they are:', () => {
  const written = (template: object) => {
    const file = join(mkdtempSync(join(tmpdir(), 'golden-signals-')), 'template.json');
    writeFileSync(file, JSON.stringify(template));
    return file;
  };
  const jobs = { Resources: { Jobs: { Type: 'AWS::SQS::Queue' } } };
  const parameter = { Parameters: { Jobs: { Type: 'String', Default: 'x' } }, Resources: {} };

  test('but an output may be called as a resource, and a resource as a section of the globals', () => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Theirs');
    const monitoring = new GoldenSignals(stack, 'Monitoring').watchTemplate(written(jobs));
    new CfnOutput(stack, 'Jobs', { value: 'x' });
    monitoring.watchTemplate(written({ Globals: { Function: { Timeout: 3 } }, Resources: {} }));
    monitoring.watchTemplate(written({ Resources: { Function: { Type: 'AWS::SNS::Topic' } } }));
    expect(() => (stack.node.root as App).synth()).not.toThrow();
  });

  test.each<[string, (stack: Stack, monitoring: GoldenSignals) => void]>([
    ['a resource of the stack', (stack) => (new CfnQueue(stack, 'Queue') as CfnQueue).overrideLogicalId('Jobs')],
    ['a resource of another template', (_stack, monitoring) => monitoring.watchTemplate(written(jobs))],
    ['a parameter of another template', (_stack, monitoring) => monitoring.watchTemplate(written(parameter))],
  ])('%s', (_what, build) => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Theirs');
    const monitoring = new GoldenSignals(stack, 'Monitoring').watchTemplate(written(jobs));
    build(stack, monitoring);
    expect(() => (stack.node.root as App).synth()).toThrow(
      /LogicalIdTaken.*declares Jobs, and so does Theirs\/.*stack of its own/,
    );
  });
});

test('templates that CloudFormation does not allow are refused where they are named', () => {
  const monitoring = () => new GoldenSignals(new Stack(new App(), 'Shop'), 'Monitoring');
  expect(() => monitoring().watchTemplate(queues(501))).toThrow(/TemplateTooLarge.*large\.json .*501 resources/);
  const both = monitoring().watchTemplate(queues(300));
  expect(() => both.watchTemplate(queues(201))).toThrow(/TemplateTooLarge.*the templates before it/);
});

test('a SAM template stays one of SAM, and what SAM makes of it is watched', () => {
  const { template, resources } = watched('orders.sam.yaml');
  expect(template.Transform).toBe('AWS::Serverless-2016-10-31');
  expect(resources.PlaceOrder).toMatchObject({ Type: 'AWS::Serverless::Function' });
  for (const id of [
    'PlaceOrder',
    'Fulfil',
    'Jobs',
    'Failed',
    'OrdersTable',
    'Flow',
    'ServerlessRestApi',
    'FulfilNightly',
  ]) {
    expect([id, alarmsOf(resources, id).length > 0]).toEqual([id, true]);
  }
  expect(alarmsOf(resources, 'Failed').map(({ Properties }) => Properties.AlarmName)).toContain(
    'Theirs/Failed/dead-letters',
  );
});

test('thresholds derive from Globals, and Metadata overrides them', () => {
  const { resources } = watched('orders.sam.yaml');
  const latency = (of: string) =>
    alarmsOf(resources, of).find(({ Properties }) => String(Properties.AlarmName).endsWith('/latency'))?.Properties;
  expect(latency('Fulfil')?.Threshold).toBe(10_000);
  expect(latency('PlaceOrder')?.Threshold).toBe(900);
});

test('alarms of a conditional resource are created under its condition', () => {
  const { resources, template } = watched('orders.sam.yaml');
  expect(template.Conditions).toHaveProperty('IsProd');
  const alarms = alarmsOf(resources, 'Reports');
  expect(alarms.length).toBeGreaterThan(0);
  for (const { Condition } of alarms) expect(Condition).toBe('IsProd');
});

test('a parameter stands for its default, and is told as unresolved', () => {
  const { resources, stack } = watched('wordpress.yaml');
  const storage = alarmsOf(resources, 'DBInstance').find(({ Properties }) =>
    String(Properties.AlarmName).endsWith('/storage'),
  );
  expect(storage?.Properties.Threshold).toBe(5 * 1024 ** 3);
  expect(JSON.stringify(stack.node.findAll().flatMap(({ node }) => node.metadata))).toContain('AllocatedStorage');
});

test('loops of the language extension are watched', () => {
  const { resources } = watched('odd.yaml');
  expect(alarmsOf(resources, 'Queuered').length).toBeGreaterThan(0);
  expect(resources).toHaveProperty(['Fn::ForEach::Queues']);
});

test('a loop over a parameter is watched as with its default, and that is told', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'golden-signals-')), 'loop.json');
  const queue = { Type: 'AWS::SQS::Queue' };
  const loop = (parameter: string) => ['Name', { Ref: parameter }, { [`${parameter}${'$'}{Name}`]: queue }];
  const Resources = { 'Fn::ForEach::Known': loop('Colours'), 'Fn::ForEach::Unknown': loop('Sizes'), Last: queue };
  const Parameters = {
    Colours: { Type: 'CommaDelimitedList', Default: 'red, blue' },
    Sizes: { Type: 'CommaDelimitedList' },
  };
  writeFileSync(file, JSON.stringify({ Transform: 'AWS::LanguageExtensions', Parameters, Resources }));
  const { resources, stack } = watched(file);
  expect(idsOf(resources, 'Coloursblue')).toContain('age');
  expect(saidOf(stack)).toContain('loops over the parameter Colours are watched as with its default, red,blue');
  expect(saidOf(stack)).toContain('what loops over the parameter Sizes make is not watched');
});

test('a target group behind a listener of another stack is watched by the load balancer in the ARN', () => {
  const { template } = watched('fargate.yaml');
  const imported = JSON.stringify(template).replace(
    /\{"Fn::ImportValue":"shared-ListenerArn"\}/g,
    '"arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2"',
  );
  const { alarms } = loadTemplate({ template: JSON.parse(imported), stackName: 'Theirs' });
  const healthy = alarms.find(({ name }) => name === 'Theirs/Targets/no-healthy-host');
  expect(healthy?.metrics[0]?.metric?.dimensions.LoadBalancer).toBe('app/web/50dc6c495c0c9188');
});

test('what cannot be watched is said, with the reason', () => {
  const { stack } = watched('fargate.yaml');
  const said = JSON.stringify(stack.node.findAll().flatMap(({ node }) => node.metadata));
  expect(said).toContain('Orphan: no listener here forwards to it');
});

test('a configuration of the Serverless Framework is refused, with what to do', () => {
  const stack = new Stack(new App(), 'Theirs');
  const monitoring = new GoldenSignals(stack, 'Monitoring');
  expect(() => monitoring.watchTemplate(join(__dirname, 'no-template.txt'))).toThrow(/serverless package/);
  expect(() => monitoring.watchTemplate(join(__dirname, 'nowhere.yaml'))).toThrow(/NotATemplate.*no such file/);
});

describe('what SAM makes of the events of a function', () => {
  const { resources, template } = watched('events.sam.yaml');

  test('objects of a bucket, a schedule and an IoT rule call it asynchronously', () => {
    for (const name of ['Resize', 'CleanUp', 'Measure']) expect(idsOf(resources, name)).toContain('event-age');
    expect(idsOf(resources, 'Sell')).not.toContain('event-age');
  });

  test('a rule, a dead-letter queue of a schedule and a mapping are watched', () => {
    expect(idsOf(resources, 'MeasureSensors')).toContain('throttles');
    expect(idsOf(resources, 'CleanUpNightlyQueue')).toContain('dead-letters');
    expect(idsOf(resources, 'FollowDocuments')).toContain('iterator-age');
  });

  test('the alias has the id that its name gives, also by a parameter', () => {
    expect(idsOf(resources, 'FollowAliaslive')).toContain('spillover');
  });

  test('an API that SAM adds is watched when one of its functions is there', () => {
    for (const alarm of alarmsOf(resources, 'ServerlessHttpApi')) expect(alarm.Condition).toBe('IsProduction');
    expect(alarmsOf(resources, 'ServerlessHttpApi')).not.toHaveLength(0);
    // SAM writes this condition too: either function.
    for (const alarm of alarmsOf(resources, 'ServerlessRestApi')) {
      expect(alarm.Condition).toBe('ServerlessRestApiCondition');
    }
    expect(alarmsOf(resources, 'ServerlessRestApi')).not.toHaveLength(0);
    expect(template.Conditions).toMatchObject({
      ServerlessRestApiCondition: { 'Fn::Or': [{ Condition: 'IsProduction' }, { Condition: 'IsTest' }] },
    });
  });

  test('WebSocket and GraphQL APIs are watched', () => {
    expect(idsOf(resources, 'Chat')).toContain('errors');
    expect(idsOf(resources, 'Catalog')).toContain('errors');
  });
});
