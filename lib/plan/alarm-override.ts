import type { Duration } from 'aws-cdk-lib';
import type { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Severity } from '../alarms/severity';

/** What to change of a default alarm. */
export interface AlarmOverride {
  /**
   * Whether the alarm is created.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Whom it calls.
   *
   * @default - the default alarm's severity
   */
  readonly severity?: Severity;

  /**
   * The value to compare with, in the unit of the default alarm (milliseconds, seconds, percent, count).
   *
   * @default - the default alarm's threshold
   */
  readonly threshold?: number;

  /**
   * Length of one datapoint.
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
}
