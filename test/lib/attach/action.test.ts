import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Alarm, AlarmRule, CompositeAlarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { EmailChannel, GoldenSignals, Severity } from '../../../lib';
import { ofType, templateOf, templatesOf } from './synthesized';

const channels = [new EmailChannel('ops@example.com')];

function ownAlarm(scope: Stack, monitoring: GoldenSignals, severity = Severity.PAGE): Alarm {
  const metric = new Metric({ namespace: 'Shop', metricName: 'Refunds' });
  const alarm = new Alarm(scope, 'Own', { metric, threshold: 5, evaluationPeriods: 1 });
  alarm.addAlarmAction(monitoring.action(severity));
  return alarm;
}

function actionsIn(app: App, stack: Stack): unknown {
  const template = templateOf(templatesOf(app), stack);
  const [own] = ofType([template], 'AWS::CloudWatch::Alarm').filter(
    ({ Properties }) => Properties.MetricName === 'Refunds',
  );
  return own!.Properties.AlarmActions;
}

const named = (name: string) => [
  { 'Fn::Join': ['', expect.arrayContaining([expect.stringMatching(new RegExp(`:${name}$`))])] },
];

test('an alarm of the user publishes to the topic of the severity, as ours do', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  ownAlarm(stack, new GoldenSignals(stack, 'Monitoring', { channels }), Severity.TICKET);
  expect(actionsIn(app, stack)).toEqual([{ Ref: expect.stringMatching(/^MonitoringRoutesTicket/) }]);
});

test('in another stack, and in a nested one, it names the topic and imports nothing', () => {
  const app = new App();
  const home = new Stack(app, 'Home');
  const monitoring = new GoldenSignals(home, 'Monitoring', { channels });
  const other = new Stack(app, 'Other');
  const nested = new NestedStack(home, 'Nested');
  for (const stack of [other, nested]) ownAlarm(stack, monitoring);
  expect(actionsIn(app, other)).toEqual(named('Home-Monitoring-page'));
  expect(actionsIn(app, nested)).toEqual(named('Home-Monitoring-page'));
  const [topic] = ofType([templateOf(templatesOf(app), home)], 'AWS::SNS::Topic');
  expect(topic!.Properties.TopicName).toBe('Home-Monitoring-page');
  for (const { text } of templatesOf(app)) expect(text).not.toMatch(/Fn::ImportValue|"Export"/);
  expect([home, other].flatMap(({ dependencies }) => dependencies)).toEqual([]);
});

test('in another region or stage it has a topic of that place, also where nothing else is watched', () => {
  const app = new App();
  const env = (region: string) => ({ env: { account: '123456789012', region } });
  const monitoring = new GoldenSignals(new Stack(app, 'Home', env('eu-west-1')), 'Monitoring', { channels });
  const far = new Stack(app, 'Far', env('us-east-1'));
  const staged = new Stack(new Stage(app, 'Prod'), 'Staged', env('ap-south-1'));
  for (const stack of [far, staged]) ownAlarm(stack, monitoring);
  for (const stack of [far, staged]) {
    expect(actionsIn(app, stack)).toEqual([{ Ref: expect.stringMatching(/RoutesPage/) }]);
    const template = templateOf(templatesOf(app), stack);
    expect(ofType([template], 'AWS::SNS::Subscription')).toContainEqual(
      expect.objectContaining({ Properties: expect.objectContaining({ Endpoint: 'ops@example.com' }) }),
    );
  }
});

test('composite alarms and the end of an alarm are told too', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const monitoring = new GoldenSignals(stack, 'Monitoring', { channels });
  const alarm = ownAlarm(stack, monitoring);
  alarm.addOkAction(monitoring.action(Severity.PAGE));
  const composite = new CompositeAlarm(stack, 'All', { alarmRule: AlarmRule.allOf(alarm) });
  composite.addAlarmAction(monitoring.action(Severity.PAGE));
  const page = [{ Ref: stack.getLogicalId(topicsOf(stack)[0]!) }];
  const template = templateOf(templatesOf(app), stack);
  expect(ofType([template], 'AWS::CloudWatch::CompositeAlarm')[0]!.Properties.AlarmActions).toEqual(page);
  expect(ofType([template], 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.OKActions)).toContainEqual(
    page,
  );
});

function topicsOf(stack: Stack): CfnTopic[] {
  return stack.node.findAll().filter((node): node is CfnTopic => CfnTopic.isCfnTopic(node));
}

test('info is told where there is a route for it, and refused where there is none', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const silent = new GoldenSignals(stack, 'Silent', { channels });
  expect(() => silent.action(Severity.INFO)).toThrow(/NoRoute\] Shop\/Silent: .*severity info.*routes: { info:/);
  ownAlarm(stack, new GoldenSignals(stack, 'Told', { routes: { info: channels } }), Severity.INFO);
  expect(actionsIn(app, stack)).toEqual([{ Ref: expect.stringMatching(/^ToldRoutesInfo/) }]);
});

test.each([
  ['nearly full is told by topics in a nested stack', 485, /:Full-Monitoring-Shared-page"/, false],
  ['full has no topics, and that is said', 499, /^\[\{"Ref":"AWS::NoValue"\}\]$/, true],
])('an alarm in a stack that is %s', (_what, count, action, said) => {
  const app = new App();
  const stack = new Stack(app, 'Full');
  const monitoring = new GoldenSignals(stack, 'Monitoring', { channels }).watch(stack);
  for (let index = 1; index < count; index++) new CfnQueue(stack, `Q${index}`);
  ownAlarm(stack, monitoring);
  expect(JSON.stringify(actionsIn(app, stack))).toMatch(action);
  expect(Object.keys(templateOf(templatesOf(app), stack).Resources).length).toBeLessThanOrEqual(500);
  const told = monitoring.node.metadata.some(({ data }) => String(data).startsWith('Full: its own alarms'));
  expect(told).toBe(said);
});
