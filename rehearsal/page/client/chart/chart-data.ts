import type { SeriesRecord } from '../../../run-record';

/** uPlot's aligned columns: `null` is a gap, `undefined` is "no such window in this line", which a line passes over. */
export interface ChartData {
  readonly times: number[];
  readonly lines: (number | null | undefined)[][];
}

/** The lines of a chart on one axis of time. Stacked lines stand on the sum of those before them. */
export function chartData(series: readonly SeriesRecord[], stacked: boolean): ChartData {
  const times = [...new Set(series.flatMap(({ points }) => points.map(([atMs]) => atMs)))].sort((a, b) => a - b);
  const lines = series.map(({ points }) => {
    const values = new Map(points);
    return times.map((atMs) => values.get(atMs));
  });
  if (!stacked) return { times, lines };
  const below = times.map(() => 0);
  return {
    times,
    lines: lines.map((line) =>
      line.map((value, index) => {
        below[index]! += value ?? 0;
        return value === null || value === undefined ? value : below[index];
      }),
    ),
  };
}

/** The value of a line at an instant: that of the window in which it lies. */
export function valueAt(series: SeriesRecord, atMs: number): number | null {
  return series.points.findLast(([startMs]) => startMs <= atMs)?.[1] ?? null;
}

/** Where a line has a point without neighbours: drawn as a dot, since a line needs two. */
export function lonelyPoints(line: readonly (number | null | undefined)[]): number[] {
  const neighbour = (index: number, step: 1 | -1): number | null | undefined => {
    for (let at = index + step; at >= 0 && at < line.length; at += step) {
      if (line[at] !== undefined) return line[at];
    }
    return null;
  };
  return line.flatMap((value, index) =>
    typeof value === 'number' && neighbour(index, -1) === null && neighbour(index, 1) === null ? [index] : [],
  );
}

/** Smallest, largest and mean value of a line; null where it has no datapoint. */
export function statistics({ points }: SeriesRecord): { min: number | null; max: number | null; mean: number | null } {
  const values = points.map(([, value]) => value).filter((value) => value !== null);
  if (values.length === 0) return { min: null, max: null, mean: null };
  return {
    min: values.reduce((a, b) => Math.min(a, b)),
    max: values.reduce((a, b) => Math.max(a, b)),
    mean: values.reduce((a, b) => a + b) / values.length,
  };
}
