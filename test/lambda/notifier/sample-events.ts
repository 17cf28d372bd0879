/** Inputs written from AWS's field tables; every name in them is ours. */

export const TOPICS = {
  page: 'arn:aws:sns:eu-west-1:111122223333:shop-page',
  ticket: 'arn:aws:sns:eu-west-1:111122223333:shop-ticket',
};

/** 2026-03-02T10:00:00Z, a Monday morning. */
export const T0 = Date.UTC(2026, 2, 2, 10);

export const minutes = (count: number): number => count * 60_000;

/** CloudWatch's own way of writing a time. */
export const stamp = (timeMs: number): string => new Date(timeMs).toISOString().replace('Z', '+0000');

type Json = Readonly<Record<string, unknown>>;

export const alarmArn = (name: string): string => `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`;

const THREE_OF_THREE =
  'Threshold Crossed: 3 out of the last 3 datapoints [12.0 (02/03/26 09:59:00), 9.0 (02/03/26 09:58:00), 7.5 (02/03/26 09:57:00)] were greater than the threshold (5.0) (minimum 3 datapoints for OK -> ALARM transition).';

/** What an alarm's SNS action publishes. */
export function metricAlarm(overrides: Json = {}): Json {
  const name = typeof overrides.AlarmName === 'string' ? overrides.AlarmName : 'shop/checkout/errors';
  return {
    AlarmName: name,
    AlarmDescription:
      'Checkouts fail: function shop-checkout.\nWhen: the value above 5 in 3 of 3 minutes.\nLikely causes: a dependency.\nFirst look at: error lines.\nRunbook: https://runbooks.example.com/checkout',
    AWSAccountId: '111122223333',
    AlarmConfigurationUpdatedTimestamp: stamp(T0 - minutes(600)),
    NewStateValue: 'ALARM',
    NewStateReason: THREE_OF_THREE,
    StateChangeTime: stamp(T0),
    Region: 'EU (Ireland)',
    AlarmArn: alarmArn(name),
    OldStateValue: 'OK',
    OKActions: [],
    AlarmActions: [TOPICS.page],
    InsufficientDataActions: [],
    Trigger: {
      MetricName: 'Errors',
      Namespace: 'AWS/Lambda',
      StatisticType: 'Statistic',
      Statistic: 'SUM',
      Unit: null,
      Dimensions: [{ value: 'shop-checkout', name: 'FunctionName' }],
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 5.0,
      TreatMissingData: 'notBreaching',
      EvaluateLowSampleCountPercentile: '',
    },
    ...overrides,
  };
}

/** The same alarm, OK again after so many minutes. */
export function metricOk(afterMinutes: number, overrides: Json = {}): Json {
  return metricAlarm({
    NewStateValue: 'OK',
    OldStateValue: 'ALARM',
    StateChangeTime: stamp(T0 + minutes(afterMinutes)),
    NewStateReason:
      'Threshold Crossed: 1 out of the last 3 datapoints [0.0 (02/03/26 10:16:00)] was not greater than the threshold (5.0) (minimum 1 datapoint for ALARM -> OK transition).',
    ...overrides,
  });
}

export function compositeAlarm(): Json {
  const { Trigger: _, ...common } = metricAlarm({ AlarmName: 'shop/unhealthy', AlarmDescription: '' });
  return {
    ...common,
    NewStateReason: `${alarmArn('shop/checkout/errors')} transitioned to ALARM at Monday 02 March, 2026 10:00:00 UTC`,
    AlarmRule: `ALARM("shop/checkout/errors") OR ALARM("shop/checkout/latency")`,
    TriggeringChildren: [
      { Arn: alarmArn('shop/checkout/errors'), State: { Value: 'ALARM', Timestamp: stamp(T0) } },
      { Arn: alarmArn('shop/checkout/latency'), State: { Value: 'OK', Timestamp: stamp(T0 - minutes(3)) } },
    ],
  };
}

export function mathAlarm(): Json {
  return metricAlarm({
    Trigger: {
      Period: 60,
      EvaluationPeriods: 2,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 5,
      Metrics: [
        { Expression: '100 * e / i', Id: 'rate', Label: 'Error rate', ReturnData: true },
        lambdaQuery('e', 'Errors'),
        lambdaQuery('i', 'Invocations'),
      ],
    },
  });
}

export function anomalyAlarm(): Json {
  return metricAlarm({
    NewStateReason:
      'Thresholds Crossed: 1 out of the last 3 datapoints [537.0 (02/03/26 09:59:00)] was less than the lower thresholds [193.34] or greater than the upper thresholds [531.44] (minimum 1 datapoint for OK -> ALARM transition).',
    Trigger: {
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 1,
      ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold',
      ThresholdMetricId: 'band',
      Metrics: [
        { Expression: 'ANOMALY_DETECTION_BAND(m, 2)', Id: 'band', Label: 'expected', ReturnData: true },
        { ...lambdaQuery('m', 'Invocations'), ReturnData: true },
      ],
    },
  });
}

export function logAlarm(): Json {
  const { Trigger: _, ...common } = metricAlarm();
  const result = (id: string, agoMinutes: number, value: number) => ({
    queryResultId: id,
    status: 'Complete',
    timestamp: stamp(T0 - minutes(agoMinutes)),
    value,
  });
  return {
    ...common,
    NewStateReason: 'Threshold Crossed: 2 out of the last 3 query results were greater than the threshold (100.0).',
    NewStateReasonData: JSON.stringify({
      version: '1.0',
      threshold: 100,
      queryResultsToEvaluate: 3,
      queryResultsToAlarm: 2,
      results: [result('q-2', 10, 118), result('q-1', 0, 131)],
    }),
  };
}

export function contributorAlarm(table: string, id: string): Json {
  return metricAlarm({
    AlarmName: 'shop/tables/throttles',
    AlarmDescription: 'Writes are throttled.',
    AlarmContributorId: id,
    AlarmContributorAttributes: { TableName: table },
  });
}

/** An EventBridge event of an alarm's change of state. */
export function alarmEvent(detail: Json = {}, detailType = 'CloudWatch Alarm State Change'): Json {
  return {
    version: '0',
    id: 'c0ffee00-0000-4000-8000-000000000001',
    'detail-type': detailType,
    source: 'aws.cloudwatch',
    account: '111122223333',
    time: new Date(T0).toISOString(),
    region: 'eu-west-1',
    resources: [alarmArn('shop/checkout/errors')],
    detail: { ...alarmData(), ...detail },
  };
}

/** What an alarm's Lambda action hands over. */
export function alarmAction(data: Json = {}): Json {
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarmArn('shop/checkout/errors'),
    accountId: '111122223333',
    time: stamp(T0),
    region: 'eu-west-1',
    alarmData: { ...alarmData(), ...data },
  };
}

function alarmData(): Json {
  return {
    alarmName: 'shop/checkout/errors',
    state: {
      value: 'ALARM',
      reason: THREE_OF_THREE,
      reasonData: JSON.stringify({
        version: '1.0',
        period: 60,
        statistic: 'Sum',
        threshold: 5,
        recentDatapoints: [12],
      }),
      timestamp: stamp(T0),
    },
    previousState: { value: 'OK', reason: 'fine', timestamp: stamp(T0 - minutes(60)) },
    configuration: {
      description: 'Checkouts fail',
      metrics: [
        {
          id: 'e',
          metricStat: {
            metric: { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'shop-checkout' } },
            period: 60,
            stat: 'Sum',
          },
          returnData: true,
        },
      ],
    },
  };
}

/** SNS's envelope as an SQS queue gets it. */
export function throughSns(message: unknown, topicArn = TOPICS.page, envelope: Json = {}): string {
  return JSON.stringify({
    Type: 'Notification',
    MessageId: '5e7f1c2a-0000-4000-8000-000000000002',
    TopicArn: topicArn,
    Subject: 'ALARM: "shop/checkout/errors" in EU (Ireland)',
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: new Date(T0 + 1000).toISOString(),
    SignatureVersion: '2',
    ...envelope,
  });
}

function lambdaQuery(id: string, name: string): Json {
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Dimensions: [{ value: 'shop-checkout', name: 'FunctionName' }],
        MetricName: name,
        Namespace: 'AWS/Lambda',
      },
      Period: 60,
      Stat: 'Sum',
    },
    ReturnData: false,
  };
}
