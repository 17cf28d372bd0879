import { GoldenSignal } from './golden-signal';
import type { AlarmDefault, Datapoints, MetricRef, MissingSignal, Query, Signal, Unit } from './signal';

/** One signal, as the tables in `lib/resources` write it. */
export interface SignalRow {
  readonly title: string;
  readonly unit: Unit;
  /** Label → what is drawn; the first stands for the signal in the overview. */
  readonly lines: Readonly<Record<string, Query>>;
  /** None by default. */
  readonly alarms?: readonly AlarmDefault[];
  /** The golden signal by default; to be given where a resource has several of one. */
  readonly id?: string;
  /** True by default. */
  readonly inOverview?: boolean;
}

export const latency = (row: SignalRow): Signal => signalOf(GoldenSignal.LATENCY, row);
export const traffic = (row: SignalRow): Signal => signalOf(GoldenSignal.TRAFFIC, row);
export const errors = (row: SignalRow): Signal => signalOf(GoldenSignal.ERRORS, row);
export const saturation = (row: SignalRow): Signal => signalOf(GoldenSignal.SATURATION, row);

function signalOf(goldenSignal: GoldenSignal, row: SignalRow): Signal {
  const { id = goldenSignal, lines, alarms = [], inOverview = true, title, unit } = row;
  const drawn = Object.entries(lines).map(([label, query]) => ({ label, query }));
  return { id, goldenSignal, title, unit, lines: drawn, alarms, inOverview };
}

/** Names a metric of one resource. */
export type MetricOf = (metricName: string, statistic: string, furtherDimensions?: Record<string, string>) => MetricRef;

/** The metrics of a namespace that carry these dimensions. */
export function metricsOf(namespace: string, dimensions: Readonly<Record<string, string>>): MetricOf {
  return (metricName, statistic, furtherDimensions) => ({
    namespace,
    metricName,
    statistic,
    dimensions: { ...dimensions, ...furtherDimensions },
  });
}

/** `part` as a percentage of `whole`. */
export function percentage(part: MetricRef, whole: MetricRef): Query {
  return { expression: '100 * part / whole', metrics: { part, whole } };
}

/** M of the last N datapoints of a minute each. */
export function minutes(breaching: number, of: number): Datapoints {
  return { breaching, of, periodSeconds: 60 };
}

/** M of the last N datapoints of five minutes each: for metrics that are published, or move, that slowly. */
export function fiveMinutes(breaching: number, of: number): Datapoints {
  return { breaching, of, periodSeconds: 300 };
}

/** Where nothing can be measured; `others` for the signals that there is more to say of. */
export function cannotHaveAny(why: string, others: Parameters<typeof cannotHave>[0] = {}): MissingSignal[] {
  return cannotHave({ latency: why, traffic: why, errors: why, saturation: why, ...others });
}

/** What a resource type cannot offer, by signal. */
export function cannotHave(
  reasons: Partial<Record<'latency' | 'traffic' | 'errors' | 'saturation', string>>,
): MissingSignal[] {
  return Object.values(GoldenSignal).flatMap((goldenSignal) => {
    const why = reasons[goldenSignal];
    return why === undefined ? [] : [{ goldenSignal, why }];
  });
}
