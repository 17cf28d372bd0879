import type { Duration } from 'aws-cdk-lib';
import type { ComparisonOperator, IAlarmAction, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Severity } from '../alarms/severity';

/**
 * What to change of a default alarm, or, with a metric, an alarm of one's own. Everything that is not given stays as a
 * wider setting or the catalogue has it.
 */
export interface AlarmOverride {
  /**
   * Whether the alarm is created; `true` also keeps it in a profile that would leave it out.
   *
   * @default - as the profile says
   */
  readonly enabled?: boolean;

  /**
   * Whom it calls.
   *
   * @default - the default alarm's severity
   */
  readonly severity?: Severity;

  /**
   * Another metric of the resource to compare, of those that its graphs or alarms read: with an id of a default alarm
   * instead of what that one compares, with a new id for an alarm of your own. Needs a `threshold`, in the metric's own
   * unit. A new alarm is a ticket when the value is above it in three minutes of three; all of that can be given.
   *
   * @default - what the default alarm compares
   */
  readonly metric?: string;

  /**
   * The value to compare with, in the unit of the default alarm (milliseconds, seconds, percent, count).
   *
   * @default - the default alarm's threshold
   */
  readonly threshold?: number;

  /**
   * How to compare: one of the four operators with a fixed threshold.
   *
   * @default - the default alarm's
   */
  readonly comparison?: ComparisonOperator;

  /**
   * `Sum`, `Average`, `Maximum`, `p99`, `TM(10%:90%)` … Refused for alarms on a math expression.
   *
   * @default - the default alarm's
   */
  readonly statistic?: string;

  /**
   * Length of one datapoint: a multiple of a minute; also 10, 20 or 30 seconds for metrics of your own.
   *
   * @default - the default alarm's period
   */
  readonly period?: Duration;

  /**
   * How many of the last datapoints are looked at (N).
   *
   * @default - the default alarm's
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of them have to breach (M); at most `evaluationPeriods`.
   *
   * @default - the default alarm's, or `evaluationPeriods` if that is smaller
   */
  readonly datapointsToAlarm?: number;

  /**
   * What a missing datapoint means.
   *
   * @default - the default alarm's
   */
  readonly treatMissingData?: TreatMissingData;

  /**
   * What is wrong, as the person who is told would say it; begins the description.
   *
   * @default - the default alarm's
   */
  readonly symptom?: string;

  /**
   * The runbook of this alarm.
   *
   * @default - `<runbookUrl of the service>/<alarm id>`
   */
  readonly runbookUrl?: string;

  /**
   * What else is done when it fires, besides telling the route of its severity.
   *
   * @default - nothing
   */
  readonly actions?: IAlarmAction[];
}
