/** One entry of an alarm's metrics: a metric with a statistic, or a math expression over the others. */
export interface MetricQueryModel {
  readonly id: string;
  readonly label?: string;
  readonly returnData: boolean;
  readonly expression?: string;
  readonly metric?: MetricStatModel;
}

export interface MetricStatModel {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Average`, `p90`, `tm99`, `PR(:300)` … */
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly unit?: string;
}

export type ComparisonOperator =
  | 'GreaterThanThreshold'
  | 'GreaterThanOrEqualToThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold'
  | 'LessThanLowerOrGreaterThanUpperThreshold'
  | 'LessThanLowerThreshold'
  | 'GreaterThanUpperThreshold';

export type TreatMissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** What an alarm asks of people; alarms of other people's templates say nothing of it. */
export type Severity = 'page' | 'ticket' | 'info';

interface AlarmActions {
  /** By its own tag, or by that of the topic it goes to. */
  readonly severity?: Severity;
  readonly actionsEnabled: boolean;
  readonly alarmActions: readonly string[];
  readonly okActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
}

export interface AlarmModel extends AlarmActions {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  /** One entry for a plain metric (id `m1`, returnData true), all of them for math. */
  readonly metrics: readonly MetricQueryModel[];
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number;
  readonly threshold?: number;
  readonly thresholdMetricId?: string;
  readonly comparisonOperator: ComparisonOperator;
  readonly treatMissingData: TreatMissingData;
  readonly evaluateLowSampleCountPercentile?: 'evaluate' | 'ignore';
  /** Complete calendar periods in this time zone instead of a sliding window. */
  readonly wallClock?: { readonly timeZone: string };
  readonly warmUp?: {
    readonly minutes: number;
    /** Wait for the end of the warm-up; otherwise until there is data for every evaluation period, if that is earlier. */
    readonly waitsForItsEnd: boolean;
  };
  /** Why a rehearsal cannot evaluate it (PromQL, Metrics Insights, a log query): it stays INSUFFICIENT_DATA. */
  readonly notRehearsed?: string;
}

export interface CompositeAlarmModel extends AlarmActions {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly alarmRule: string;
  readonly actionsSuppressor?: string;
  readonly waitPeriodSeconds?: number;
  readonly extensionPeriodSeconds?: number;
}

/** Silences the actions of alarms while one of its windows lasts. */
export interface MuteRuleModel {
  readonly logicalId: string;
  readonly name: string;
  /** `cron(0 22 * * 6)`, five fields, or `at(2026-01-05T22:00)`. */
  readonly expression: string;
  readonly durationSeconds: number;
  /** IANA name; UTC when the template says nothing. */
  readonly timeZone: string;
  readonly startMs?: number;
  readonly expireMs?: number;
  readonly alarmNames: readonly string[];
}
