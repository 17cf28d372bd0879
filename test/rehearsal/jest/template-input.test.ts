import { join } from 'node:path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { rehearsal } from '../../../rehearsal';
import { templateSource } from '../../../rehearsal/jest/template-input';
import { shopStack } from './shop-stack';

const ERRORS = 'Shop/Checkout Errors{service=api}';

test('a stack, its app, its template and its file are the same to a test', async () => {
  const stack = shopStack();
  const { templateFile } = templateSource(stack);
  const inputs = [stack, stack.node.root as App, Template.fromStack(stack), templateFile!, { template: stack }];
  for (const input of inputs) {
    const run = await rehearsal(input).series(ERRORS, '0x7 8x3 0x9').run('15m');
    const [alarm] = run.record.alarms;
    expect(alarm!.transitions.map(({ state }) => state)).toEqual(['OK', 'ALARM', 'OK']);
  }
});

test('a stack is synthesized once', () => {
  const stack = shopStack();
  expect(templateSource(stack)).toBe(templateSource(stack));
});

describe('a template as an object', () => {
  const template = {
    Parameters: { Limit: { Type: 'Number', Default: '100' } },
    Resources: {
      A: {
        Type: 'AWS::CloudWatch::Alarm',
        Metadata: { 'aws:cdk:path': 'Shop/Api/ErrorsHigh/Resource' },
        Properties: {
          AlarmName: 'a',
          Namespace: 'Shop',
          MetricName: 'Errors',
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: { Ref: 'Limit' },
          ComparisonOperator: 'GreaterThanThreshold',
        },
      },
    },
  };

  test('is given with its parameters', async () => {
    const run = await rehearsal({ template, parameters: { Limit: '5' } })
      .series('Shop Errors', '8x9')
      .run('5m');
    expect(run.record.alarms[0]!.transitions).toMatchObject([{ state: 'ALARM' }]);
  });

  test('tells the construct paths of its alarms when the CDK wrote it', async () => {
    const run = await rehearsal(template).run('5m');
    expect(run.alarm('Shop/Api/ErrorsHigh').name).toBe('a');
    expect(run.alarm('Api/ErrorsHigh').name).toBe('a');
  });
});

test('a stack in a stage is found', () => {
  const stage = new Stage(new App(), 'Prod');
  const stack = new Stack(stage, 'Shop');
  new Topic(stack, 'Alerts');
  expect(templateSource(stack).templateFile).toMatch(new RegExp(join('assembly-Prod', 'ProdShop.*template.json$')));
});

test('what cannot be rehearsed is refused in one sentence', () => {
  const app = new App();
  const stack = new Stack(app, 'One');
  new Stack(app, 'Two');
  expect(() => rehearsal(app)).toThrow('the app has 2 stacks: One, Two; give one of them');
  expect(() => rehearsal(new NestedStack(stack, 'Inner'))).toThrow('a nested stack is rehearsed with its parent');
  expect(() => rehearsal(7 as never)).toThrow('7 is not something to rehearse; give a CDK Stack');
});
