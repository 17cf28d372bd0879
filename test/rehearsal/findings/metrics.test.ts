import { definitions } from '../../../lib/resources/generated/registry';
import { metricsIn } from '../../../lib/signals/signal';
import { staticFindings } from '../../../rehearsal/findings/static-findings';
import type { MetricStatModel } from '../../../rehearsal/template/model';
import { fakeResource } from '../../lib/fake-resource';
import { metricAlarm } from '../alarms/alarm-models';
import documented from './documented-aws-metrics.json';
import { code, functionModel } from './functions';
import { email, found, queue, stack } from './stack';

type Metric = Partial<MetricStatModel>;

const alarmOn = (metric: Metric) =>
  metricAlarm({
    metrics: [
      {
        id: 'm1',
        returnData: true,
        metric: {
          namespace: 'Shop',
          metricName: 'Errors',
          dimensions: {},
          statistic: 'Sum',
          periodSeconds: 60,
          ...metric,
        },
      },
    ],
  });
const byNames = (names: string) =>
  Object.fromEntries(
    names
      .split(',')
      .filter(Boolean)
      .map((name) => [name, name === 'Region' ? 'Global' : 'value']),
  );
const awsFinding = (namespace: string, metricName: string, dimensions: string) => {
  const [finding, ...rest] = staticFindings(
    stack({ alarms: [alarmOn({ namespace, metricName, dimensions: byNames(dimensions) })] }),
  );
  expect(rest).toEqual([]);
  return finding && `${finding.id}: ${finding.advice}`;
};

describe('names of metrics of AWS', () => {
  test.each([
    ['AWS/Lambda', 'Invocation', 'FunctionName', 'aws-metric-unknown: Write Invocations.'],
    ['AWS/Lambda', 'invocations', 'FunctionName', 'aws-metric-unknown: Write Invocations.'],
    ['AWS/Lambda', 'Crashes', 'FunctionName', 'aws-metric-unknown: Look up the metrics of AWS/Lambda.'],
    ['AWS/lambda', 'Invocations', 'FunctionName', 'aws-namespace-unknown: Write AWS/Lambda.'],
    ['AWS/StepFunctions', 'ExecutionsFailed', 'StateMachineArn', 'aws-namespace-unknown: Write AWS/States.'],
    ['AWS/SQS', 'ApproximateAgeOfOldestMessage', 'QueueARN', 'aws-dimensions-unknown: Use QueueName.'],
    ['AWS/SQS', 'ApproximateAgeOfOldestMessage', '', 'aws-dimensions-unknown: Use QueueName.'],
    [
      'AWS/DynamoDB',
      'ReadThrottleEvents',
      'TableName,GlobalSecondaryIndex',
      'aws-dimensions-unknown: Use GlobalSecondaryIndexName and TableName.',
    ],
    ['AWS/DynamoDB', 'SystemErrors', 'TableName', 'aws-dimensions-unknown: Use Operation and TableName.'],
    ['AWS/DynamoDB', 'UserErrors', 'TableName', 'aws-dimensions-unknown: Use no dimension.'],
    ['AWS/RDS', 'CPUUtilisation', 'DBInstanceIdentifier', 'aws-metric-unknown: Write CPUUtilization.'],
    ['AWS/EC2', 'CPUUtilization', 'InstanceID', 'aws-dimensions-unknown: Use InstanceId.'],
  ])('%s %s by %s', (namespace, metricName, dimensions, expected) => {
    expect(awsFinding(namespace, metricName, dimensions)).toBe(expected);
  });

  test.each([
    ['a metric of a service that AWS lists badly', 'AWS/RDS', 'OldestReplicationSlotLag', 'DBInstanceIdentifier'],
    ['a namespace that AWS does not list', 'AWS/Backup', 'NumberOfBackupJobsFailed', 'ResourceType'],
    ['a dimension newer than the data', 'AWS/Lambda', 'CPUUtilization', 'CapacityProviderName'],
  ])('%s is not judged', (_name, namespace, metricName, dimensions) => {
    expect(awsFinding(namespace, metricName, dimensions)).toBeUndefined();
  });

  test('none of the metrics that alarms are recommended on is taken for a mistake', () => {
    const wrong = Object.entries(documented).flatMap(([namespace, sets]) =>
      Object.entries(sets as Record<string, string[]>).flatMap(([dimensions, metrics]) =>
        metrics.flatMap((metric) => awsFinding(namespace, metric, dimensions) ?? []),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('nor is one of the catalogue', () => {
    const shapes = [
      fakeResource(),
      fakeResource({ properties: { DeadLetterConfig: { TargetArn: 'arn' }, BillingMode: 'PROVISIONED' } }),
    ];
    const rows = [...new Set([...definitions.values()].flat())].flatMap((definition) =>
      shapes.flatMap((shape) => definition.signals(shape).flatMap(({ lines, alarms }) => [...lines, ...alarms])),
    );
    const metrics = rows
      .flatMap(({ query }) => metricsIn(query))
      .filter(({ namespace }) => namespace.startsWith('AWS/'));
    expect(metrics.length).toBeGreaterThan(20);
    expect(
      metrics
        .map(({ namespace, metricName, dimensions }) =>
          awsFinding(namespace, metricName, Object.keys(dimensions).join()),
        )
        .filter(Boolean),
    ).toEqual([]);
  });
});

describe('values of dimensions', () => {
  const orders = queue({ logicalId: 'Orders' });
  const visible = { namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible' };

  test.each([
    ['the name', orders.queueName, []],
    ['the ARN', orders.arn, ['dimension-value ErrorsHigh']],
    ['the URL', orders.url, ['dimension-value ErrorsHigh']],
    ['something that is not there', 'unresolved(Ref Oders)', ['dimension-unresolved ErrorsHigh']],
    ['an attribute that a queue does not have', 'unresolved(Orders.Name)', ['dimension-unresolved ErrorsHigh']],
    ['a queue of another stack', 'imported(Other:Queue)', []],
    ['a parameter', 'unresolved(parameter Queue, which has no default)', []],
  ])('%s', (_name, QueueName, expected) => {
    expect(found({ queues: [orders], alarms: [alarmOn({ ...visible, dimensions: { QueueName } })] })).toEqual(expected);
  });
});

describe('what a resource of the template cannot reach', () => {
  const above = (metric: Metric, threshold: number, parts: Parameters<typeof found>[0]) =>
    found({ ...parts, alarms: [{ ...alarmOn(metric), threshold }] });

  test('a duration above the timeout', () => {
    const functions = [functionModel({ timeoutSeconds: 10 })];
    const duration = {
      namespace: 'AWS/Lambda',
      metricName: 'Duration',
      statistic: 'p99',
      dimensions: { FunctionName: 'orders' },
    };
    expect(above(duration, 60_000, { functions })).toEqual(['threshold-never-breached ErrorsHigh.Threshold']);
    expect(above(duration, 10_000, { functions })).toEqual([]);
    expect(above({ ...duration, statistic: 'Sum' }, 60_000, { functions })).toEqual([]);
    expect(above({ ...duration, dimensions: { FunctionName: 'elsewhere' } }, 60_000, { functions })).toEqual([]);
  });

  test('an age above the retention', () => {
    const age = {
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      statistic: 'Maximum',
      dimensions: { QueueName: 'alerts' },
    };
    const queues = [queue({ retentionSeconds: 3600 })];
    expect(above(age, 86_400, { queues })).toEqual(['threshold-never-breached ErrorsHigh.Threshold']);
    expect(above(age, 1800, { queues })).toEqual([]);
  });
});

describe('metrics of one own', () => {
  const alarms = [alarmOn({})];
  const readable = (text: string, overrides: Parameters<typeof functionModel>[0] = {}) =>
    functionModel({ codeDirectory: code({ 'index.js': text }), ...overrides });
  const transformation = { namespace: 'Shop', metricName: 'Errors', metricValue: '1', dimensions: {} };
  const filter = {
    logicalId: 'Filter',
    logGroupName: 'logs',
    filterPattern: 'ERROR',
    transformations: [transformation],
  };
  const missing = ['metric-not-emitted ErrorsHigh'];

  test('made by a filter, by these dimensions and no others', () => {
    expect(found({ alarms, metricFilters: [filter] })).toEqual([]);
    const byService = {
      ...filter,
      filterPattern: '{ $.level = ERROR }',
      transformations: [{ ...transformation, dimensions: { service: '$.service' } }],
    };
    expect(found({ alarms, metricFilters: [byService] })).toEqual(missing);
    expect(found({ alarms: [alarmOn({ metricName: 'Failures' })], metricFilters: [filter] })).toEqual(missing);
  });

  test('named in the code of a function, or not', () => {
    expect(found({ alarms, functions: [readable('put({ Errors: 1 })')] })).toEqual([]);
    expect(found({ alarms, functions: [readable('put({ Failures: 1 })')] })).toEqual(missing);
    expect(found({ alarms, functions: [readable('', { environment: { METRIC: 'Errors' } })] })).toEqual([]);
    const python = readable('', { runtime: 'python3.13', codeDirectory: code({ 'src/app.py': "put('Errors')" }) });
    expect(found({ alarms, functions: [python] })).toEqual([]);
    expect(
      found({
        alarms: [alarmOn({ metricName: 'Überlauf' })],
        functions: [readable('"\\xDCberlauf"; "\\u00dcberlauf"')],
      }),
    ).toEqual([]);
  });

  test('in code that cannot be read', () => {
    expect(found({ alarms, functions: [functionModel()] })).toEqual([]);
    expect(found({ alarms, functions: [readable('', { runtime: 'java21' })] })).toEqual([]);
    const notRehearsed = [{ where: 'orders.Layers', what: 'layers are not loaded' }];
    expect(found({ alarms, functions: [readable('')], notRehearsed })).toEqual([]);
  });

  test('of something else that runs', () => {
    const notRehearsed = [{ where: 'Service', what: 'AWS::ECS::Service is not simulated' }];
    expect(found({ alarms, functions: [readable('')], notRehearsed })).toEqual([]);
  });

  test('of another stack, in one that only watches', () => {
    const notifier = readable('post("chat")', { functionName: 'notifier' });
    const subscriptions = [{ ...email, protocol: 'lambda', endpoint: notifier.arn }];
    const permissions = [{ logicalId: 'P', functionName: 'notifier', principal: 'sns.amazonaws.com' }];
    const provider = readable('', { functionName: 'delete-objects', handler: '__entrypoint__.handler' });
    expect(found({ alarms })).toEqual([]);
    expect(found({ alarms, subscriptions, permissions, functions: [notifier, provider] })).toEqual([]);
  });

  test('of agents and services of AWS is not judged', () => {
    for (const namespace of ['CWAgent', 'ECS/ContainerInsights', 'LambdaInsights', 'Glue']) {
      expect(found({ alarms: [alarmOn({ namespace })], functions: [readable('')] })).toEqual([]);
    }
  });

  test('on a dashboard', () => {
    const properties = {
      metrics: [
        ['Shop', 'Errors'],
        ['.', 'Failures'],
      ],
    };
    const dashboard = {
      logicalId: 'Board',
      name: 'board',
      body: { widgets: [{ type: 'text' }, { type: 'metric', properties }] },
    };
    expect(found({ dashboards: [dashboard], functions: [readable('Errors')] })).toEqual([
      'metric-not-emitted Board.widgets[1].metrics[1]',
    ]);
    const elsewhere = {
      ...dashboard,
      body: { widgets: [{ type: 'metric', properties: { ...properties, region: 'eu-west-1' } }] },
    };
    expect(found({ dashboards: [elsewhere], functions: [readable('Errors')] })).toEqual([]);
  });
});

test('the data of AWS is read only when a metric of AWS is watched', () => {
  jest.isolateModules(() => {
    let reads = 0;
    jest.doMock('../../../rehearsal/findings/generated/aws-metrics.json', () => {
      reads++;
      return {};
    });
    const fresh = require('../../../rehearsal/findings/static-findings') as {
      staticFindings: typeof staticFindings;
    };
    fresh.staticFindings(stack({ alarms: [metricAlarm()] }));
    expect(reads).toBe(0);
    fresh.staticFindings(stack({ alarms: [alarmOn({ namespace: 'AWS/Lambda' })] }));
    expect(reads).toBe(1);
  });
});
