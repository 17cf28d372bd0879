import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { GoldenSignals } from '../../../lib';
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
  new GoldenSignals(stack, 'Monitoring').watchTemplate(join(__dirname, file));
  const template = (stack.node.root as App).synth().getStackByName('Theirs').template;
  return { template, resources: template.Resources, stack };
}

const alarmsOf = (resources: Record<string, Resource>, of: string) =>
  Object.values(resources).filter(
    ({ Type, Properties }) =>
      Type === 'AWS::CloudWatch::Alarm' && String(Properties.AlarmName).startsWith(`Theirs/${of}/`),
  );

const files = readdirSync(__dirname).filter((file) => /\.(yaml|json)$/.test(file));

describe.each(files)('%s', (file) => {
  test('is watched, and every alarm looks at a series with every dimension known', () => {
    const { template, resources } = watched(file);
    expect(Object.values(resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm').length).toBeGreaterThan(2);
    const { alarms } = loadTemplate({ template, stackName: 'Theirs', parameters: { TableName: 'orders' } });
    for (const { metrics } of alarms) {
      for (const { metric } of metrics) {
        for (const value of Object.values(metric?.dimensions ?? {})) expect(value).toMatch(/\S/);
      }
    }
  });
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
