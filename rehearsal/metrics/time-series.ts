/** The periods over which a query is computed: `length` of them, the first one beginning at `startMs`. */
export interface Grid {
  readonly startMs: number;
  readonly periodMs: number;
  readonly length: number;
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
