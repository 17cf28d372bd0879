import { givenBand } from '../../rehearsal/alarms/band';
import { comparisonOf } from '../../rehearsal/alarms/comparison';
import { evaluate } from '../../rehearsal/alarms/evaluation';
import { MetricAlarm } from '../../rehearsal/alarms/metric-alarm';
import { MetricReader } from '../../rehearsal/metrics/metric-reader';
import { MetricStore } from '../../rehearsal/metrics/metric-store';
import type { Sample } from '../../rehearsal/metrics/sample';
import type { AlarmState } from '../../rehearsal/run-record';
import type { AlarmModel, MetricQueryModel } from '../../rehearsal/template/model';
import { METRIC } from './alarm-config';

// Everything of the engine's inside that the cases of alarms and metrics use, in one place.

/** A Monday, at midnight. */
export const START_MS = Date.parse('2026-01-05T00:00:00Z');

export const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** What one evaluation of an alarm gives. */
export interface Evaluated {
  readonly state: AlarmState;
  /** Absent when the state did not change. */
  readonly reason?: string;
  readonly reasonData?: Readonly<Record<string, unknown>>;
  readonly filled: number;
  /** The whole evaluation range, oldest first. */
  readonly points: readonly { readonly startMs: number; readonly value?: number }[];
  /** End of the newest period. */
  readonly endMs: number;
}

/** A band as a scenario gives it, for each period from `startMs` on. */
export interface Band {
  readonly startMs: number;
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** An alarm of the engine with the samples that it reads. */
export class WatchedMetric {
  public readonly alarm: MetricAlarm;
  private readonly store = new MetricStore();

  public constructor(model: AlarmModel, band?: Band) {
    const reader = new MetricReader(this.store);
    const given = band && givenBand({ alarm: model.name, ...band }, band.startMs, model.periodSeconds);
    this.alarm = new MetricAlarm({ model, reader, note: () => undefined, ...(given && { band: given }) });
  }

  /** Why the engine refuses the alarm; empty if it does not. */
  public get problems(): readonly string[] {
    return this.alarm.problems.map(({ what }) => what);
  }

  public put(timestampMs: number, values: readonly number[], more: Partial<Sample> = {}): void {
    const { model } = this.alarm;
    const metric = model.metrics.find((query) => query.metric !== undefined)!.metric!;
    this.store.put({
      ...METRIC,
      namespace: metric.namespace,
      timestampMs,
      values,
      storageResolution: model.periodSeconds < 60 ? 1 : 60,
      ...(metric.unit === undefined ? {} : { unit: metric.unit }),
      ...more,
    });
  }

  /** Evaluates the alarm, which was `prior`. */
  public at(nowMs: number, prior: AlarmState): Evaluated {
    const change = this.alarm.changeAt(nowMs, prior, START_MS);
    const { state, filled, points, endMs } = this.alarm.explainAt(nowMs, prior, START_MS);
    const explained = { state: change?.state ?? prior, filled, points, endMs };
    if (explained.state !== state) throw new Error(`evaluated to ${explained.state}, explained as ${state}`);
    return change === undefined ? explained : { ...explained, reason: change.reason, reasonData: change.reasonData };
  }
}

/** What the algorithm alone makes of a range of datapoints, oldest first, whatever its length. */
export function evaluateRange(
  values: readonly (number | null)[],
  model: AlarmModel,
  prior: AlarmState,
): { readonly state: AlarmState; readonly filled: number } {
  const comparison = comparisonOf(model)!;
  const rule = {
    evaluationPeriods: model.evaluationPeriods,
    datapointsToAlarm: model.datapointsToAlarm ?? model.evaluationPeriods,
    treatMissingData: model.treatMissingData,
    isBreaching: (value: number) => comparison.breaches(value, 0),
  };
  return evaluate(
    values.map((value) => value ?? Number.NaN),
    rule,
    prior,
  );
}

/** One line for each time series of an expression, or what is wrong with it. */
export function mathLines(
  expression: string,
  inputs: readonly (readonly [id: string, values: readonly (number | null)[]])[],
  { startMs, periodSeconds }: { readonly startMs: number; readonly periodSeconds: number },
): { readonly problems: readonly string[]; readonly lines: readonly (readonly (number | null)[])[] } {
  const store = new MetricStore();
  const periodMs = periodSeconds * 1000;
  const queries = inputs.map(([id, values]): MetricQueryModel => {
    const metric = { namespace: 'Cases', metricName: id, dimensions: {} };
    values.forEach((value, index) => {
      const timestampMs = startMs + index * periodMs;
      const storageResolution = periodSeconds < 60 ? 1 : 60;
      if (value !== null) store.put({ ...metric, timestampMs, values: [value], storageResolution });
    });
    return { id, returnData: false, metric: { ...metric, statistic: 'Average', periodSeconds } };
  });
  const all: MetricQueryModel[] = [...queries, { id: 'case_result', returnData: true, expression }];
  const length = Math.max(1, ...inputs.map(([, values]) => values.length));
  const reader = new MetricReader(store);
  const problems = reader.problems(all).map(({ what }) => what);
  if (problems.length > 0) return { problems, lines: [] };
  const series = reader.read(all, startMs, startMs + length * periodMs, periodSeconds);
  return { problems, lines: series.map(({ points }) => points.map(([, value]) => value)) };
}

/** The samples of one metric within one period of five minutes. */
export class PeriodSamples {
  private readonly store = new MetricStore();

  public put(values: readonly number[], more: Partial<Sample> = {}): void {
    this.store.put({ ...METRIC, namespace: 'Cases', timestampMs: START_MS, values, ...more });
  }

  /** The units in which samples arrived. */
  public get units(): readonly string[] {
    return this.store.units({ ...METRIC, namespace: 'Cases' });
  }

  /** A statistic as GetMetricData gives it; `null` when there is no datapoint. Without a unit, one of them is read. */
  public statistic(text: string, unit?: string): number | null {
    const metric = { ...METRIC, namespace: 'Cases', statistic: text, periodSeconds: 300, ...(unit && { unit }) };
    const queries: MetricQueryModel[] = [{ id: 'm1', returnData: true, metric }];
    const reader = new MetricReader(this.store);
    for (const { what } of reader.problems(queries)) throw new Error(what);
    return reader.read(queries, START_MS, START_MS + 300_000, 300)[0]!.points[0]![1];
  }
}
