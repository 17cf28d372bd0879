import type { Duration } from 'aws-cdk-lib';
import type { Severity } from '../alarms/severity';

/** How the metrics of a contract are watched. */
export interface WatchMetricsOptions {
  /**
   * The value of each dimension of the contract.
   *
   * @default - the contract has no dimensions
   */
  readonly dimensionValues?: { readonly [dimension: string]: string };

  /**
   * Alarms on metrics of the contract. Only you know what is normal for them, so there is none by default.
   *
   * @default - panels, no alarms
   */
  readonly alarms?: MetricAlarm[];
}

/** An alarm on one metric of a contract: it fires when the metric is above the threshold. */
export interface MetricAlarm {
  /** Name of the metric in the contract; anything else is refused. */
  readonly metric: string;

  /** In the unit of the metric. */
  readonly threshold: number;

  /**
   * Stable id within the contract, part of the alarm's name.
   *
   * @default - the metric's name in kebab-case
   */
  readonly id?: string;

  /**
   * What is wrong, in words, for the person who is told.
   *
   * @default - "<metric> is too high"
   */
  readonly symptom?: string;

  /**
   * @default Severity.TICKET
   */
  readonly severity?: Severity;

  /**
   * `Sum`, `Average`, `Maximum`, `p99` …
   *
   * @default - p90 for latency, Maximum for percentages, Sum for everything else
   */
  readonly statistic?: string;

  /**
   * @default Duration.minutes(1)
   */
  readonly period?: Duration;

  /**
   * How many of the last datapoints are looked at (N).
   *
   * @default 3
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of them have to breach (M).
   *
   * @default - evaluationPeriods
   */
  readonly datapointsToAlarm?: number;
}
