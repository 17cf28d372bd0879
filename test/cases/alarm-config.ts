import type { AlarmModel, ComparisonOperator, TreatMissingData } from '../../rehearsal/template/model';
import { type Fields, isFields } from './case';
import { fieldsIn, numberIn, textIn } from './fields';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

/** The metric that the alarm of a case watches. */
export const METRIC = { metricName: 'Watched', dimensions: {} } as const;

const BAND_OPERATORS: readonly string[] = [
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
];

export function arnOf(name: string): string {
  return `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`;
}

/** Where the alarms of cases are. */
export const PLACE = { region: REGION, account: ACCOUNT } as const;

/** The alarm that the configuration of a case describes; what the case leaves out is CloudWatch's default. */
export function alarmModel(config: Fields, overrides: Partial<AlarmModel> = {}): AlarmModel {
  const periodSeconds = numberIn(config, 'period', 'periodSeconds') ?? 60;
  const operator = operatorOf(config);
  const threshold = numberIn(config, 'threshold');
  const datapointsToAlarm = numberIn(config, 'datapointsToAlarm');
  const lowSamples = textIn(config, 'evaluateLowSampleCountPercentile');
  const timeZone = timeZoneOf(config);
  const unit = textIn(config, 'unit');
  const name = overrides.name ?? 'watched';
  const metric = {
    ...METRIC,
    namespace: textIn(config, 'namespace') ?? 'Cases',
    statistic: textIn(config, 'statistic', 'stat', 'extendedStatistic') ?? 'Average',
    periodSeconds,
    ...(unit === undefined ? {} : { unit }),
  };
  return {
    logicalId: 'Watched',
    name,
    arn: arnOf(name),
    metrics: [
      { id: 'm1', returnData: true, metric },
      ...(isBand(operator) ? [{ id: 'ad1', returnData: true, expression: 'ANOMALY_DETECTION_BAND(m1, 2)' }] : []),
    ],
    periodSeconds,
    evaluationPeriods: numberIn(config, 'evaluationPeriods') ?? 1,
    ...(datapointsToAlarm === undefined ? {} : { datapointsToAlarm }),
    ...(isBand(operator) ? { thresholdMetricId: 'ad1' } : { threshold: threshold ?? 0 }),
    comparisonOperator: operator,
    treatMissingData: (textIn(config, 'treatMissingData') ?? 'missing') as TreatMissingData,
    ...(lowSamples === undefined
      ? {}
      : { evaluateLowSampleCountPercentile: lowSamples === 'ignore' ? 'ignore' : 'evaluate' }),
    ...(timeZone === undefined ? {} : { wallClock: { timeZone } }),
    actionsEnabled: true,
    alarmActions: [],
    okActions: [],
    insufficientDataActions: [],
    ...overrides,
  };
}

/** Whether an alarm compares with a band. */
export function isBand(operator: ComparisonOperator): boolean {
  return BAND_OPERATORS.includes(operator);
}

/** The operator of a case; with bounds and without an operator it is the one of an anomaly alarm. */
export function operatorOf(config: Fields): ComparisonOperator {
  const named = textIn(config, 'comparisonOperator', 'operator');
  if (named !== undefined) return named as ComparisonOperator;
  const banded = config.lower !== undefined || config.upper !== undefined;
  return banded ? 'LessThanLowerOrGreaterThanUpperThreshold' : 'GreaterThanThreshold';
}

/** The zone of a wall-clock window; `undefined` for a sliding one. */
export function timeZoneOf(config: Fields): string | undefined {
  const window = config.evaluationWindow ?? config.window;
  const nested = isFields(window) ? fieldsIn(window, 'WallClockWindow', 'wallClockWindow', 'wallClock') : undefined;
  const isWallClock = nested !== undefined || (typeof window === 'string' && /wall.?clock/i.test(window));
  if (!isWallClock) return undefined;
  const names = ['timezone', 'timeZone', 'Timezone', 'TimeZone', 'zone'];
  return textIn(nested ?? {}, ...names) ?? textIn(config, ...names) ?? 'UTC';
}
