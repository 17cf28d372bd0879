import type { AlarmState } from '../run-record';
import type { TreatMissingData } from '../template/model';

/** Why an alarm had its state at one evaluation. */
export type Explanation = MetricAlarmExplanation | CompositeAlarmExplanation;

export interface MetricAlarmExplanation {
  readonly kind: 'metric';
  readonly alarm: string;
  /** The evaluation: the last one at or before the instant that was asked for. */
  readonly atMs: number;
  readonly prior: AlarmState;
  readonly state: AlarmState;
  /** When the newest period ended: before `atMs` for calendar periods. */
  readonly endMs: number;
  /** The whole evaluation range, oldest first; more periods than `evaluationPeriods`. */
  readonly points: readonly ExplainedPoint[];
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
  /** `greater than the threshold (5.0)`. */
  readonly comparison: string;
  /** How many missing datapoints were filled in. */
  readonly filled: number;
  /** The rule that decided, in a sentence: `2 of the newest 3 datapoints breach, 3 are needed`. */
  readonly rule: string;
}

export interface ExplainedPoint {
  readonly startMs: number;
  /** Absent when there is no datapoint. */
  readonly value?: number;
  /** Absent when there is no datapoint. */
  readonly breaching?: boolean;
}

export interface CompositeAlarmExplanation {
  readonly kind: 'composite';
  readonly alarm: string;
  readonly atMs: number;
  readonly state: AlarmState;
  /** The rule as it stands in the template. */
  readonly rule: string;
  readonly children: readonly { readonly alarm: string; readonly state: AlarmState }[];
}
