import { rehearse } from '../../../rehearsal/rehearse';
import type { Scenario } from '../../../rehearsal/scenario/scenario';

const DAY_SECONDS = 86_400;

/** The changes of the one alarm of a template: `ALARM 2026-01-05T09:11`. */
async function changesOf(properties: Record<string, unknown>, scenario: Partial<Scenario>): Promise<string[]> {
  const alarm = {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: 'orders',
      Namespace: 'Shop',
      MetricName: 'Orders',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 10,
      ...properties,
    },
  };
  const { record } = await rehearse({
    template: { template: { Resources: { Orders: alarm } } },
    scenario: { title: 'test', minutes: 60, ...scenario },
  });
  return record.alarms[0]!.transitions.map(
    ({ atMs, state }) => `${state} ${new Date(atMs).toISOString().slice(0, 16)}`,
  );
}

const orders = (values: readonly (number | null)[], intervalSeconds = 60, atMinute = 0) => ({
  metrics: [{ namespace: 'Shop', metricName: 'Orders', dimensions: {}, values, intervalSeconds, atMinute }],
});

describe('an alarm that warms up', () => {
  const data = orders([null, null, null, null, null, 1, 1, 1, 1, 1, 1, 1, 50, 50, 50]);
  const alarm = { EvaluationPeriods: 3, TreatMissingData: 'breaching' };

  test('does not fire before its warm-up ends, or before each of its evaluation periods has data', async () => {
    expect(await changesOf(alarm, data)).toEqual([
      'ALARM 2026-01-05T09:00',
      'OK 2026-01-05T09:13',
      'ALARM 2026-01-05T09:20',
    ]);
    const warmUp = { WarmUpPeriodDurationInMinutes: 30 };
    expect((await changesOf({ ...alarm, WarmUpConfiguration: warmUp }, data))[0]).toBe('ALARM 2026-01-05T09:08');
  });

  test('waits for the end of the warm-up when it says so, whatever data arrives', async () => {
    const warmUp = { WarmUpPeriodDurationInMinutes: 10, OnlyStartEvaluatingAfterWarmUpPeriodEnds: true };
    expect((await changesOf({ ...alarm, WarmUpConfiguration: warmUp }, data))[0]).toBe('ALARM 2026-01-05T09:10');
  });
});

describe('an alarm on calendar days', () => {
  // Ten orders between 09:00 and 19:00 in New York; none on Sunday, 8 March 2026, which has only 23 hours there.
  const hours = Array.from({ length: 96 }, (_, hour) => {
    const sunday = hour >= 24 && hour < 48;
    return hour % 24 >= 14 && !sunday ? 1 : 0;
  });
  const newYork = { WallClockWindow: { Timezone: 'America/New_York' } };
  const run = (properties: Record<string, unknown>) =>
    changesOf(
      { Period: DAY_SECONDS, ...properties },
      { startsAt: '2026-03-07T00:00:00Z', minutes: 96 * 60, ...orders(hours, 3600) },
    );

  test('looks at a day when it is over there, and at nothing else until the next is', async () => {
    expect(await run({ EvaluationWindow: newYork, TreatMissingData: 'notBreaching' })).toEqual([
      'OK 2026-03-07T00:00',
      // The rest of Friday, for there is no data before the run. Midnight in New York is 05:00 UTC in winter …
      'ALARM 2026-03-07T05:00',
      'OK 2026-03-08T05:00',
      // … and 04:00 in summer, which began on Sunday.
      'ALARM 2026-03-09T04:00',
      'OK 2026-03-10T04:00',
    ]);
  });

  test('is not the alarm on a sliding day, which fires in any quiet night', async () => {
    const sliding = await run({ Threshold: 10, TreatMissingData: 'notBreaching' });
    expect(sliding).toContain('ALARM 2026-03-07T00:01');
  });
});

describe('an alarm with anomaly detection', () => {
  const banded = {
    Namespace: undefined,
    MetricName: undefined,
    Statistic: undefined,
    Period: undefined,
    Threshold: undefined,
    ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold',
    ThresholdMetricId: 'band',
    Metrics: [
      { Id: 'm1', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Orders' }, Period: 60, Stat: 'Sum' } },
      { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(m1, 2)' },
    ],
  };
  const properties = JSON.parse(JSON.stringify(banded)) as Record<string, unknown>;
  const template = (more: object = {}) => ({
    Resources: {
      Orders: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { AlarmName: 'orders', EvaluationPeriods: 1, ...properties, ...more },
      },
    },
  });
  const scenario = { title: 'test', minutes: 8, ...orders([20, 20, 50, 20, 2, 20, 20, 20]) };

  test('compares with the band that the scenario gives; where that has a gap there is no datapoint', async () => {
    const bands = [
      { alarm: 'orders', lower: [10, 10, 10, 10, 10, 10, null, 10], upper: [30, 30, 30, 30, 30, 30, null, 30] },
    ];
    const { record } = await rehearse({ template: { template: template() }, scenario: { ...scenario, bands } });
    expect(
      record.alarms[0]!.transitions.map(({ state, atMs }) => `${state}@${(atMs - record.startMs) / 60_000}`),
    ).toEqual(['OK@1', 'ALARM@3', 'OK@4', 'ALARM@5', 'OK@6']);
    expect(record.alarms[0]!.transitions[1]!.reason).toContain(
      'was less than the lower thresholds [10.0] or greater than the upper thresholds [30.0]',
    );
    expect(record.inferredRules.join()).toContain('Where a given band has a gap');
  });

  test('has no data without a band, and says so: no model is invented', async () => {
    const { record } = await rehearse({ template: { template: template() }, scenario });
    expect(record.alarms[0]!.transitions).toEqual([]);
    expect(record.notRehearsed).toEqual([
      { where: 'Orders.ThresholdMetricId', what: expect.stringContaining('no band is given') },
    ]);
  });
});

test('a percentile alarm that ignores few samples keeps its state until there are enough', async () => {
  const few = Array.from({ length: 10 }, () => [900]);
  const many = Array.from({ length: 10 }, () => Array<number>(120).fill(900));
  const values = [...few, ...many];
  const p90 = { Statistic: undefined, ExtendedStatistic: 'p90', ComparisonOperator: 'GreaterThanThreshold' };
  const properties = JSON.parse(JSON.stringify({ ...p90, EvaluateLowSampleCountPercentile: 'ignore' }));
  const scenario = { metrics: [{ namespace: 'Shop', metricName: 'Orders', dimensions: {}, values }] };
  delete properties.Statistic;
  const { record } = await rehearse({
    template: {
      template: {
        Resources: {
          Slow: {
            Type: 'AWS::CloudWatch::Alarm',
            Properties: {
              Namespace: 'Shop',
              MetricName: 'Orders',
              Period: 60,
              EvaluationPeriods: 1,
              Threshold: 500,
              ...properties,
            },
          },
        },
      },
    },
    scenario: { title: 'test', minutes: 19, ...scenario },
  });
  expect(
    record.alarms[0]!.transitions.map(({ state, atMs }) => `${state}@${(atMs - record.startMs) / 60_000}`),
  ).toEqual(['ALARM@11']);
  expect(record.inferredRules.join()).toContain('With few samples');
});
