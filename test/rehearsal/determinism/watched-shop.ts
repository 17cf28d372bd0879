import type { Scenario } from '../../../rehearsal';

type Resources = Readonly<
  Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
>;

const arnOf = (logicalId: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [logicalId, attribute] });
const told = {
  AlarmActions: [{ Ref: 'Topic' }],
  OKActions: [{ Ref: 'Topic' }],
  InsufficientDataActions: [{ Ref: 'Topic' }],
};

function alarm(name: string, properties: Readonly<Record<string, unknown>>) {
  const common = { AlarmName: name, Namespace: 'Shop', Period: 60, EvaluationPeriods: 1, Threshold: 2, ...told };
  const operator = { ComparisonOperator: 'GreaterThanThreshold' };
  return { Type: 'AWS::CloudWatch::Alarm', Properties: { ...common, ...operator, ...properties } };
}

function composite(name: string, rule: string, properties: Readonly<Record<string, unknown>> = {}) {
  return {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: { AlarmName: name, AlarmRule: rule, ...told, ...properties },
  };
}

function filter(pattern: string, metricName: string, transformation: Readonly<Record<string, unknown>> = {}) {
  const one = { MetricNamespace: 'Shop', MetricName: metricName, MetricValue: '1', ...transformation };
  const properties = { LogGroupName: { Ref: 'Logs' }, FilterPattern: pattern, MetricTransformations: [one] };
  return { Type: 'AWS::Logs::MetricFilter', Properties: properties };
}

function muteRule(expression: string, alarms: readonly string[]) {
  const schedule = { Expression: expression, Duration: 'PT2M', Timezone: 'UTC' };
  const properties = { Rule: { Schedule: schedule }, MuteTargets: { AlarmNames: alarms } };
  return { Type: 'AWS::CloudWatch::AlarmMuteRule', Properties: properties };
}

function subscription(protocol: string, endpoint: unknown) {
  const properties = { TopicArn: { Ref: 'Topic' }, Protocol: protocol, Endpoint: endpoint };
  return { Type: 'AWS::SNS::Subscription', Properties: properties };
}

const mathMetrics = [
  { Id: 'e1', Expression: '100 * m1 / FILL(m2, 1)', ReturnData: true },
  ...['Errors', 'Requests'].map((MetricName, index) => ({
    Id: `m${index + 1}`,
    ReturnData: false,
    MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Sum' },
  })),
];

/** A stack in which much happens at one instant: alarms of every kind, composites, metric filters, SNS to SQS and e-mail. */
export const RESOURCES: Resources = {
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'told' } },
  First: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'first' } },
  Second: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'second' } },
  ToFirst: subscription('sqs', arnOf('First')),
  ToSecond: subscription('sqs', arnOf('Second')),
  ToPeople: subscription('email', 'oncall@example.com'),
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/shop' } },
  ErrorLines: filter('ERROR', 'ErrorLines', { DefaultValue: 0 }),
  SlowLines: filter('{ $.latency = * }', 'LineLatency', { MetricValue: '$.latency' }),
  ErrorsHigh: alarm('errors-high', { MetricName: 'Errors', Statistic: 'Sum' }),
  ErrorsLasting: alarm('errors-lasting', {
    MetricName: 'Errors',
    Statistic: 'Average',
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
  }),
  LatencyHigh: alarm('latency-high', {
    MetricName: 'Latency',
    ExtendedStatistic: 'p90',
    Period: 300,
    TreatMissingData: 'notBreaching',
  }),
  LatencyTrimmed: alarm('latency-trimmed', { MetricName: 'Latency', ExtendedStatistic: 'tm80' }),
  LinesHigh: alarm('lines-high', { MetricName: 'ErrorLines', Statistic: 'Sum' }),
  LinesSlow: alarm('lines-slow', { MetricName: 'LineLatency', Statistic: 'Maximum' }),
  QueueDeep: alarm('queue-deep', {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: 'first' }],
    Statistic: 'Maximum',
  }),
  ErrorRate: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: 'error-rate',
      Metrics: mathMetrics,
      EvaluationPeriods: 1,
      Threshold: 20,
      ComparisonOperator: 'GreaterThanThreshold',
      ...told,
    },
  },
  Maintenance: muteRule('at(2026-01-05T09:03)', ['errors-high', 'any-bad', 'latency-trimmed']),
  Backup: muteRule('cron(2 9 * * *)', ['errors-high', 'lines-high']),
  AnyBad: composite('any-bad', 'ALARM(errors-high) OR ALARM(lines-high) OR ALARM(error-rate)'),
  VeryBad: composite('very-bad', 'ALARM(any-bad) AND AT_LEAST(50%, ALARM, (errors-high, latency-high, lines-slow))'),
  Quiet: composite('quiet', 'ALARM(any-bad)', {
    ActionsSuppressor: 'queue-deep',
    ActionsSuppressorWaitPeriod: 60,
    ActionsSuppressorExtensionPeriod: 120,
  }),
};

const metric = (metricName: string, values: readonly (number | null | readonly number[])[], atMinute = 0) => ({
  namespace: 'Shop',
  metricName,
  dimensions: {},
  atMinute,
  values,
});

/** Samples and lines of which many fall on one instant, several of them in one metric. */
export const SCENARIO: Scenario = {
  title: 'much at one instant',
  startsAt: '2026-01-05T09:00:00Z',
  minutes: 12,
  metrics: [
    metric('Errors', [0, 0.1, 3, 3, 0.3, null, 0, 4]),
    metric('Errors', [0.2, 0.2, 0.1, 0.7, 0.1, null, 0.1, 0.1]),
    metric('Requests', [10, 10, 10, 10, 10, null, 10, 10]),
    metric('Latency', [[0.1, 0.2, 0.3], [1.1, 9.7, 3.3], 4, [0.7, 0.1], null, 1]),
    metric('Latency', [0.3, [0.1, 0.2], 12, 0.9, 0.1, 0.1]),
    metric('Requests', [null, 0.1, 0.2, 0.3], 1),
  ],
  logs: [
    { logGroup: 'Logs', atMinute: 1, lines: ['ERROR one', 'all is well'], times: 4, everySeconds: 30 },
    { logGroup: 'Logs', atMinute: 1, lines: ['ERROR two', '{"latency": 2.7}'], times: 6, everySeconds: 30 },
    { logGroup: '/shop', atMinute: 1, lines: ['{"latency": 0.1}', '{"latency": 3.1}'], times: 3 },
    { logGroup: '/shop', atMinute: 6, lines: ['ERROR three', 'ERROR four', 'ERROR five'] },
  ],
};
