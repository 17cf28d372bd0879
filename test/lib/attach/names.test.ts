import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { GoldenSignals, type GoldenSignalsProps, SlackChannel } from '../../../lib';

function shop(app = new App(), props: GoldenSignalsProps = {}, env = {}): Stack {
  const stack = new Stack(app, 'Shop', { env });
  new Queue(stack, 'Jobs');
  new GoldenSignals(stack, 'Monitoring', props).watch(stack);
  return stack;
}

function dashboardNames(stack: Stack): string[] {
  const found = Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard');
  return Object.values(found).map(({ Properties }) => Properties.DashboardName);
}

test('a dashboard of the user keeps its name, and ours takes another, which alerts link to', () => {
  const stack = new Stack(new App(), 'Shop');
  const secret = new Secret(stack, 'Secret');
  const channels = [new SlackChannel({ secret, channel: '#ops' })];
  new GoldenSignals(stack, 'Monitoring', { channels }).watch(new Queue(stack, 'Jobs'));
  new Dashboard(stack, 'Theirs', { dashboardName: 'Shop-golden-signals' });
  const [theirs, ours, ...more] = dashboardNames(stack).sort();
  expect([theirs, more]).toEqual(['Shop-golden-signals', []]);
  expect(ours).toMatch(/^Shop-golden-signals-[0-9a-f]{8}$/);
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { DASHBOARD_NAME: ours } },
  });
});

test('so it is when the dashboard of the user is in another stack, or has the name of a second page', () => {
  const app = new App();
  new Dashboard(new Stack(app, 'Other'), 'Theirs', { dashboardName: 'Shop-golden-signals-2' });
  expect(dashboardNames(shop(app))).toEqual([expect.stringMatching(/^Shop-golden-signals-[0-9a-f]{8}$/)]);
});

test('alerts link to ours also where a template that is watched has a dashboard of that name', () => {
  const stack = new Stack(new App(), 'Shop');
  const file = join(mkdtempSync(join(tmpdir(), 'names-')), 'template.json');
  const Theirs = { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardName: 'Shop-golden-signals' } };
  writeFileSync(file, JSON.stringify({ Resources: { Theirs, Jobs: { Type: 'AWS::SQS::Queue', Properties: {} } } }));
  const channels = [new SlackChannel({ secret: new Secret(stack, 'Secret'), channel: '#ops' })];
  new GoldenSignals(stack, 'Monitoring', { channels }).watchTemplate(file);
  const ours = dashboardNames(stack).find((name) => name !== 'Shop-golden-signals');
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { DASHBOARD_NAME: ours } },
  });
});

test('other names, and the same name in another account, are no reason to change ours', () => {
  const app = new App();
  const elsewhere = new Stack(app, 'Elsewhere', { env: { account: '222222222222', region: 'eu-west-1' } });
  new Dashboard(elsewhere, 'Theirs', { dashboardName: 'Shop-golden-signals' });
  const stack = shop(app, {}, { account: '111111111111', region: 'eu-west-1' });
  new Dashboard(stack, 'Own', { dashboardName: 'Shop-golden-signals-of-ours' });
  expect(dashboardNames(stack).sort()).toEqual(['Shop-golden-signals', 'Shop-golden-signals-of-ours']);
});

test('a name that was asked for and is taken is refused', () => {
  const app = new App();
  const stack = shop(app, { dashboardName: 'shop' });
  new Dashboard(stack, 'Theirs', { dashboardName: 'shop' });
  expect(() => app.synth()).toThrow(/DashboardNameTaken\] Shop\/Monitoring: .*Shop\/Theirs.*"shop".*another name/);
});

test('the dashboard of a further stack gives way too', () => {
  const app = new App();
  const first = new Stack(app, 'First');
  new Queue(first, 'Jobs');
  new Dashboard(first, 'Theirs', { dashboardName: 'Monitoring-golden-signals-First' });
  new GoldenSignals(app, 'Monitoring').watch(app);
  expect(dashboardNames(first).sort()).toEqual([
    'Monitoring-golden-signals-First',
    expect.stringMatching(/^Monitoring-golden-signals-First-[0-9a-f]{8}$/),
  ]);
});
