import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { GoldenSignals } from '../../../lib';
import { ofType, templatesOf } from './synthesized';

const here = { account: '111111111111', region: 'eu-west-1' };

function watched(env: Partial<typeof here>, importIn: (stack: Stack) => IConstruct) {
  const app = new App();
  const stack = new Stack(app, 'Shop', { env });
  new GoldenSignals(stack, 'Monitoring').watch(importIn(stack));
  const templates = templatesOf(app);
  const [alarms, rules] = ['AWS::CloudWatch::Alarm', 'AWS::Events::Rule'].map((type) => ofType(templates, type));
  return { stack, alarms: alarms!, rules: rules!, text: templates.map(({ text }) => text).join() };
}

const queue = (arn: string) => (stack: Stack) => Queue.fromQueueArn(stack, 'Jobs', arn);

test.each<[string, Partial<typeof here>, string]>([
  ['the region of the stack', here, 'arn:aws:sqs:eu-west-1:111111111111:jobs'],
  ['the account of a stack that is deployed wherever the CLI points', {}, 'arn:aws:sqs:eu-west-1:111111111111:jobs'],
])('what is imported from %s has alarms', (_what, env, arn) => {
  expect(watched(env, queue(arn)).alarms.length).toBeGreaterThan(0);
});

const cluster = (clusterArn: string) => (stack: Stack) =>
  Cluster.fromClusterAttributes(stack, 'Jobs', { clusterName: 'jobs', clusterArn, vpc: new Vpc(stack, 'Vpc') });

test('of a cluster that is imported, standalone tasks that fail are told', () => {
  const arn = 'arn:aws:ecs:eu-west-1:111111111111:cluster/jobs';
  const { rules } = watched(here, cluster(arn));
  expect(rules).toHaveLength(2);
  for (const { Properties } of rules)
    expect(Properties).toMatchObject({ EventPattern: { detail: { clusterArn: [arn] } } });
});

test('of a cluster of another region there are no events to hear', () => {
  expect(watched(here, cluster('arn:aws:ecs:us-east-1:111111111111:cluster/jobs')).rules).toEqual([]);
});

test.each<[string, (stack: Stack) => IConstruct]>([
  ['a queue', queue('arn:aws:sqs:us-east-1:111111111111:jobs')],
  ['a table', (stack) => Table.fromTableArn(stack, 'Jobs', 'arn:aws:dynamodb:us-east-1:111111111111:table/jobs')],
  [
    'a function',
    (stack) =>
      LambdaFunction.fromFunctionAttributes(stack, 'Jobs', {
        functionArn: 'arn:aws:lambda:us-east-1:111111111111:function:jobs',
      }),
  ],
])('%s of another region has graphs from there, no alarm, and a warning', (_what, importIn) => {
  const { stack, alarms, text } = watched(here, importIn);
  expect(alarms).toEqual([]);
  expect(text).toContain('\\"region\\":\\"us-east-1\\"');
  Annotations.fromStack(stack).hasWarning(
    '*',
    Match.stringLikeRegexp('Shop/Jobs: its metrics are published in us-east-1.*metrics-elsewhere'),
  );
});

test('alarms on what another region may have are created there only', () => {
  const { alarms } = watched({}, queue('arn:aws:sqs:us-east-1:111111111111:jobs'));
  expect(alarms.length).toBeGreaterThan(0);
  for (const { Condition } of alarms) expect(Condition).toMatch(/useast1/);
});

test('what is of another account is not watched, with a warning', () => {
  const { stack, alarms } = watched(here, queue('arn:aws:sqs:eu-west-1:222222222222:jobs'));
  expect(alarms).toEqual([]);
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('Shop/Jobs: .* in the account 222222222222'));
});
