import { load, placeholder } from './load';

const places = (model: ReturnType<typeof load>): string[] => model.notRehearsed.map(({ where }) => where);
const common = {
  Namespace: 'Shop',
  MetricName: 'Errors',
  ComparisonOperator: 'GreaterThanThreshold',
  EvaluationPeriods: 1,
  Threshold: 1,
};
const alarmOf = (Properties: Record<string, unknown>) =>
  load({ A: { Type: 'AWS::CloudWatch::Alarm', Properties: { ...common, ...Properties } } });

test('the severity of an alarm is what its tag says, or that of the first topic it goes to', () => {
  const tagged = (severity: string) => [{ Key: 'golden-signals:severity', Value: severity }];
  const to = (...topics: string[]) => ({ ...common, AlarmActions: topics.map((topic) => ({ Ref: topic })) });
  const Type = 'AWS::CloudWatch::Alarm';
  const model = load({
    Theirs: { Type: 'AWS::SNS::Topic' },
    Page: { Type: 'AWS::SNS::Topic', Properties: { Tags: tagged('page') } },
    ByTopic: { Type, Properties: to('Theirs', 'Page') },
    ByTag: { Type, Properties: { ...to('Page'), Tags: tagged('info') } },
    Unsaid: { Type, Properties: to('Theirs') },
    Unknown: { Type, Properties: { ...common, Tags: tagged('urgent') } },
    Either: {
      Type: 'AWS::CloudWatch::CompositeAlarm',
      Properties: { AlarmRule: 'TRUE', AlarmActions: [{ Ref: 'Page' }] },
    },
  });
  expect(model.alarms.map(({ severity }) => severity)).toEqual(['page', 'info', undefined, undefined]);
  expect(model.compositeAlarms[0]!.severity).toBe('page');
});

describe('evaluation window', () => {
  test.each([
    [{ SlidingWindow: {} }, undefined],
    [{ WallClockWindow: {} }, { timeZone: 'UTC' }],
    [{ WallClockWindow: { Timezone: 'Europe/Zurich' } }, { timeZone: 'Europe/Zurich' }],
  ])('%j', (EvaluationWindow, wallClock) => {
    const model = alarmOf({ EvaluationWindow });
    expect(model.alarms[0]!.wallClock).toEqual(wallClock);
    expect(model.notRehearsed).toEqual([]);
  });

  test.each([[{}], [{ SlidingWindow: {}, WallClockWindow: {} }]])('%j is refused by CloudFormation', (window) => {
    expect(places(alarmOf({ EvaluationWindow: window }))).toEqual(['A.EvaluationWindow']);
  });
});

test('a warm-up has its minutes, and says whether its end is waited for', () => {
  const model = alarmOf({
    WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: 30, OnlyStartEvaluatingAfterWarmUpPeriodEnds: 'true' },
    ActionConfiguration: { AlarmTagsPropagation: {} },
  });
  expect(model.alarms[0]!.warmUp).toEqual({ minutes: 30, waitsForItsEnd: true });
  expect(model.notRehearsed).toEqual([]);
});

test('a PromQL alarm is loaded and reported as not rehearsed', () => {
  const Properties = {
    EvaluationCriteria: { PromQLCriteria: { Query: 'up == 0', PendingPeriod: 120, RecoveryPeriod: 60 } },
    EvaluationInterval: 30,
    AlarmActions: ['arn'],
  };
  const model = load({ A: { Type: 'AWS::CloudWatch::Alarm', Properties } });
  const what = 'PromQL query: it is not run, the alarm stays INSUFFICIENT_DATA';
  expect(model.alarms[0]).toMatchObject({
    name: 'Shop-A',
    metrics: [],
    periodSeconds: 30,
    alarmActions: ['arn'],
    notRehearsed: what,
  });
  expect(model.notRehearsed).toEqual([{ where: 'A', what }]);
});

test('a Metrics Insights alarm is loaded and reported as not rehearsed', () => {
  const Metrics = [
    { Id: 'q', Expression: 'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)', Period: 60 },
  ];
  const model = alarmOf({ Namespace: undefined, MetricName: undefined, Metrics });
  expect(model.alarms[0]).toMatchObject({
    periodSeconds: 60,
    notRehearsed: expect.stringContaining('Metrics Insights'),
  });
  expect(places(model)).toEqual(['A']);
});

test('values that are not known are reported', () => {
  const model = alarmOf({ EvaluateLowSampleCountPercentile: 'maybe', TreatMissingData: 'good' });
  expect(model.alarms[0]).toMatchObject({ treatMissingData: 'missing' });
  expect(places(model)).toEqual(['A.TreatMissingData', 'A.EvaluateLowSampleCountPercentile']);
});

test('an alarm on a log query is loaded and reported as not rehearsed', () => {
  const Properties = {
    ComparisonOperator: 'GreaterThanThreshold',
    QueryResultsToAlarm: 2,
    QueryResultsToEvaluate: 3,
    Threshold: 5,
    TreatMissingData: 'notBreaching',
    ScheduledQueryConfiguration: { QueryString: 'fields @message', AggregationExpression: 'count(*)' },
    OKActions: ['arn'],
  };
  const model = load({ L: { Type: 'AWS::CloudWatch::LogAlarm', Properties } });
  expect(model.alarms[0]).toMatchObject({
    name: 'Shop-L',
    metrics: [],
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 5,
    treatMissingData: 'notBreaching',
    okActions: ['arn'],
    notRehearsed: expect.stringContaining('log query'),
  });
  expect(places(model)).toEqual(['L']);
});

describe('mute rule', () => {
  const muteOf = (Schedule: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    load({
      A: { Type: 'AWS::CloudWatch::Alarm', Properties: common },
      M: {
        Type: 'AWS::CloudWatch::AlarmMuteRule',
        Properties: { Rule: { Schedule }, MuteTargets: { AlarmNames: [{ Ref: 'A' }] }, ...more },
      },
    });
  const nightly = { Expression: 'cron(0 22 * * SAT)', Duration: 'PT4H' };

  test('it has a schedule, a duration and the names of alarms', () => {
    const model = muteOf(nightly);
    expect(model.muteRules).toEqual([
      {
        logicalId: 'M',
        name: 'Shop-M',
        expression: 'cron(0 22 * * SAT)',
        durationSeconds: 14_400,
        timeZone: 'UTC',
        alarmNames: ['Shop-A'],
      },
    ]);
    expect(model.notRehearsed).toEqual([]);
  });

  test.each([
    ['PT1M', 60],
    ['P15D', 1_296_000],
    ['P2DT12H', 216_000],
    ['PT1H30M', 5400],
  ])('a duration of %s is %i seconds', (Duration, seconds) => {
    expect(muteOf({ ...nightly, Duration }).muteRules[0]!.durationSeconds).toBe(seconds);
  });

  test('its dates are in the time zone of its schedule', () => {
    const Schedule = { Expression: 'at(2026-01-10T22:00)', Duration: 'PT1H', Timezone: 'Europe/Zurich' };
    const model = muteOf(Schedule, { StartDate: '2026-01-01T00:00', ExpireDate: '2026-07-01T00:00:00Z' });
    expect(model.muteRules[0]).toMatchObject({
      timeZone: 'Europe/Zurich',
      startMs: Date.UTC(2025, 11, 31, 23),
      expireMs: Date.UTC(2026, 6, 1),
    });
    expect(places(muteOf(Schedule, { StartDate: 'soon' }))).toEqual(['M.StartDate']);
  });

  test.each([
    [{ ...nightly, Expression: 'rate(5 minutes)' }],
    [{ ...nightly, Expression: 'cron(0 22 * *)' }],
    [{ ...nightly, Duration: 'PT30S' }],
    [{ ...nightly, Duration: 'P16D' }],
    [{ ...nightly, Duration: '4 hours' }],
    [{ ...nightly, Timezone: 'Mars/Olympus' }],
  ])('%j is reported and mutes nothing', (Schedule) => {
    const model = muteOf(Schedule);
    expect([model.muteRules, places(model)]).toEqual([[], ['M.Rule.Schedule']]);
  });
});

test('the dimension of an alarm may be any identity', () => {
  const model = load({
    Alb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Name: 'front' } },
    A: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        ...common,
        Dimensions: [{ Name: 'LoadBalancer', Value: { 'Fn::Sub': placeholder('Alb.LoadBalancerFullName') } }],
      },
    },
  });
  expect(model.alarms[0]!.metrics[0]!.metric!.dimensions.LoadBalancer).toMatch(/^app\/front\/[0-9a-z]{16}$/);
});
