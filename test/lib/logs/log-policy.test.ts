import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup, LogGroup, LogGroupClass, LogRetention, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { GoldenSignals, type LogPolicy } from '../../../lib';

const handler = { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('x') };

function watched(
  build: (stack: Stack) => void,
  logs?: LogPolicy,
  context?: Record<string, unknown>,
): { stack: Stack; template: Template } {
  const stack = new Stack(new App({ context }), 'Shop');
  new GoldenSignals(stack, 'Monitoring', { logs }).watch(stack);
  build(stack);
  return { stack, template: Template.fromStack(stack) };
}

test('a log group without retention gets three months', () => {
  const { template } = watched((stack) => new CfnLogGroup(stack, 'Logs'));
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
});

test('a retention that the user set is kept', () => {
  const { template } = watched((stack) => new LogGroup(stack, 'Logs', { retention: RetentionDays.ONE_DAY }));
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 1 });
});

test('a log group that is to be kept for ever is', () => {
  const { template } = watched((stack) => new LogGroup(stack, 'Logs', { retention: RetentionDays.INFINITE }));
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.absent() });
});

test('a log group of which nothing is said keeps the two years that CDK gives it', () => {
  const { template } = watched((stack) => new LogGroup(stack, 'Logs'));
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 731 });
});

test('log groups for delivered logs are given no retention: that class has its own', () => {
  const { template } = watched((stack) => {
    new LogGroup(stack, 'Delivered', { logGroupClass: LogGroupClass.DELIVERY });
    new CfnLogGroup(stack, 'Plain', { logGroupClass: LogGroupClass.DELIVERY });
  });
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.absent() });
});

test('a policy of keeping for ever leaves log groups as they are', () => {
  const { template } = watched((stack) => new CfnLogGroup(stack, 'Logs'), { retention: RetentionDays.INFINITE });
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.absent() });
});

test('a function without a log group gets one, if its role may write to any', () => {
  const { template } = watched((stack) => new LambdaFunction(stack, 'Fn', handler), {
    retention: RetentionDays.ONE_WEEK,
  });
  const [group] = Object.keys(template.findResources('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 7 } }));
  template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: { Ref: group } } });
});

test.each<[string, (stack: Stack) => void, Record<string, unknown>]>([
  [
    'by its name',
    (stack) => {
      new LambdaFunction(stack, 'Fn', { ...handler, functionName: 'orders', loggingFormat: LoggingFormat.JSON });
      new LogGroup(stack, 'Logs', { logGroupName: '/aws/lambda/orders' });
    },
    {},
  ],
  [
    'by a reference',
    (stack) => {
      const fn = new LambdaFunction(stack, 'Fn', { ...handler, loggingFormat: LoggingFormat.JSON });
      new LogGroup(stack, 'Logs', { logGroupName: `/aws/lambda/${fn.functionName}` });
    },
    {},
  ],
  [
    'by CDK',
    (stack) => {
      new LambdaFunction(stack, 'Fn', { ...handler, loggingFormat: LoggingFormat.JSON });
    },
    { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true },
  ],
])(
  'a function whose default log group is declared %s keeps it, and its lines are counted there',
  (_name, build, context) => {
    const { template } = watched(build, undefined, context);
    template.resourceCountIs('AWS::Logs::LogGroup', 1);
    template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: Match.absent() } });
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: Match.stringLikeRegexp('level = "ERROR"'),
    });
  },
);

test('a function of which versions are published is left alone: another log group would publish one more', () => {
  const { stack, template } = watched((scope) => void new LambdaFunction(scope, 'Fn', handler).currentVersion);
  template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: Match.absent() });
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('a version of it is published'));
});

test('a function whose retention is set through logRetention is left alone', () => {
  const { template } = watched((stack) => {
    const fn = new LambdaFunction(stack, 'Fn', handler);
    // What FunctionProps.logRetention makes.
    new LogRetention(stack, 'Retention', {
      logGroupName: `/aws/lambda/${fn.functionName}`,
      retention: RetentionDays.ONE_DAY,
    });
  });
  template.resourceCountIs('AWS::Logs::LogGroup', 0);
});

test('a function whose role may be scoped to its old log group is left alone, with a warning', () => {
  const { stack, template } = watched((scope) => {
    const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    new LambdaFunction(scope, 'Fn', { ...handler, role });
  });
  template.resourceCountIs('AWS::Logs::LogGroup', 0);
  Annotations.fromStack(stack).hasWarning(
    '*',
    Match.stringLikeRegexp('may not be allowed to write to another log group'),
  );
});

test('the log format of a function is only changed when asked for', () => {
  const build = (stack: Stack) => void new LambdaFunction(stack, 'Fn', handler);
  watched(build).template.hasResourceProperties('AWS::Lambda::Function', {
    LoggingConfig: { LogFormat: Match.absent() },
  });
  watched(build, { jsonLogging: true }).template.hasResourceProperties('AWS::Lambda::Function', {
    LoggingConfig: { LogFormat: 'JSON' },
  });
});

test('ERROR and WARN lines are counted by level where the function writes JSON', () => {
  const { template } = watched(
    (stack) => new LambdaFunction(stack, 'Fn', { ...handler, loggingFormat: LoggingFormat.JSON }),
  );
  template.hasResourceProperties('AWS::Logs::MetricFilter', {
    FilterPattern: '{ $.level = "WARN" || $.level = "WARNING" }',
    MetricTransformations: [
      { MetricNamespace: 'GoldenSignals/Logs', MetricName: 'Shop/Fn/GoldenSignalsLogGroup/WarningLines' },
    ],
  });
});

test('every metric that an alarm on lines looks at is made by a filter', () => {
  const { template } = watched((stack) => new LambdaFunction(stack, 'Fn', handler));
  const made = Object.values(template.findResources('AWS::Logs::MetricFilter')).map(
    ({ Properties }) => Properties.MetricTransformations[0].MetricName,
  );
  const watchedNames = Object.values(template.findResources('AWS::CloudWatch::Alarm'))
    .filter(({ Properties }) => Properties.Namespace === 'GoldenSignals/Logs')
    .map(({ Properties }) => Properties.MetricName);
  expect(watchedNames.sort()).toEqual(made.sort());
});

test('each of several watch() calls sees the log groups that the policy made', () => {
  const stack = new Stack(new App(), 'Shop');
  const golden = new GoldenSignals(stack, 'Monitoring', { logs: { jsonLogging: true } });
  for (const id of ['One', 'Two']) golden.watch(new LambdaFunction(stack, id, handler));
  const patterns = Object.values(Template.fromStack(stack).findResources('AWS::Logs::MetricFilter'));
  expect(patterns.map(({ Properties }) => Properties.FilterPattern)).toEqual(
    Array(2)
      .fill([
        '{ $.level = "ERROR" || $.level = "FATAL" }',
        '{ $.level = "WARN" || $.level = "WARNING" }',
        expect.stringContaining('$.record.status = "timeout"'),
      ])
      .flat(),
  );
});

test('two GoldenSignals on one stack do not read each other’s stale properties', () => {
  const stack = new Stack(new App(), 'Shop');
  const [one, two] = ['One', 'Two'].map((id) => new LambdaFunction(stack, id, handler));
  new GoldenSignals(stack, 'First', { serviceName: 'first' }).watch(one!);
  new GoldenSignals(stack, 'Second', { serviceName: 'second', logs: { jsonLogging: true } }).watch(two!);
  const patterns = Object.values(Template.fromStack(stack).findResources('AWS::Logs::MetricFilter'));
  expect(patterns.map(({ Properties }) => Properties.FilterPattern)).toContain(
    '{ $.level = "ERROR" || $.level = "FATAL" }',
  );
});

test('counting can be switched off', () => {
  const { template } = watched((stack) => new LambdaFunction(stack, 'Fn', handler), { countLines: false });
  template.resourceCountIs('AWS::Logs::MetricFilter', 0);
});
