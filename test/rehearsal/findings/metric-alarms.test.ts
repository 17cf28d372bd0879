import type { AlarmModel, MetricQueryModel } from '../../../rehearsal/template/model';
import { metricAlarm } from '../alarms/alarm-models';
import { found, told } from './stack';

type Overrides = Partial<AlarmModel>;

const metric = (id: string, overrides: Partial<NonNullable<MetricQueryModel['metric']>> = {}, returnData = false) => ({
  id,
  returnData,
  metric: {
    namespace: 'Shop',
    metricName: 'Errors',
    dimensions: {},
    statistic: 'Sum',
    periodSeconds: 60,
    ...overrides,
  },
});
const expression = (id: string, text: string, returnData = true) => ({ id, returnData, expression: text });

const foundIn = (overrides: Overrides) => found({ alarms: [metricAlarm(overrides)] });
const toldOf = (overrides: Overrides) => told({ alarms: [metricAlarm(overrides)] });
const math = (text: string, overrides: Overrides = {}): Overrides => ({
  metrics: [metric('m1'), metric('m2'), expression('e1', text)],
  ...overrides,
});
const onMetric = (overrides: Partial<NonNullable<MetricQueryModel['metric']>>, alarm: Overrides = {}): Overrides => ({
  metrics: [metric('m1', overrides, true)],
  periodSeconds: overrides.periodSeconds ?? 60,
  ...alarm,
});

test('a sound alarm has no finding', () => {
  expect(foundIn({})).toEqual([]);
  expect(foundIn(math('100 * m1 / m2'))).toEqual([]);
});

test('an alarm that a rehearsal cannot read is not judged', () => {
  expect(foundIn({ notRehearsed: 'PromQL', metrics: [], evaluationPeriods: 0 })).toEqual([]);
});

describe('evaluation range', () => {
  test('M above N', () => {
    expect(foundIn({ datapointsToAlarm: 4 })).toEqual(['datapoints-above-periods ErrorsHigh.DatapointsToAlarm']);
  });

  test.each([
    [60, 1440, false],
    [60, 1441, true],
    [3600, 168, false],
    [3600, 169, true],
    [3540, 25, true],
  ])('%d s times %d', (periodSeconds, evaluationPeriods, refused) => {
    const ids = foundIn(onMetric({ periodSeconds }, { evaluationPeriods, datapointsToAlarm: 1 }));
    expect(ids).toEqual(refused ? ['range-too-long ErrorsHigh.EvaluationPeriods'] : []);
  });

  test('no whole number of periods', () => {
    expect(foundIn({ evaluationPeriods: 0 })).toEqual(['evaluation-periods ErrorsHigh.EvaluationPeriods']);
    expect(foundIn({ datapointsToAlarm: 1.5 })).toEqual(['evaluation-periods ErrorsHigh.DatapointsToAlarm']);
  });
});

describe('periods', () => {
  test.each([10, 20, 30, 60, 120, 86_400])('%d s are allowed', (periodSeconds) => {
    expect(foundIn(onMetric({ periodSeconds }, { evaluationPeriods: 1 }))).toEqual([]);
  });

  test.each([0, 5, 15, 45, 90])('%d s are not', (periodSeconds) => {
    expect(foundIn(onMetric({ periodSeconds }))).toEqual(['period-not-allowed ErrorsHigh']);
  });

  test('high resolution of a metric of AWS', () => {
    const sqs = { namespace: 'AWS/SQS', metricName: 'NumberOfMessagesSent', dimensions: { QueueName: 'q' } };
    expect(foundIn(onMetric({ ...sqs, periodSeconds: 10 }))).toEqual(['high-resolution-aws-metric ErrorsHigh']);
  });

  test('several in one alarm', () => {
    const metrics = [metric('m1'), metric('m2', { periodSeconds: 300 }), expression('e1', 'm1 + m2')];
    expect(foundIn({ metrics })).toEqual(['mixed-periods ErrorsHigh.Metrics']);
  });
});

describe('statistics', () => {
  test('an unknown one, with the one that was meant', () => {
    expect(foundIn(onMetric({ statistic: 'average' }))).toEqual(['unknown-statistic ErrorsHigh']);
    expect(foundIn(onMetric({ statistic: 'p101' }))).toEqual(['unknown-statistic ErrorsHigh']);
    expect(foundIn(onMetric({ statistic: 'PR(:300)' }))).toEqual([]);
  });

  test('a percentile that waits for enough samples', () => {
    const ignore = { evaluateLowSampleCountPercentile: 'ignore' } as const;
    expect(foundIn(onMetric({ statistic: 'p99' }, ignore))).toEqual(['low-sample-percentile ErrorsHigh']);
    expect(toldOf(onMetric({ statistic: 'p99' }, ignore))).toContain('fewer than 1000 samples in 60 s');
    expect(foundIn(onMetric({ statistic: 'p99' }))).toEqual([]);
    expect(foundIn(onMetric({ statistic: 'Average' }, ignore))).toEqual([]);
  });
});

describe('wall-clock windows', () => {
  test.each([
    [{ timeZone: 'Europe/Berlin' }, 3600, []],
    [{ timeZone: 'Europe/Berlin' }, 120, ['wall-clock-window ErrorsHigh.EvaluationWindow']],
    [{ timeZone: 'Europe/Bärlin' }, 3600, ['wall-clock-window ErrorsHigh.EvaluationWindow']],
    [{ timeZone: 'unresolved(parameter Zone, which has no default)' }, 3600, []],
  ])('%j by %d s', (wallClock, periodSeconds, expected) => {
    expect(foundIn(onMetric({ periodSeconds }, { wallClock }))).toEqual(expected);
  });
});

describe('what is compared with', () => {
  const band = [metric('m1', {}, true), expression('band', 'ANOMALY_DETECTION_BAND(m1, 2)')];
  const anomaly = {
    metrics: band,
    threshold: undefined,
    thresholdMetricId: 'band',
    comparisonOperator: 'GreaterThanUpperThreshold',
  } as const;

  test('a band', () => {
    expect(foundIn(anomaly)).toEqual([]);
  });

  test('a band that is not there, or no band', () => {
    expect(foundIn({ ...anomaly, thresholdMetricId: 'gone' })).toContain('unknown-band ErrorsHigh.ThresholdMetricId');
    expect(foundIn({ ...anomaly, thresholdMetricId: 'm1' })).toContain('unknown-band ErrorsHigh.ThresholdMetricId');
  });

  test('an operator and a threshold that do not fit', () => {
    expect(foundIn({ ...anomaly, comparisonOperator: 'GreaterThanThreshold' })).toEqual([
      'band-without-operator ErrorsHigh.ComparisonOperator',
    ]);
    expect(foundIn({ comparisonOperator: 'GreaterThanUpperThreshold' })).toEqual([
      'operator-without-band ErrorsHigh.ThresholdMetricId',
    ]);
    expect(foundIn({ threshold: undefined })).toEqual(['no-threshold ErrorsHigh.Threshold']);
  });
});

describe('metric math', () => {
  const where = 'ErrorsHigh.Metrics[2].Expression';

  test.each([
    ['m1 +', 'math-syntax', 'at character 5'],
    ['m1 + AVERAGE(m2)', 'math-unknown-function', 'no function AVERAGE (at character 6)'],
    ['avg(m2)', 'math-unknown-function', 'did you mean "AVG"'],
    ['m1 / m3', 'math-unknown-id', 'no metric "m3" (at character 6)'],
    ["SUM(SEARCH('{Shop} Errors', 'Sum'))", 'math-search', 'at character 5'],
    ['RATE(5)', 'math-types', 'RATE'],
    ['SUM(m1)', 'math-types', 'TIME_SERIES'],
  ])('%s', (text, id, what) => {
    const findings = foundIn(math(text));
    expect(findings).toContain(`${id} ${where}`);
    expect(findings.filter((each) => !each.startsWith('math-over-range'))).toHaveLength(1);
    if (!text.startsWith('SUM(m1')) expect(toldOf(math(text))).toContain(what);
  });

  test('what a rehearsal cannot compute is no mistake', () => {
    expect(foundIn(math('m1 / SERVICE_QUOTA(m2)'))).toEqual([]);
  });

  test('what an alarm watches', () => {
    const two = { metrics: [metric('m1', {}, true), expression('e1', 'm1 * 2')] };
    expect(foundIn(two)).toEqual(['returned-series ErrorsHigh.Metrics']);
    expect(foundIn({ metrics: [metric('m1')] })).toEqual(['returned-series ErrorsHigh.Metrics']);
    expect(foundIn(math('[m1, m2]'))).toEqual(['several-series ErrorsHigh.Metrics']);
    expect(foundIn(math('SUM([m1, m2])'))).toEqual([]);
  });

  test('more than ten metrics', () => {
    const metrics = Array.from({ length: 11 }, (_, index) => metric(`m${index}`));
    expect(foundIn({ metrics: [...metrics, expression('e1', 'SUM(METRICS())')] })).toEqual([
      'too-many-metrics ErrorsHigh.Metrics',
    ]);
  });

  test.each([
    ['m1 - AVG(m1)', 1],
    ['TIME_SERIES(MAX(m1))', 1],
    ['SUM([m1, m2])', 0],
    ['RUNNING_SUM(m1)', 1],
    ['FIRST(REMOVE_EMPTY([m1, m2]))', 1],
  ])('%s looks over the whole range %d times', (text, times) => {
    expect(foundIn(math(text))).toEqual(Array.from({ length: times }, () => `math-over-range ${where}`));
  });

  test.each([
    ['FILL(m1, 0)', 1, 1],
    ['FILL(m1, 0)', 3, 0],
    ['m1 + FILL(m2, 0)', 1, 1],
    ['IF(m1 > 0, 100 * FILL(m2, 0) / m1)', 1, 0],
  ])('%s over %d periods', (text, evaluationPeriods, count) => {
    expect(foundIn(math(text, { evaluationPeriods }))).toEqual(
      Array.from({ length: count }, () => `fill-newest-point ${where}`),
    );
  });

  test('FILL over ten minutes, most of which are not late', () => {
    expect(foundIn(math('FILL(m1, 0)', { evaluationPeriods: 1, periodSeconds: 600 }))).toEqual([]);
  });
});

describe('thresholds that a metric cannot cross', () => {
  const sent = { namespace: 'AWS/SQS', metricName: 'NumberOfMessagesSent', dimensions: { QueueName: 'q' } };
  const never = ['threshold-never-breached ErrorsHigh.Threshold'];
  const always = ['threshold-always-breached ErrorsHigh.Threshold'];

  test.each([
    ['LessThanThreshold', 0, never],
    ['LessThanThreshold', 1, []],
    ['LessThanOrEqualToThreshold', 0, []],
    ['LessThanOrEqualToThreshold', -1, never],
    ['GreaterThanOrEqualToThreshold', 0, always],
    ['GreaterThanThreshold', 0, []],
  ] as const)('%s %d', (comparisonOperator, threshold, expected) => {
    expect(foundIn(onMetric(sent, { comparisonOperator, threshold }))).toEqual(expected);
  });

  test('an alarm for missing data fires without a value', () => {
    const alarm = { comparisonOperator: 'LessThanThreshold', threshold: 0, treatMissingData: 'breaching' } as const;
    expect(foundIn(onMetric(sent, alarm))).toEqual([]);
  });

  test('what others put may be negative', () => {
    expect(foundIn({ comparisonOperator: 'LessThanThreshold', threshold: 0 })).toEqual([]);
  });
});
