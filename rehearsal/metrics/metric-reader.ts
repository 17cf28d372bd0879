import type { MetricQueryModel } from '../template/model';
import { MetricQueries, type QueryProblem } from './metric-queries';
import type { MetricStore } from './metric-store';
import type { Reading } from './period-statistic';

/** One line of a graph. A query whose expression gives several time series makes several, all with its id. */
export interface MetricSeries {
  readonly id: string;
  readonly label: string;
  /** `[start of the period in ms, value or null where there is no datapoint]`. */
  readonly points: [number, number | null][];
}

/** Reads metrics as CloudWatch's GetMetricData does. */
export class MetricReader {
  public constructor(private readonly store: MetricStore) {}

  /** How many samples arrived so far. */
  public get changes(): number {
    return this.store.changes;
  }

  /** Queries that are computed more than once: an alarm's. `reading` says over which periods. */
  public prepare(queries: readonly MetricQueryModel[], reading: Reading): MetricQueries {
    return new MetricQueries(this.store, queries, reading);
  }

  /**
   * All queries with `returnData`, over the periods of `periodSeconds` that begin in [startMs, endMs); the metrics' own
   * periods are not used. The start is rounded down to the minute. Queries that cannot be computed are left out: see
   * `problems`.
   */
  public read(
    queries: readonly MetricQueryModel[],
    startMs: number,
    endMs: number,
    periodSeconds: number,
  ): MetricSeries[] {
    const prepared = this.prepare(queries, readOnce(periodSeconds));
    const broken = new Set(prepared.problems.map(({ id }) => id));
    const periodMs = periodSeconds * 1000;
    const stepMs = Math.min(periodMs, 60_000);
    const firstMs = Math.floor(startMs / stepMs) * stepMs;
    const grid = { startMs: firstMs, periodMs, length: Math.max(0, Math.ceil((endMs - firstMs) / periodMs)) };
    return queries
      .filter(({ id, returnData }) => returnData && !broken.has(id))
      .flatMap(({ id }) =>
        prepared.read(id, grid).map(({ label, values }) => ({
          id,
          label,
          points: Array.from(values, (value, index): [number, number | null] => [
            firstMs + index * periodMs,
            Number.isNaN(value) ? null : value,
          ]),
        })),
      );
  }

  /** Which of `queries` cannot be computed, and why. */
  public problems(queries: readonly MetricQueryModel[]): readonly QueryProblem[] {
    return this.prepare(queries, readOnce(60)).problems;
  }
}

function readOnce(periodSeconds: number): Reading {
  return { stepMs: periodSeconds * 1000, slots: 1 };
}
