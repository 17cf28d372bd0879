import type { Grid } from './time-series';

/** Something that has a value for each period: a statistic of a metric, or an expression over such values. */
export interface PeriodValues {
  /** Goes up when values that were given before no longer hold. */
  readonly version: number;
  /** Takes in what has changed since; to be called before `at`, once for each evaluation. */
  refresh(): void;
  /** The value over [startMs, endMs); NaN when there is none. */
  at(startMs: number, endMs: number): number;
  /** Writes the value of each period of `grid` into `target`, for periods that are read only once. */
  fill(grid: Grid, target: Float64Array): void;
}

/** Remembers one value for each of the latest periods: the windows of an alarm slide over the same periods again and again. */
export class PeriodCache {
  private readonly starts: Float64Array;
  private readonly values: Float64Array;

  /** Periods begin at multiples of `stepMs`; `slots` of them are remembered. */
  public constructor(
    private readonly stepMs: number,
    slots: number,
    private readonly compute: (startMs: number, endMs: number) => number,
  ) {
    this.starts = new Float64Array(slots).fill(Number.NaN);
    this.values = new Float64Array(slots);
  }

  public at(startMs: number, endMs: number): number {
    const slot = ((startMs / this.stepMs) % this.starts.length) | 0;
    if (this.starts[slot] === startMs) return this.values[slot]!;
    const value = this.compute(startMs, endMs);
    this.starts[slot] = startMs;
    this.values[slot] = value;
    return value;
  }

  public clear(): void {
    this.starts.fill(Number.NaN);
  }
}
