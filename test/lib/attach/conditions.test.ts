import { App, Aws, CfnCondition, CfnParameter, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnAlias, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { GoldenSignals, type GoldenSignalsProps } from '../../../lib';
import { conditionFor, regionProblem } from '../../../lib/attach/condition';
import type { PlannedResource } from '../../../lib/plan/plan';
import { type SynthesizedTemplate, templatesOf } from './synthesized';

function conditionalQueue(scope: Stack): CfnQueue {
  const wanted = new CfnParameter(scope, 'Wanted', { default: 'no' });
  const expression = Fn.conditionEquals(wanted, 'yes');
  const queue = new CfnQueue(scope, 'Queue');
  queue.cfnOptions.condition = new CfnCondition(scope, 'IsWanted', { expression });
  return queue;
}

test.each<[string, (stack: Stack) => Stack]>([
  ['stack', (stack) => stack],
  ['nested stack', (stack) => new NestedStack(stack, 'Nested', { parameters: { Wanted: 'yes' } })],
])('alarms in a %s are created under the condition of their resource', (_name, home) => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  new GoldenSignals(stack, 'Monitoring').watch(stack);
  conditionalQueue(home(stack));
  const alarms = templatesOf(app).flatMap(({ Resources }) =>
    Object.values(Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm'),
  );
  expect(alarms.map(({ Condition }) => Condition)).toEqual(alarms.map(() => 'IsWanted'));
  expect(alarms.length).toBeGreaterThan(0);
});

test('alarms and filters under the condition of their resource name it as it is: CDK would warn of a dead branch', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  new GoldenSignals(stack, 'Monitoring').watch(stack);
  const { condition } = conditionalQueue(stack).cfnOptions;
  const group = new CfnLogGroup(stack, 'Logs');
  group.cfnOptions.condition = condition;
  new CfnFunction(stack, 'Fn', {
    code: { zipFile: 'x' },
    role: 'arn:aws:iam::111111111111:role/r',
    loggingConfig: { logGroup: group.ref, logFormat: 'JSON' },
  }).cfnOptions.condition = condition;
  const [{ Resources }] = templatesOf(app) as [SynthesizedTemplate];
  const made = Object.values(Resources).filter(({ Type }) => /Alarm|MetricFilter|Rule$/.test(Type));
  expect(made.some(({ Type }) => Type === 'AWS::Logs::MetricFilter')).toBe(true);
  for (const { Condition, Properties } of made) {
    expect(Condition).toBe('IsWanted');
    expect(JSON.stringify(Properties)).not.toContain('Fn::If');
  }
  // The dashboard is there in any case.
  expect(JSON.stringify(Object.values(Resources).find(({ Type }) => /Dashboard/.test(Type)))).toContain('Fn::If');
});

test('a name that is made of the one of a conditional resource is as good', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  new GoldenSignals(stack, 'Monitoring').watch(stack);
  const { condition } = conditionalQueue(stack).cfnOptions;
  const fn = new CfnFunction(stack, 'Fn', { code: { zipFile: 'x' }, role: 'arn:aws:iam::111111111111:role/r' });
  fn.cfnOptions.condition = condition;
  new CfnAlias(stack, 'Live', {
    functionName: fn.ref,
    functionVersion: '1',
    name: 'live',
    provisionedConcurrencyConfig: { provisionedConcurrentExecutions: 20 },
  }).cfnOptions.condition = condition;
  const [{ Resources }] = templatesOf(app) as [SynthesizedTemplate];
  const alarms = Object.entries(Resources).filter(([id, { Type }]) => /Alarm$/.test(Type) && id.includes('Live'));
  expect(alarms.length).toBeGreaterThan(0);
  for (const [, { Properties }] of alarms) {
    const text = JSON.stringify(Properties);
    expect(text).toContain('{"Name":"Resource","Value":{"Fn::Join":["",[{"Ref":"Fn"},":live"]]}}');
    expect(text).not.toContain('Fn::If');
  }
});

test('no template refers to a condition, parameter or resource that it does not have', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  new GoldenSignals(stack, 'Monitoring').watch(stack);
  conditionalQueue(stack);
  conditionalQueue(new NestedStack(stack, 'Nested'));
  for (const { Resources, Conditions, text } of templatesOf(app)) {
    const used = [...text.matchAll(/"(?:Condition|Fn::If)": \[?\s*"(\w+)"/g)].map((match) => match[1]!);
    expect(Object.keys(Conditions ?? {})).toEqual(expect.arrayContaining(used));
    expect(Object.keys(Resources).length).toBeGreaterThan(0);
  }
});

describe('a dashboard of its own shows, beside it,', () => {
  const isProd = (stack: Stack) =>
    new CfnCondition(stack, 'IsProd', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });

  test.each<[string, GoldenSignalsProps, (stack: Stack) => void, string, string | undefined]>([
    [
      'a conditional resource of a stack whose monitoring is in nested stacks',
      { nestedStacks: true },
      (stack) => {
        new CfnQueue(stack, 'Queue').cfnOptions.condition = isProd(stack);
      },
      'Shop.template.json',
      'IsProd',
    ],
    [
      'a conditional resource of a nested stack',
      {},
      (stack) => {
        const nested = new NestedStack(stack, 'Nested');
        new CfnQueue(nested, 'Queue').cfnOptions.condition = isProd(nested);
      },
      'ShopNested',
      'IsProd',
    ],
    [
      'a resource of a conditional nested stack',
      {},
      (stack) => {
        const nested = new NestedStack(stack, 'Nested');
        nested.nestedStackResource!.cfnOptions.condition = isProd(stack);
        new CfnQueue(new NestedStack(nested, 'Inner'), 'Queue');
      },
      'ShopNested',
      undefined,
    ],
  ])('%s', (_what, props, build, file, condition) => {
    const app = new App();
    const stack = new Stack(app, 'Shop');
    new GoldenSignals(stack, 'Monitoring', props).watch(stack);
    build(stack);
    const shown = templatesOf(app).flatMap((template) =>
      Object.values(template.Resources)
        .filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')
        .map(({ Condition, Properties }) => ({ ...template, Condition, body: JSON.stringify(Properties) })),
    );
    const [own, ...more] = shown.filter(({ body }) => body.includes('ApproximateAgeOfOldestMessage'));
    expect(more).toEqual([]);
    expect(own!.file).toMatch(new RegExp(`^${file}`));
    expect(own!.Condition).toBe(condition);
    // The dashboard of the stack links to it.
    const name = /"DashboardName":"(.*?)"/.exec(own!.body)![1];
    expect(shown.some(({ body }) => body.includes(`#dashboards:name=${name}`))).toBe(true);
  });
});

describe('what is published in us-east-1 only', () => {
  function planned(region: string | undefined, condition = false): { entry: PlannedResource; stack: Stack } {
    const stack = new Stack(new App(), 'Edge', { env: { region } });
    const construct = new CfnResource(stack, 'Site', { type: 'AWS::CloudFront::Distribution' });
    if (condition) {
      construct.cfnOptions.condition = new CfnCondition(stack, 'Own', { expression: Fn.conditionEquals('a', 'b') });
    }
    const resource = { construct, region } as unknown as PlannedResource['resource'];
    return { stack, entry: { resource, metricRegion: 'us-east-1' } as PlannedResource };
  }

  test('has plain alarms there', () => {
    const { entry, stack } = planned('us-east-1');
    expect(regionProblem(entry)).toBeUndefined();
    expect(conditionFor(entry, stack, stack)).toBeUndefined();
  });

  test('has alarms under a condition where the region is not known', () => {
    const { entry, stack } = planned(undefined);
    expect(stack.resolve(conditionFor(entry, stack, stack)!.expression)).toEqual({
      'Fn::Equals': [{ Ref: Aws.REGION && 'AWS::Region' }, 'us-east-1'],
    });
  });

  test('combines that with the condition of the resource', () => {
    const { entry, stack } = planned(undefined, true);
    expect(stack.resolve(conditionFor(entry, stack, stack)!.expression)).toEqual({
      'Fn::And': [{ Condition: 'Own' }, { Condition: 'Inuseast1' }],
    });
  });

  test('has no alarms in another region, and says what to do', () => {
    expect(regionProblem(planned('eu-west-1').entry)).toMatch(/published in us-east-1.*declare or import it/);
  });
});

describe('a CloudFront distribution', () => {
  function synthesized(region: string | undefined) {
    const app = new App();
    const stack = new Stack(app, 'Edge', { env: { region } });
    new GoldenSignals(stack, 'Monitoring').watch(stack);
    const origins = [
      { id: 'site', domainName: 'example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } },
    ];
    const defaultCacheBehavior = { targetOriginId: 'site', viewerProtocolPolicy: 'https-only' };
    new CfnDistribution(stack, 'Site', { distributionConfig: { enabled: true, origins, defaultCacheBehavior } });
    const [template] = templatesOf(app);
    const alarms = Object.values(template!.Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
    return { stack, alarms, text: template!.text };
  }

  test('in a stack whose region is not known: alarms under a condition, graphs from us-east-1', () => {
    const { alarms, text } = synthesized(undefined);
    expect(alarms.length).toBeGreaterThan(0);
    for (const { Condition } of alarms) expect(Condition).toMatch(/useast1/);
    expect(text).toContain('\\"region\\":\\"us-east-1\\"');
  });

  test('in a stack of another region: graphs only, and a warning', () => {
    const { alarms, text, stack } = synthesized('eu-west-1');
    expect(alarms).toEqual([]);
    expect(text).toContain('\\"region\\":\\"us-east-1\\"');
    Annotations.fromStack(stack).hasWarning(
      '*',
      Match.stringLikeRegexp('Edge/Site: its metrics are published in us-east-1'),
    );
  });

  test('in a stack of us-east-1: alarms as of any resource', () => {
    const { alarms } = synthesized('us-east-1');
    expect(alarms.length).toBeGreaterThan(0);
    for (const { Condition } of alarms) expect(Condition).toBeUndefined();
  });
});
