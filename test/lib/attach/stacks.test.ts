import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  CfnCluster,
  CfnService,
  Cluster,
  ContainerImage,
  FargateService,
  FargateTaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { EmailChannel, GoldenSignals, type GoldenSignalsProps } from '../../../lib';
import { ofType, templateOf, templatesOf } from './synthesized';

const handler = { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('x') };
const props = { channels: [new EmailChannel('ops@example.com')] };

function shops(app: App, env?: Record<string, { account: string; region: string }>): Stack[] {
  return ['Orders', 'Stock'].map((name) => {
    const stack = new Stack(app, name, { env: env?.[name] });
    new Queue(stack, 'Queue');
    new LambdaFunction(stack, 'Fn', handler);
    return stack;
  });
}

test('an app is watched by a monitoring that stands directly in it', () => {
  const app = new App();
  new GoldenSignals(app, 'Monitoring', props).watch(app);
  const stacks = shops(app);
  const templates = templatesOf(app);
  for (const stack of stacks) {
    const { Resources } = templateOf(templates, stack);
    const names = ofType([{ ...templates[0]!, Resources }], 'AWS::CloudWatch::Alarm').map(
      ({ Properties }) => Properties.AlarmName,
    );
    expect(names).toContain(`Monitoring/${stack.stackName}/Queue/age`);
    expect(ofType([{ ...templates[0]!, Resources }], 'AWS::CloudWatch::Dashboard')).toHaveLength(1);
  }
  const own = templates.find(({ file }) => file.startsWith('MonitoringStack'))!;
  const body = JSON.stringify(ofType([own], 'AWS::CloudWatch::Dashboard')[0]!.Properties.DashboardBody);
  expect(body).toContain(':alarm:Monitoring/Stock/Queue/age');
  expect(body).toContain('#dashboards:name=Monitoring-golden-signals-Orders');
});

test('a topic tells the severity of its alarms; an alarm whose topic is in another template, its own', () => {
  const app = new App();
  const [orders] = shops(app);
  new GoldenSignals(orders!, 'Watch', { ...props, serviceName: 'Orders' }).watch(app);
  const severities = (of: string, type: string) =>
    ofType([templatesOf(app).find(({ file }) => file.startsWith(of))!], type).map(({ Properties }) =>
      (Properties.Tags as { Value: string }[] | undefined)?.map(({ Value }) => Value).join(),
    );
  expect(severities('Orders', 'AWS::SNS::Topic')).toEqual(['page', 'ticket']);
  expect(new Set(severities('Orders', 'AWS::CloudWatch::Alarm'))).toEqual(new Set([undefined]));
  expect(new Set(severities('Stock', 'AWS::CloudWatch::Alarm'))).toEqual(new Set(['page', 'ticket']));
});

test('resources may have the ids of what a monitoring makes for itself', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const ids = ['Routes', 'Shared', 'Dashboard', 'Dashboards', 'OwnDashboards', 'Alarms00', 'Template', 'Default'];
  for (const id of ids) new Queue(stack, id);
  new GoldenSignals(stack, 'Monitoring', props).watch(stack);
  const names = ofType(templatesOf(app), 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
  expect(names).toEqual(expect.arrayContaining(ids.map((id) => `Shop/${id}/age`)));
  expect(new Set(names).size).toBe(names.length);
});

test('no stack exports or imports anything for its monitoring, and each can be deleted alone', () => {
  const app = new App();
  const stacks = shops(app);
  const home = new Stack(app, 'Monitoring');
  new GoldenSignals(home, 'Watch', props).watch(stacks[0]!).watch(stacks[1]!);
  const templates = templatesOf(app);
  for (const { text, Outputs } of templates) {
    expect(text).not.toMatch(/Fn::ImportValue|Fn::GetStackOutput|"Export"/);
    expect(Outputs).toBeUndefined();
  }
  expect([...stacks, home].map(({ dependencies }) => dependencies)).toEqual([[], [], []]);
});

test('alarms publish to the topics of the same account and region, named and not referred to', () => {
  const app = new App();
  const home = new Stack(app, 'Monitoring');
  const stacks = shops(app);
  new GoldenSignals(home, 'Watch', props).watch(app);
  const templates = templatesOf(app);
  const topics = ofType(templates, 'AWS::SNS::Topic').map(({ Properties }) => Properties.TopicName);
  expect(topics).toEqual(['Monitoring-Watch-page', 'Monitoring-Watch-ticket']);
  const { Resources } = templateOf(templates, stacks[0]!);
  const age = Object.values(Resources).find(({ Properties }) => String(Properties?.AlarmName).endsWith('Queue/age'))!;
  expect(JSON.stringify(age.Properties.AlarmActions)).toMatch(/:Monitoring-Watch-(page|ticket)"/);
});

test('another account or region has topics of its own, in the first such stack', () => {
  const app = new App();
  const account = '111111111111';
  const home = new Stack(app, 'Monitoring', { env: { account, region: 'eu-west-1' } });
  new GoldenSignals(home, 'Watch', props).watch(app);
  shops(app, { Orders: { account, region: 'us-east-1' }, Stock: { account, region: 'us-east-1' } });
  const templates = templatesOf(app);
  const counts = templates.map((template) => [template.file, ofType([template], 'AWS::SNS::Topic').length]);
  expect(counts).toEqual([
    ['Monitoring.template.json', 2],
    ['Orders.template.json', 2],
    ['Stock.template.json', 0],
  ]);
});

test('the stacks of stages are watched, also of those that are added later', () => {
  const app = new App();
  new GoldenSignals(app, 'Monitoring', props).watch(app);
  for (const name of ['Test', 'Prod']) {
    const stage = new Stage(app, name);
    new Queue(new Stack(stage, 'Orders'), 'Queue');
  }
  const names = ofType(templatesOf(app), 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
  expect(names).toEqual(
    expect.arrayContaining(['Monitoring/Test-Orders/Queue/age', 'Monitoring/Prod-Orders/Queue/age']),
  );
});

test('two monitorings may watch the same stage, each with alarms of its own', () => {
  const app = new App();
  for (const name of ['Pages', 'Tickets']) new GoldenSignals(app, name, props).watch(app);
  new Queue(new Stack(new Stage(app, 'Test'), 'Orders'), 'Queue');
  const names = ofType(templatesOf(app), 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
  expect(names).toEqual(expect.arrayContaining(['Pages/Test-Orders/Queue/age', 'Tickets/Test-Orders/Queue/age']));
});

test('watch() may speak of an alarm that only a resource of another stage has', () => {
  const app = new App();
  new GoldenSignals(app, 'Monitoring', props).watch(app, { alarms: { age: { threshold: 5 } } });
  new Queue(new Stack(new Stage(app, 'Test'), 'Orders'), 'Queue');
  new Topic(new Stack(new Stage(app, 'Prod'), 'News'), 'Topic');
  const [age] = ofType(templatesOf(app), 'AWS::CloudWatch::Alarm').filter(({ Properties }) =>
    String(Properties.AlarmName).endsWith('/age'),
  );
  expect(age?.Properties.Threshold).toBe(5);
});

test('a stack keeps the ids of its alarms when another stack comes', () => {
  const ids = (further: boolean) => {
    const app = new App();
    new GoldenSignals(app, 'Monitoring', props).watch(app);
    const [orders, stock] = shops(app);
    if (!further) app.node.tryRemoveChild(stock!.node.id);
    return Object.keys(templateOf(templatesOf(app), orders!).Resources);
  };
  expect(ids(true)).toEqual(ids(false));
});

test('what a resource imports already is all that its monitoring imports', () => {
  const app = new App();
  const [orders, stock] = shops(app);
  const home = new Stack(app, 'Monitoring');
  new GoldenSignals(home, 'Watch', props).watch(app);
  // The service imports the ARN of its cluster already: that, and nothing more, is exported.
  const cluster = new CfnCluster(orders!, 'Cluster');
  new CfnService(stock!, 'Service', { cluster: cluster.attrArn });
  const templates = templatesOf(app);
  const text = JSON.stringify(templateOf(templates, orders!).Outputs);
  expect(Object.keys(templateOf(templates, orders!).Outputs ?? {})).toHaveLength(1);
  expect(text).toContain('Arn');
});

test('a service in the cluster of another stack has alarms on the name that it imports', () => {
  const app = new App();
  const network = new Stack(app, 'Network');
  const cluster = new Cluster(network, 'Cluster', { vpc: new Vpc(network, 'Vpc', { maxAzs: 2, natGateways: 0 }) });
  const shop = new Stack(app, 'Shop');
  const taskDefinition = new FargateTaskDefinition(shop, 'Task');
  taskDefinition.addContainer('web', { image: ContainerImage.fromRegistry('web') });
  new FargateService(shop, 'Service', { cluster, taskDefinition });
  new GoldenSignals(shop, 'Monitoring', props).watch(shop);
  const { Resources } = templateOf(templatesOf(app), shop);
  const clusterOf = (resource: { Properties: Record<string, unknown> }) =>
    (resource.Properties.Dimensions as { Name: string; Value: unknown }[]).find(({ Name }) => Name === 'ClusterName');
  const service = Object.values(Resources).find(({ Type }) => Type === 'AWS::ECS::Service')!;
  const alarm = Object.values(Resources).find(({ Properties }) => String(Properties?.AlarmName).endsWith('/cpu'))!;
  expect(clusterOf(alarm)!.Value).toEqual(service.Properties.Cluster);
});

describe('a stage that CDK Pipelines synthesizes when it is added', () => {
  function pipelined(watch: (monitoring: GoldenSignals, stage: Stage) => void) {
    const app = new App();
    const home = new Stack(app, 'Pipeline');
    const monitoring = new GoldenSignals(home, 'Monitoring', props);
    const stage = new Stage(app, 'Prod');
    new Queue(new Stack(stage, 'Orders'), 'Queue');
    watch(monitoring, stage);
    const names = ofType(templatesOf(app), 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
    return { home, names };
  }

  test('is watched if that is said before', () => {
    const { names } = pipelined((monitoring, stage) => {
      monitoring.watch(stage);
      stage.synth();
    });
    expect(names).toContain('Pipeline/Prod-Orders/Queue/age');
  });

  test('is watched by a monitoring directly in it, wherever the stage stands', () => {
    const app = new App();
    const stage = new Stage(new Stack(app, 'Pipeline'), 'Prod');
    new Queue(new Stack(stage, 'Orders'), 'Queue');
    new GoldenSignals(stage, 'Monitoring', props).watch(stage);
    stage.synth();
    const alarms = ofType(templatesOf(app), 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
    expect(alarms).toContain('Prod-Monitoring/Prod-Orders/Queue/age');
  });

  test('refuses a monitoring in it afterwards, with what to do, and is synthesized without it', () => {
    const app = new App();
    const stage = new Stage(new Stack(app, 'Pipeline'), 'Prod');
    const orders = new Stack(stage, 'Orders');
    stage.synth();
    const late = () => new GoldenSignals(orders, 'Monitoring', props);
    expect(late).toThrow(/TooLate.*Pipeline\/Prod\/Orders: "Monitoring" cannot be added: .*before addStage\(\)/);
    expect(ofType(templatesOf(app), 'AWS::CloudWatch::Alarm')).toEqual([]);
  });

  test('is left as it is afterwards, and that is told', () => {
    const { home, names } = pipelined((monitoring, stage) => {
      stage.synth();
      monitoring.watch(stage.node.root);
    });
    expect(names).toEqual([]);
    Annotations.fromStack(home).hasWarning('*', Match.stringLikeRegexp('^Prod: it is synthesized already'));
  });
});

describe('what a monitoring directly in an app tells', () => {
  function warnings(app: App): string[] {
    return app.synth().stacks.flatMap(({ messages }) => messages.map(({ entry }) => String(entry.data)));
  }

  test('is seen in its own stack: CDK shows nothing of a construct in no stack', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    new Queue(new Stack(stage, 'Orders'), 'Queue');
    stage.synth();
    new GoldenSignals(app, 'Monitoring', { ...props, colour: 'red' } as GoldenSignalsProps).watch(app);
    const told = warnings(app).join('\n');
    expect(told).toContain('Prod: it is synthesized already');
    expect(told).toContain('nothing is watched');
    expect(told).toContain('colour');
  });

  test('is acknowledged at the monitoring', () => {
    const app = new App();
    const monitoring = new GoldenSignals(app, 'Monitoring', props).watch(app);
    Validations.of(monitoring).acknowledge({
      id: 'golden-signals:nothing-watched',
      reason: 'a service that is to come',
    });
    expect(warnings(app).filter((text) => text.includes('nothing is watched'))).toEqual([]);
  });
});

describe('names in settings, in an app of several stages', () => {
  function watched(settings: GoldenSignalsProps): () => void {
    const app = new App();
    new GoldenSignals(app, 'Monitoring', settings).watch(app);
    new Queue(new Stack(new Stage(app, 'Test'), 'Orders'), 'Queue');
    new LambdaFunction(new Stack(new Stage(app, 'Prod'), 'Stock'), 'Fn', handler);
    return () => app.synth();
  }

  test.each<[string, GoldenSignalsProps]>([
    ['a resource of each', { resources: { 'Test/Orders/Queue': { enabled: false }, 'Prod/**': { enabled: false } } }],
    ['alarms of each', { alarms: { age: { threshold: 1 }, throttles: { threshold: 1 } } }],
  ])('may be about %s', (_what, settings) => {
    expect(watched(settings)).not.toThrow();
  });

  test.each<[string, GoldenSignalsProps, RegExp]>([
    ['resource', { resources: { 'Test/Orders/Queu': { enabled: false } } }, /UnknownResource.*Test\/Orders\/Queue/],
    ['alarm', { alarms: { agee: { threshold: 1 } } }, /UnknownAlarm.*"age"/],
    ['type', { types: { queu: { enabled: false } } }, /UnknownType.*"queue"/],
    ['alarm of a type', { types: { queue: { alarms: { throttles: {} } } } }, /UnknownAlarm/],
  ])('refuse a typo in a %s', (_what, settings, message) => {
    expect(watched(settings)).toThrow(message);
  });

  test('refuse a typo in the options of watch()', () => {
    const app = new App();
    new GoldenSignals(app, 'Monitoring').watch(app, { alarms: { agee: { threshold: 1 } } });
    new Queue(new Stack(new Stage(app, 'Test'), 'Orders'), 'Queue');
    expect(() => app.synth()).toThrow(/UnknownAlarm.*"age"/);
  });
});
