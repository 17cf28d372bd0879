/** The periods over which a query is computed: `length` of them, the first one beginning at `startMs`. */
export interface Grid {
  readonly startMs: number;
  readonly periodMs: number;
  readonly length: number;
  /** Time from the begin of one period to that of the next, when they overlap. @default - `periodMs` */
  readonly strideMs?: number;
  /** Where the periods begin and, in one more entry, where the last one ends. Absent when all are equally long. */
  readonly boundaries?: readonly number[];
}

/** When a period of a grid begins. */
export function periodStart({ startMs, periodMs, strideMs = periodMs, boundaries }: Grid, index: number): number {
  return boundaries === undefined ? startMs + index * strideMs : boundaries[index]!;
}

/** When a period of a grid ends. */
export function periodEnd(grid: Grid, index: number): number {
  return grid.boundaries === undefined ? periodStart(grid, index) + grid.periodMs : grid.boundaries[index + 1]!;
}

/** One value for each period of a grid; NaN where there is no datapoint. */
export interface TimeSeries {
  readonly label: string;
  readonly values: readonly number[];
}

/** A time series whose values are computed period by period; what is not a finite number is no datapoint. */
export function timeSeries(grid: Grid, label: string, valueAt: (index: number) => number): TimeSeries {
  const values: number[] = [];
  for (let index = 0; index < grid.length; index++) {
    const value = valueAt(index);
    values.push(Number.isFinite(value) ? value : Number.NaN);
  }
  return { label, values };
}
