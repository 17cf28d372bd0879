import type { Severity } from '../alarms/severity';
import type { GoldenSignal } from './golden-signal';

/** One CloudWatch metric with a statistic. Dimension values may be CDK tokens. */
export interface MetricRef {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Average`, `Maximum`, `SampleCount`, `p90` … */
  readonly statistic: string;
}

/** What is looked at: a metric, or a math expression over named metrics (at most 10, CloudWatch's limit for alarms). */
export type Query = MetricRef | MathQuery;

/** A math expression over metrics by id; ids begin with a lower-case letter. */
export interface MathQuery {
  readonly expression: string;
  readonly metrics: Readonly<Record<string, MetricRef>>;
}

export function isMath(query: Query): query is MathQuery {
  return 'expression' in query;
}

/** The metrics that a query reads; an alarm is billed for each. */
export function metricsIn(query: Query): readonly MetricRef[] {
  return isMath(query) ? Object.values(query.metrics) : [query];
}

/** One line of a panel. */
export interface Line {
  readonly label: string;
  readonly query: Query;
  /** Where the metrics are published, if not in the region of the dashboard's stack. */
  readonly region?: string;
}

/** One measured quantity of a resource, with its panel and its default alarms. */
export interface Signal {
  /** Stable within the resource; part of construct paths. Kebab-case. */
  readonly id: string;
  /** Absent for a metric of the user's that is none of the four. */
  readonly goldenSignal?: GoldenSignal;
  readonly title: string;
  readonly unit: Unit;
  readonly lines: readonly Line[];
  readonly alarms: readonly AlarmDefault[];
  /** Whether the overview of the service shows the first line; false for what only matters when one looks closer. */
  readonly inOverview: boolean;
}

/** A golden signal that a resource type does not offer: said, not left out. */
export interface MissingSignal {
  readonly goldenSignal: GoldenSignal;
  readonly why: string;
}

/** Units as people read them; those of CloudWatch where it has one. */
export type Unit = 'ms' | 's' | 'µs' | '%' | 'count' | 'units' | 'bytes' | 'MiB' | 'days' | 'ratio';

/** The default alarm of a signal: one row of the catalogue. */
export interface AlarmDefault {
  /** Stable within the resource; part of the alarm's name and identity. Kebab-case. */
  readonly id: string;
  readonly severity: Severity;
  /**
   * What is wrong, as the person who is woken would say it, in lower case. Without the threshold,
   * which can be overridden; it is told beside.
   */
  readonly symptom: string;
  /** What is compared with the threshold. */
  readonly query: Query;
  readonly threshold: Threshold;
  readonly datapoints: Datapoints;
  /** `notBreaching` by default: no data is no trouble. */
  readonly treatMissingData?: 'notBreaching' | 'breaching' | 'ignore' | 'missing';
  /** Whether the lean profile keeps it. @default - pages only */
  readonly lean?: boolean;
  /** Likely causes, most likely first. Absent for an alarm of the user's. */
  readonly causes?: string;
  /** The first thing to look at. */
  readonly lookAt?: string;
  /** Why this threshold, and who says so. */
  readonly source: string;
}

export type Threshold = { readonly unit: Unit } & (FixedThreshold | BandThreshold);

export type FixedThreshold =
  | { readonly above: number }
  | { readonly atLeast: number }
  | { readonly below: number }
  | { readonly atMost: number };

/** Outside the band that CloudWatch's anomaly detection expects, so many standard deviations wide. */
export type BandThreshold = { readonly aboveBand: number } | { readonly belowBand: number };

/** The number that a fixed threshold compares with; `undefined` for a band, which moves. */
export function limitOf(threshold: Threshold): number | undefined {
  if ('above' in threshold) return threshold.above;
  if ('atLeast' in threshold) return threshold.atLeast;
  if ('below' in threshold) return threshold.below;
  return 'atMost' in threshold ? threshold.atMost : undefined;
}

/** M of N: `breaching` of the last `of` datapoints, each over `periodSeconds`. */
export interface Datapoints {
  readonly breaching: number;
  readonly of: number;
  readonly periodSeconds: number;
}
