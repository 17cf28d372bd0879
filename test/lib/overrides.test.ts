import { App, CfnResource, Duration, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaAction, type LambdaActionProps, SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AlarmProfile, EmailChannel, GoldenSignals, type GoldenSignalsProps, Settings } from '../../lib';

function stackWith(props: GoldenSignalsProps = {}): Stack {
  const stack = new Stack(new App(), 'Shop');
  new GoldenSignals(stack, 'Monitoring', { channels: [new EmailChannel('ops@example.com')], ...props }).watch(stack);
  return stack;
}

function addFunction(stack: Stack): void {
  const code = Code.fromInline('exports.handler = async () => {}');
  new LambdaFunction(stack, 'Fn', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code });
}

/** Name without the stack → properties. */
function alarms(stack: Stack): Record<string, Record<string, unknown>> {
  const found = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');
  return Object.fromEntries(
    Object.values(found).map(({ Properties }) => [String(Properties.AlarmName).replace(/^Shop\//, ''), Properties]),
  );
}

test('Metadata of a resource, from addMetadata and from a template', () => {
  const stack = stackWith();
  const queue = new Queue(stack, 'Queue');
  (queue.node.defaultChild as CfnResource).addMetadata('GoldenSignals', { alarms: { age: { threshold: 10 } } });
  const raw = new CfnResource(stack, 'Raw', { type: 'AWS::SQS::Queue' });
  raw.cfnOptions.metadata = { GoldenSignals: { enabled: false } };
  const found = alarms(stack);
  expect(Object.keys(found).sort()).toEqual(['Queue/age', 'Queue/in-flight']);
  expect(found['Queue/age']).toMatchObject({ Threshold: 10 });
});

test('a typo in Metadata is a warning: it is the template of somebody else', () => {
  const stack = stackWith();
  const queue = new Queue(stack, 'Queue');
  (queue.node.defaultChild as CfnResource).addMetadata('GoldenSignals', { alarms: { age: { treshold: 10 } } });
  expect(alarms(stack)['Queue/age']).toMatchObject({ Threshold: 300 });
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('treshold.*did you mean "threshold"'));
});

test('resources by logical id and by a tag that an aspect sets', () => {
  const resources = {
    RawQueue: { alarms: { age: { threshold: 1 } } },
    'team=payments': { alarms: { age: { threshold: 2 } } },
  };
  const stack = stackWith({ resources });
  new CfnResource(stack, 'RawQueue', { type: 'AWS::SQS::Queue' });
  Tags.of(new Queue(stack, 'Tagged')).add('team', 'payments');
  expect(alarms(stack)['RawQueue/age']).toMatchObject({ Threshold: 1 });
  expect(alarms(stack)['Tagged/age']).toMatchObject({ Threshold: 2 });
});

test('comparison, statistic, symptom, runbook and further actions of an alarm', () => {
  const stack = stackWith({ runbookUrl: 'https://example.com/runbooks' });
  const topic = new Topic(stack, 'Remediation');
  const monitoring = stack.node.findChild('Monitoring') as GoldenSignals;
  const age = {
    comparison: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
    statistic: 'Minimum',
    symptom: 'too young',
    runbookUrl: 'https://example.com/young',
    actions: [new SnsAction(topic)],
  };
  monitoring.watch(new Queue(stack, 'Queue'), { alarms: { age } });
  const found = alarms(stack)['Queue/age']!;
  expect(found).toMatchObject({ ComparisonOperator: 'LessThanOrEqualToThreshold', Statistic: 'Minimum' });
  expect(found.AlarmDescription).toMatch(
    /^Too young: [\s\S]*300 s or less[\s\S]*Runbook: https:\/\/example\.com\/young$/,
  );
  expect(found.AlarmActions).toHaveLength(2);
  expect(found.OKActions).toHaveLength(1);
});

test('a test environment: alarms that would page, as tickets', () => {
  const stack = stackWith({ profile: AlarmProfile.NON_PRODUCTION });
  new Queue(stack, 'Queue');
  const found = alarms(stack);
  expect(Object.keys(found)).toEqual(['Queue/age']);
  expect(found['Queue/age']!.AlarmActions).toEqual([{ Ref: expect.stringContaining('RoutesTicket') }]);
});

test('settings of an environment win over those in code at the same level', () => {
  const data = {
    alarms: { age: { threshold: 20 } },
    environments: { prod: { alarms: { age: { threshold: 30, periodSeconds: 300 } } } },
  };
  const stack = stackWith({
    alarms: { age: { threshold: 10, evaluationPeriods: 5 } },
    settings: Settings.fromObject(data, 'prod'),
  });
  new Queue(stack, 'Queue');
  expect(alarms(stack)['Queue/age']).toMatchObject({ Threshold: 30, EvaluationPeriods: 5, Period: 300 });
});

test('what is expected of a function, and what is learnt', () => {
  const stack = stackWith({ types: { function: { expected: { latency: Duration.millis(400), anomaly: true } } } });
  addFunction(stack);
  expect(alarms(stack)['Fn/slower-than-expected']).toMatchObject({ Threshold: 400, EvaluationPeriods: 5 });
  const traffic = alarms(stack)['Fn/unusual-traffic']!;
  expect(traffic).toMatchObject({
    ComparisonOperator: 'LessThanLowerThreshold',
    ThresholdMetricId: expect.any(String),
    TreatMissingData: 'breaching',
  });
  expect(JSON.stringify(traffic.Metrics)).toContain('ANOMALY_DETECTION_BAND(m0, 3)');
});

describe('a function as the action of several alarms', () => {
  const synthesized = (props?: LambdaActionProps) => {
    const stack = new Stack(new App(), 'Shop');
    const fn = new LambdaFunction(stack, 'Fn', {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline('x'),
    });
    const actions = [new LambdaAction(fn, props)];
    new GoldenSignals(stack, 'Monitoring', { types: { queue: { alarms: { age: { actions } } } } }).watch(stack);
    for (const id of ['A', 'B']) new Queue(stack, id);
    return Template.fromStack(stack);
  };

  test('is told how', () => {
    expect(() => synthesized()).toThrow(/ActionRefused\] Shop\/Monitoring\/.*\/age: .*useUniquePermissionId: true/);
  });

  test('may be called by each of them', () => {
    synthesized({ useUniquePermissionId: true }).resourceCountIs('AWS::Lambda::Permission', 2);
  });
});

test('what a subclass keeps in its properties is no typo: it is said to have no effect', () => {
  const stack = stackWith({ owner: 'payments', team: undefined } as object);
  addFunction(stack);
  Annotations.fromStack(stack).hasWarning('/Shop/Monitoring', Match.stringLikeRegexp('"owner" is no known property'));
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('"team"'));
});
