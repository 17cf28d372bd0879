import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { discoverCommand } from '../../../bin/commands/discover';
import type { StackReader } from '../../../bin/discover/discover-stack';
import { EmailChannel, GoldenSignals, SlackChannel } from '../../../lib';

const TEMPLATE = JSON.stringify({
  Resources: {
    Jobs: {
      Type: 'AWS::SQS::Queue',
      Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Failed', 'Arn'] }, maxReceiveCount: 3 } },
    },
    Failed: { Type: 'AWS::SQS::Queue' },
    Fn: {
      Type: 'AWS::Lambda::Function',
      Properties: { Timeout: 20, Environment: { Variables: { PASSWORD: 'hunter2' } } },
      Metadata: { GoldenSignals: { alarms: { throttles: { enabled: false } } } },
    },
    Service: { Type: 'AWS::ECS::Service', Properties: { Cluster: { Ref: 'Cluster' } } },
    Cluster: { Type: 'AWS::ECS::Cluster' },
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: { ContainerDefinitions: [{ Name: 'web', Environment: [{ Name: 'KEY', Value: 'hunter3' }] }] },
    },
    Web: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
  },
});

const PHYSICAL: Record<string, [string, string]> = {
  Jobs: ['AWS::SQS::Queue', 'https://sqs.eu-west-1.amazonaws.com/123456789012/shop-jobs'],
  Failed: ['AWS::SQS::Queue', 'https://sqs.eu-west-1.amazonaws.com/123456789012/shop-failed'],
  Fn: ['AWS::Lambda::Function', 'shop-fn-1A2B'],
  Service: ['AWS::ECS::Service', 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web'],
  Cluster: ['AWS::ECS::Cluster', 'shop'],
  Task: ['AWS::ECS::TaskDefinition', 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1'],
  Web: [
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188',
  ],
};

const reader: StackReader = {
  describe: async () => ({
    id: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/Shop/1',
    parameters: { Stage: 'prod', Key: '****' },
  }),
  resources: async () =>
    Object.entries(PHYSICAL).map(([logicalId, [type, physicalId]]) => ({ logicalId, type, physicalId })),
  template: async () => TEMPLATE,
  properties: async (type) =>
    type === 'AWS::Lambda::Function'
      ? JSON.stringify({ Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:shop-fn-1A2B', MemorySize: 128 })
      : undefined,
};

async function discovered(from = reader): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'lock-')), 'shop.json');
  const silent = { write: () => true };
  const code = await discoverCommand(['--stack', 'Shop', '--out', file], { out: silent, err: silent }, () => from);
  expect(code).toBe(0);
  return file;
}

test('a lock file is the same each time and holds no secret', async () => {
  const [one, two] = [readFileSync(await discovered(), 'utf8'), readFileSync(await discovered(), 'utf8')];
  expect(one).toBe(two);
  expect(one).not.toMatch(/hunter[23]|\*\*\*\*/);
  expect(JSON.parse(one)).toMatchObject({
    region: 'eu-west-1',
    account: '123456789012',
    parameters: { Stage: 'prod' },
  });
});

test('a deployed stack is watched by a stack of its own, by the names of what is deployed', async () => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Watch', {
    env: { region: 'eu-west-1', account: '123456789012' },
  });
  new GoldenSignals(stack, 'Monitoring').watchDeployed(await discovered());
  const { Resources: resources } = (stack.node.root as App).synth().getStackByName('Watch').template;
  const alarms = Object.fromEntries(
    Object.values(resources as Record<string, { Type: string; Properties: Record<string, never> }>)
      .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
      .map(({ Properties }) => [Properties.AlarmName as string, JSON.stringify(Properties)]),
  );
  const series = (name: string) => alarms[Object.keys(alarms).find((known) => known.endsWith(name)) ?? ''];
  expect(series('Failed/dead-letters')).toContain('"Value":"shop-failed"');
  expect(series('Fn/latency')).toContain('"Threshold":10000');
  expect(series('Fn/latency')).toContain('"Value":"shop-fn-1A2B"');
  expect(series('Fn/throttles')).toBeUndefined();
  expect(series('Service/cpu')).toContain('{"Name":"ClusterName","Value":"shop"},{"Name":"ServiceName","Value":"web"}');
  expect(series('Web/errors')).toContain('"Value":"app/web/50dc6c495c0c9188"');
  expect(JSON.stringify(resources)).toContain('"clusterArn":["arn:aws:ecs:eu-west-1:123456789012:cluster/shop"]');
});

test('of a deployed stack that is monitored, the monitoring is left out: topics, notifier, rules on events', async () => {
  const app = new App({ analyticsReporting: false });
  const monitored = new Stack(app, 'Shop');
  new Queue(monitored, 'Jobs');
  new CfnResource(monitored, 'Builds', { type: 'AWS::CodeBuild::Project', properties: {} });
  new CfnResource(monitored, 'Backups', { type: 'AWS::Backup::BackupVault', properties: { BackupVaultName: 'b' } });
  const secret = new Secret(monitored, 'Secret');
  const channels = [new EmailChannel('ops@example.com'), new SlackChannel({ secret, channel: '#ops' })];
  new GoldenSignals(monitored, 'Monitoring', { channels }).watch(monitored);
  const { template } = app.synth().getStackByName('Shop');
  const deployed: [string, { Type: string }][] = Object.entries(template.Resources);
  expect(deployed.map(([, { Type }]) => Type)).toEqual(
    expect.arrayContaining(['AWS::Lambda::Function', 'AWS::SNS::Topic', 'AWS::Events::Rule', 'AWS::Logs::LogGroup']),
  );

  const stack = new Stack(new App({ analyticsReporting: false }), 'Watch');
  const lock = await discovered({
    ...reader,
    resources: async () =>
      deployed.map(([logicalId, { Type: type }]) => ({ logicalId, type, physicalId: `arn:aws:x:y:z:${logicalId}` })),
    template: async () => JSON.stringify(template),
  });
  const golden = new GoldenSignals(stack, 'Again').watchDeployed(lock);
  const { Resources: resources } = (stack.node.root as App).synth().getStackByName('Watch').template;
  const watched = Object.values(resources as Record<string, { Type: string; Properties: Record<string, string> }>)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties.AlarmName);
  expect(watched.filter((name) => name!.includes('/Monitoring'))).toEqual([]);
  expect(watched).toContainEqual(expect.stringMatching(/Jobs\w*\/age$/));
  const said = golden.node.metadata.map(({ data }) => String(data));
  expect(said).toContainEqual(expect.stringMatching(/MonitoringRoutesPage.*switched off by Metadata/));
});

test('a stack in another region is refused', async () => {
  const file = await discovered();
  const stack = new Stack(new App(), 'Watch', { env: { region: 'us-east-1', account: '123456789012' } });
  expect(() => new GoldenSignals(stack, 'Monitoring').watchDeployed(file)).toThrow(/WrongRegion.*eu-west-1/);
});

test('a stack is watched once', async () => {
  const file = await discovered();
  const stack = new Stack(new App(), 'Watch', { env: { region: 'eu-west-1', account: '123456789012' } });
  const monitoring = new GoldenSignals(stack, 'Monitoring').watchDeployed(file);
  expect(() => monitoring.watchDeployed(file)).toThrow(/WatchedTwice.*the stack \w+ is watched already/);
});

test('a wrong command line and a refusal of AWS are told apart', async () => {
  const told: string[] = [];
  const streams = { out: { write: () => true }, err: { write: (text: string) => told.push(text) } };
  expect(await discoverCommand([], streams, () => reader)).toBe(2);
  const refusing = () => ({ ...reader, describe: () => Promise.reject(new Error('Access denied')) });
  expect(await discoverCommand(['--stack', 'Shop'], streams, refusing)).toBe(1);
  expect(told.join('')).toMatch(/which stack\?.*Shop cannot be read: Access denied/s);
});

test('whoever has set no region is told how', async () => {
  const told: string[] = [];
  const streams = { out: { write: () => true }, err: { write: (text: string) => told.push(text) } };
  const nowhere = () => ({ ...reader, describe: () => Promise.reject(new Error('Region is missing')) });
  expect(await discoverCommand(['--stack', 'Shop'], streams, nowhere)).toBe(2);
  expect(told.join('')).toMatch(/which region\? give --region, or set AWS_REGION/);
});
