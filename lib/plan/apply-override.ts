import { GoldenSignalsError } from '../private/errors';
import {
  type AlarmDefault,
  type Datapoints,
  isMath,
  limitOf,
  metricsIn,
  type Query,
  type Threshold,
} from '../signals/signal';
import type { AlarmOverride } from './alarm-override';
import type { PlannedAlarm } from './plan';

/** Periods below a minute that CloudWatch accepts. */
const SHORT_PERIODS_SECONDS = [10, 20, 30];

const STATISTIC =
  /^(SampleCount|Average|Sum|Minimum|Maximum|IQM|(p|tm|tc|ts|wm)(100|\d{1,2}(\.\d{1,10})?)|(TM|TC|TS|WM|PR)\([\d.]*%?:[\d.]*%?\))$/;

/** How the operators of CloudWatch are written in a threshold. */
const COMPARISONS: Readonly<Record<string, 'above' | 'atLeast' | 'below' | 'atMost'>> = {
  GreaterThanThreshold: 'above',
  GreaterThanOrEqualToThreshold: 'atLeast',
  LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'atMost',
};

export type OverriddenAlarm = AlarmDefault & Pick<PlannedAlarm, 'treatMissingData' | 'actions'>;

/** A default alarm with what is overridden; what CloudWatch would refuse, or never evaluate, is refused here. */
export function applyOverride(alarm: AlarmDefault, override: AlarmOverride, path: string): OverriddenAlarm {
  const where = `alarm "${alarm.id}" of ${path}`;
  return {
    ...alarm,
    severity: override.severity ?? alarm.severity,
    symptom: override.symptom ?? alarm.symptom,
    query: queryOf(alarm.query, override, where),
    threshold: thresholdOf(alarm.threshold, override, where),
    datapoints: datapointsOf(alarm, override, where),
    treatMissingData: override.treatMissingData ?? alarm.treatMissingData ?? 'notBreaching',
    actions: override.actions,
  };
}

function queryOf(query: Query, { statistic }: AlarmOverride, where: string): Query {
  if (statistic === undefined) return query;
  if (isMath(query)) {
    throw new GoldenSignalsError(
      'StatisticOfExpression',
      `${where} compares the expression ${query.expression}, which has no statistic; change its threshold instead, or give it a metric and a threshold of its own: { metric: '${metricsIn(query)[0]!.metricName}', threshold: … }`,
    );
  }
  if (!STATISTIC.test(statistic)) {
    throw new GoldenSignalsError(
      'InvalidStatistic',
      `${where} asks for the statistic "${statistic}"; CloudWatch knows Sum, Average, Minimum, Maximum, SampleCount, IQM, p90, tm90, TM(10%:90%) and their like`,
    );
  }
  return { ...query, statistic };
}

function thresholdOf(threshold: Threshold, { threshold: value, comparison }: AlarmOverride, where: string): Threshold {
  if (value === undefined && comparison === undefined && !Number.isNaN(limitOf(threshold))) return threshold;
  const limit = limitOf(threshold);
  const operator = comparison === undefined ? operatorOf(threshold) : COMPARISONS[comparison];
  if (limit === undefined || operator === undefined) {
    throw new GoldenSignalsError(
      'InvalidComparison',
      `${where} compares ${limit === undefined ? 'with an anomaly detection band, which has no fixed threshold' : `by ${comparison}`}; known for a fixed threshold: ${Object.keys(COMPARISONS).join(', ')}`,
    );
  }
  if (value === undefined && Number.isNaN(limit)) {
    throw new GoldenSignalsError(
      'OwnAlarmWithoutThreshold',
      `${where} compares a metric of its own; give it a threshold`,
    );
  }
  const number = value ?? limit;
  if (!Number.isFinite(number))
    throw new GoldenSignalsError(
      'InvalidThreshold',
      `${where} has the threshold ${JSON.stringify(value) ?? String(value)}, which is no number`,
    );
  return { unit: threshold.unit, [operator]: number } as Threshold;
}

function operatorOf(threshold: Threshold): string | undefined {
  return Object.values(COMPARISONS).find((operator) => operator in threshold);
}

function datapointsOf({ datapoints, query }: AlarmDefault, override: AlarmOverride, where: string): Datapoints {
  const of = override.evaluationPeriods ?? datapoints.of;
  const breaching = override.datapointsToAlarm ?? Math.min(datapoints.breaching, of);
  const periodSeconds = override.period?.toSeconds({ integral: false }) ?? datapoints.periodSeconds;
  if (!Number.isInteger(of) || !Number.isInteger(breaching) || breaching < 1 || breaching > of) {
    throw new GoldenSignalsError(
      'InvalidDatapoints',
      `${where} asks for ${breaching} of ${of} datapoints; both have to be whole numbers, at least 1, and the first at most the second`,
    );
  }
  if (override.period !== undefined) refusePeriod(periodSeconds, query, where);
  const longest = periodSeconds >= 3600 ? 604_800 : 86_400;
  if (of * periodSeconds > longest) {
    throw new GoldenSignalsError(
      'WindowTooLong',
      `${where} looks at ${of} periods of ${periodSeconds} s; CloudWatch allows ${longest} s in all`,
    );
  }
  return { breaching, of, periodSeconds };
}

function refusePeriod(seconds: number, query: Query, where: string): void {
  const minutes = seconds >= 60 && seconds % 60 === 0;
  if (!minutes && !SHORT_PERIODS_SECONDS.includes(seconds)) {
    throw new GoldenSignalsError(
      'InvalidPeriod',
      `${where} asks for periods of ${seconds} s; CloudWatch accepts 10, 20, 30 and multiples of 60`,
    );
  }
  const metrics = isMath(query) ? Object.values(query.metrics) : [query];
  if (!minutes && metrics.some(({ namespace }) => namespace.startsWith('AWS/'))) {
    throw new GoldenSignalsError(
      'InvalidPeriod',
      `${where} asks for periods of ${seconds} s; AWS publishes its metrics once a minute, so most of them would be empty`,
    );
  }
}
