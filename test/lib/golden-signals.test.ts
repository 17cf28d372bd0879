import { App, Aspects, CfnParameter, CfnResource, CustomResource, Duration, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { AttributeType, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { InstanceType, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { CfnFunction, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { EmailChannel, GoldenSignals, Severity, type WatchOptions } from '../../lib';

const code = Code.fromInline('exports.handler = async () => {}');
const handler = { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code };

function stackIn(app = new App(), name = 'Shop'): Stack {
  return new Stack(app, name);
}

function monitoring(stack: Stack, id = 'Monitoring'): GoldenSignals {
  return new GoldenSignals(stack, id, { channels: [new EmailChannel('ops@example.com')] });
}

/** Names of the alarms, without the stack: `Fn/errors`. */
function alarmNames(stack: Stack): string[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'))
    .map(({ Properties }) => String(Properties.AlarmName).replace(/^Shop\//, ''))
    .sort();
}

function alarm(stack: Stack, name: string): Record<string, unknown> {
  const found = Object.values(
    Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmName: `Shop/${name}` } }),
  );
  expect(found).toHaveLength(1);
  return found[0]!.Properties;
}

describe('watch(stack)', () => {
  test('covers functions, HTTP APIs, tables, queues and log groups, L2 and L1', () => {
    const stack = stackIn();
    monitoring(stack).watch(stack);
    new LambdaFunction(stack, 'Fn', handler);
    new CfnFunction(stack, 'RawFn', { role: 'arn:aws:iam::123456789012:role/r', code: { zipFile: 'x' } });
    new CfnResource(stack, 'GenericQueue', { type: 'AWS::SQS::Queue', properties: {} });
    new Table(stack, 'Table', { partitionKey: { name: 'pk', type: AttributeType.STRING } });
    new TableV2(stack, 'GlobalTable', { partitionKey: { name: 'pk', type: AttributeType.STRING } });
    new HttpApi(stack, 'Api');
    const watched = new Set(alarmNames(stack).map((name) => name.replace(/\/[^/]+$/, '')));
    expect([...watched].sort()).toEqual(
      ['Api', 'Fn', 'Fn/GoldenSignalsLogGroup', 'GenericQueue', 'GlobalTable', 'RawFn', 'Table'].sort(),
    );
  });

  test('covers what is added after it, also by an aspect', () => {
    const app = new App();
    const stack = stackIn(app);
    monitoring(stack).watch(stack);
    new Queue(stack, 'AddedLater');
    Aspects.of(app).add({
      visit: (node) => {
        if (node === stack && stack.node.tryFindChild('AddedByAspect') === undefined) new Queue(stack, 'AddedByAspect');
      },
    });
    expect(alarmNames(stack)).toEqual([
      'AddedByAspect/age',
      'AddedByAspect/in-flight',
      'AddedLater/age',
      'AddedLater/in-flight',
    ]);
  });

  test('works without aspect stabilization too', () => {
    const app = new App({ context: { '@aws-cdk/core:aspectStabilization': false } });
    const stack = stackIn(app);
    monitoring(stack).watch(stack);
    new Queue(stack, 'Queue');
    expect(alarmNames(stack)).toEqual(['Queue/age', 'Queue/in-flight']);
  });

  test('lets the tags of the app reach the alarms', () => {
    const app = new App();
    const stack = stackIn(app);
    Tags.of(app).add('team', 'orders');
    monitoring(stack).watch(stack);
    new Queue(stack, 'Queue');
    expect(alarm(stack, 'Queue/age').Tags).toContainEqual({ Key: 'team', Value: 'orders' });
  });

  test('does not watch itself, nor another GoldenSignals', () => {
    const stack = stackIn();
    monitoring(stack).watch(stack);
    new GoldenSignals(stack, 'Other');
    expect(alarmNames(stack)).toEqual([]);
  });

  test("leaves CDK's own functions out and says so", () => {
    const stack = stackIn();
    const golden = monitoring(stack);
    golden.watch(stack);
    const onEventHandler = new LambdaFunction(stack, 'OnEvent', handler);
    new CustomResource(stack, 'Custom', {
      serviceToken: new Provider(stack, 'Provider', { onEventHandler }).serviceToken,
    });
    expect(alarmNames(stack).filter((name) => name.startsWith('Provider/'))).toEqual([]);
    expect(golden.node.metadata).toContainEqual(
      expect.objectContaining({
        type: 'golden-signals:left-out',
        data: expect.stringMatching(/Provider\/framework-onEvent.*provider framework/),
      }),
    );
  });

  test('leaves out the function and the topic by which CDK drains instances of ECS', () => {
    const stack = stackIn();
    const cluster = new Cluster(stack, 'Cluster', { vpc: new Vpc(stack, 'Vpc', { natGateways: 0 }) });
    cluster.addCapacity('Capacity', {
      instanceType: new InstanceType('t3.micro'),
      vpcSubnets: { subnetType: SubnetType.PUBLIC },
    });
    monitoring(stack).watch(stack);
    expect(alarmNames(stack)).toEqual([
      'Cluster/Capacity/ASG/cpu',
      'Cluster/cpu-reservation',
      'Cluster/memory-reservation',
    ]);
  });

  test("leaves the functions of CDK's own nested stacks out", () => {
    const stack = stackIn();
    monitoring(stack).watch(stack);
    // As of a cluster of EKS, or the replicas of a table.
    new LambdaFunction(new Construct(stack, '@aws-cdk--aws-eks.ClusterResourceProvider'), 'OnEventHandler', handler);
    expect(alarmNames(stack)).toEqual([]);
  });

  test('can exclude a subtree', () => {
    const stack = stackIn();
    const quiet = new Queue(stack, 'Quiet');
    new Queue(stack, 'Loud');
    monitoring(stack).watch(stack, { exclude: [quiet] });
    expect(alarmNames(stack)).toEqual(['Loud/age', 'Loud/in-flight']);
  });

  test('warns when there is nothing to watch', () => {
    const stack = stackIn();
    monitoring(stack);
    Template.fromStack(stack);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('nothing is watched'));
  });
});

describe('watch(resource)', () => {
  test('covers the dead-letter queue that the queue names', () => {
    const stack = stackIn();
    const deadLetterQueue = { queue: new Queue(stack, 'DeadLetters'), maxReceiveCount: 3 };
    monitoring(stack).watch(new Queue(stack, 'Queue', { deadLetterQueue }));
    expect(alarmNames(stack)).toEqual([
      'DeadLetters/dead-letters',
      'DeadLetters/expiring',
      'Queue/age',
      'Queue/in-flight',
    ]);
  });

  test('covers an imported function by its name', () => {
    const stack = stackIn();
    monitoring(stack).watch(
      LambdaFunction.fromFunctionArn(stack, 'Imported', 'arn:aws:lambda:us-east-1:123456789012:function:billing'),
    );
    expect(alarm(stack, 'Imported/latency')).toMatchObject({
      Dimensions: [{ Name: 'FunctionName', Value: 'billing' }],
    });
  });

  test('covers an imported queue by its name', () => {
    const stack = stackIn();
    const queue = Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:us-east-1:123456789012:jobs');
    monitoring(stack).watch(queue);
    expect(alarm(stack, 'Imported/age')).toMatchObject({ Dimensions: [{ Name: 'QueueName', Value: 'jobs' }] });
  });

  test('keeps resources of two stacks apart that have the same id', () => {
    const app = new App();
    const stack = stackIn(app);
    const queues = ['One', 'Two'].map((name) => new Queue(stackIn(app, name), 'Queue', { queueName: name }));
    const golden = monitoring(stack);
    for (const queue of queues) golden.watch(queue);
    expect(queues.map((queue) => alarmNames(Stack.of(queue)))).toEqual([
      ['One/Queue/age', 'One/Queue/in-flight'],
      ['Two/Queue/age', 'Two/Queue/in-flight'],
    ]);
  });

  test('watches a resource of another stack there, so that neither locks the other', () => {
    const app = new App();
    const queue = new Queue(stackIn(app, 'Workload'), 'Queue', { queueName: 'jobs' });
    const stack = stackIn(app);
    monitoring(stack).watch(queue);
    expect(alarmNames(Stack.of(queue))).toEqual(['Workload/Queue/age', 'Workload/Queue/in-flight']);
    expect(alarmNames(stack)).toEqual([]);
  });
});

describe('identity of an alarm', () => {
  test('does not change when other resources come', () => {
    const ids = (queues: string[]) => {
      const stack = stackIn();
      monitoring(stack).watch(stack);
      for (const id of queues) new Queue(stack, id);
      return Object.entries(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(
        ([id, { Properties }]) => `${id} ${Properties.AlarmName}`,
      );
    };
    expect(ids(['A', 'B', 'C'])).toEqual(expect.arrayContaining(ids(['B'])));
  });

  test('differs for the same construct id in two scopes', () => {
    const stack = stackIn();
    monitoring(stack).watch(stack);
    const [first, second] = [
      new CfnResource(stack, 'First', { type: 'AWS::X::Y' }),
      new CfnResource(stack, 'Second', { type: 'AWS::X::Y' }),
    ];
    new Queue(first, 'Queue');
    new Queue(second, 'Queue');
    expect(alarmNames(stack)).toEqual([
      'First/Queue/age',
      'First/Queue/in-flight',
      'Second/Queue/age',
      'Second/Queue/in-flight',
    ]);
  });
});

describe('names that CloudWatch would not take', () => {
  /** Ids of constructs that are as long as they are only in parts that would be cut. */
  const LONG = 'x'.repeat(260);

  function namesIn(build: (stack: Stack) => void): string[] {
    const stack = stackIn();
    build(stack);
    return Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(
      ({ Properties }) => Properties.AlarmName,
    );
  }

  test('are shortened, and differ where only what is cut does', () => {
    const names = namesIn((stack) => {
      monitoring(stack).watch(stack);
      for (const id of ['A', 'B']) new Queue(new Construct(new Construct(stack, id), LONG), 'Queue');
    });
    expect(new Set(names).size).toBe(4);
    for (const name of names) {
      expect(name.length).toBe(255);
      expect(name).toMatch(/\/Queue\/(age|in-flight)$/);
    }
  });

  test('of two monitorings differ for all alarms of a resource', () => {
    const names = namesIn((stack) => {
      for (const id of ['One', 'Two']) new GoldenSignals(stack, id, { serviceName: 'Shop' }).watch(stack);
      new Queue(new Construct(stack, 'x'.repeat(220)), 'Queue');
    });
    expect(new Set(names).size).toBe(4);
  });

  test('have no control characters', () => {
    const names = namesIn((stack) => {
      monitoring(stack).watch(stack);
      new Queue(stack, 'new\tline');
    });
    expect(names).toContain('Shop/new-line/age');
  });

  test('are those of metrics of lines, whose log groups are told apart', () => {
    const stack = stackIn();
    monitoring(stack).watch(stack);
    for (const id of ['注文', '支払', LONG]) new LogGroup(stack, id);
    const filters = Object.values(Template.fromStack(stack).findResources('AWS::Logs::MetricFilter'));
    const metrics = filters.map(({ Properties }) => Properties.MetricTransformations[0].MetricName as string);
    expect(new Set(metrics).size).toBe(6);
    for (const name of metrics) expect(name).toMatch(/^[!-~]{1,255}$/);
  });
});

describe('overrides', () => {
  function watched(alarms: WatchOptions['alarms']): Stack {
    const stack = stackIn();
    monitoring(stack).watch(stack, { alarms });
    new Queue(stack, 'Queue');
    return stack;
  }

  test('change threshold, M of N and period of a default alarm', () => {
    const age = { threshold: 900, evaluationPeriods: 3, datapointsToAlarm: 2, period: Duration.minutes(5) };
    expect(alarm(watched({ age }), 'Queue/age')).toMatchObject({
      Threshold: 900,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Period: 300,
    });
  });

  test('change the severity, and with it the topic', () => {
    const page = alarm(watched({}), 'Queue/age').AlarmActions;
    const ticket = alarm(watched({ age: { severity: Severity.TICKET } }), 'Queue/age').AlarmActions;
    expect(ticket).not.toEqual(page);
  });

  test('switch an alarm off', () => {
    expect(alarmNames(watched({ 'in-flight': { enabled: false } }))).toEqual(['Queue/age']);
  });

  test('with a typo are refused with the nearest name', () => {
    expect(() => alarmNames(watched({ 'in-fligth': { enabled: false } }))).toThrow(
      /UnknownAlarm.*did you mean "in-flight"/,
    );
  });

  test('that cannot work are refused', () => {
    expect(() => alarmNames(watched({ age: { datapointsToAlarm: 20 } }))).toThrow(/InvalidDatapoints.*20 of 15/);
    expect(() => alarmNames(watched({ age: { period: Duration.minutes(50), evaluationPeriods: 40 } }))).toThrow(
      /WindowTooLong/,
    );
  });
});

test('a threshold that depends on an unresolved property uses the default and says so', () => {
  const stack = stackIn();
  monitoring(stack).watch(stack);
  const timeout = new CfnParameter(stack, 'Timeout', { type: 'Number' }).valueAsNumber;
  new CfnFunction(stack, 'Fn', { role: 'arn:aws:iam::123456789012:role/r', code: { zipFile: 'x' }, timeout });
  expect(alarm(stack, 'Fn/latency').Threshold).toBe(1500);
  Annotations.fromStack(stack).hasWarning(
    '*',
    Match.stringLikeRegexp('Shop/Fn: Timeout is not known before deployment'),
  );
});

describe('watchMetrics(contract)', () => {
  const contract = {
    namespace: 'Example/Orders',
    dimensions: ['operation'],
    metrics: [{ name: 'PaymentFailures', unit: 'Count', signal: 'errors' }],
  };

  test('alarms on exactly the series that the handler emits', () => {
    const stack = stackIn();
    monitoring(stack).watchMetrics(contract, {
      dimensionValues: { operation: 'place' },
      alarms: [{ metric: 'PaymentFailures', threshold: 0 }],
    });
    expect(alarm(stack, 'Example/Orders/place/payment-failures')).toMatchObject({
      Namespace: 'Example/Orders',
      MetricName: 'PaymentFailures',
      Statistic: 'Sum',
      Dimensions: [{ Name: 'operation', Value: 'place' }],
    });
  });

  test('watches the same contract for two values of a dimension', () => {
    const stack = stackIn();
    const golden = monitoring(stack);
    for (const operation of ['place', 'cancel']) {
      golden.watchMetrics(contract, {
        dimensionValues: { operation },
        alarms: [{ metric: 'PaymentFailures', threshold: operation === 'place' ? 0 : 5 }],
      });
    }
    expect(alarm(stack, 'Example/Orders/place/payment-failures').Threshold).toBe(0);
    expect(alarm(stack, 'Example/Orders/cancel/payment-failures').Threshold).toBe(5);
  });

  test('takes values that are known at deployment only, and calls them by what they refer to', () => {
    const stack = stackIn();
    const stage = new CfnParameter(stack, 'Stage').valueAsString;
    const functions = ['Place', 'Cancel'].map((id) => new LambdaFunction(stack, id, handler).functionName);
    const contract = {
      namespace: 'Example/Handler',
      dimensions: ['service', 'stage'],
      metrics: [{ name: 'Errors', unit: 'Count', signal: 'errors' }],
    };
    for (const service of functions) {
      const dimensionValues = { service, stage: `${stage}-1` };
      monitoring(stack, service === functions[0] ? 'One' : 'Two').watchMetrics(contract, {
        dimensionValues,
        alarms: [{ metric: 'Errors', threshold: 0 }],
      });
    }
    const alarms = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
    expect(alarms.map(({ Properties }) => Properties.AlarmName)).toEqual([
      expect.stringMatching(/^Shop\/Example\/Handler\/Place[0-9A-F]{8}\/Stage-1\/errors$/),
      expect.stringMatching(/\/Example\/Handler\/Cancel[0-9A-F]{8}\/Stage-1\/errors$/),
    ]);
    expect(alarms[0]!.Properties.Dimensions).toEqual([
      { Name: 'service', Value: { Ref: expect.stringMatching(/^Place/) } },
      { Name: 'stage', Value: { 'Fn::Join': ['', [{ Ref: 'Stage' }, '-1']] } },
    ]);
  });

  test('refuses a metric that the contract does not have', () => {
    const golden = monitoring(stackIn());
    const options = { dimensionValues: { operation: 'place' }, alarms: [{ metric: 'PaymentFailure', threshold: 0 }] };
    expect(() => golden.watchMetrics(contract, options)).toThrow(/UnknownMetric.*did you mean "PaymentFailures"/);
  });

  test('refuses dimensions that the contract does not have', () => {
    expect(() => monitoring(stackIn()).watchMetrics(contract, { dimensionValues: { op: 'place' } })).toThrow(
      /WrongDimensions.*"operation" has no value, "op" is not one of them/,
    );
  });
});
