import { type Grid, periodStart } from './time-series';

/** Something that has a value for each period: a statistic of a metric, or an expression over such values. */
export interface PeriodValues {
  /** Goes up when values that were given before no longer hold. */
  readonly version: number;
  /** Takes in what has changed since; to be called before `at` and `fill`, once for each evaluation. */
  refresh(): void;
  /** Writes the value of each period of `grid` into `target`, NaN where there is none; computes those that are not known. */
  fill(grid: Grid, target: Float64Array): void;
}

/** Remembers one value for each of the latest periods: the windows of an alarm slide over the same periods again and again. */
export class PeriodCache {
  private readonly starts: Float64Array;
  private readonly values: Float64Array;

  /**
   * Periods begin at multiples of `stepMs`; `slots` of them are remembered. `compute` writes the values of the periods
   * of a grid.
   */
  public constructor(
    private readonly stepMs: number,
    slots: number,
    private readonly compute: (grid: Grid, target: Float64Array) => void,
  ) {
    this.starts = new Float64Array(slots).fill(Number.NaN);
    this.values = new Float64Array(slots);
  }

  /** As `PeriodValues.fill`: what is not known is nearly always the end of the grid, and computed in one go. */
  public fill(grid: Grid, target: Float64Array): void {
    const { length, boundaries, periodMs, strideMs = periodMs } = grid;
    const { starts, values } = this;
    let known = 0;
    for (; known < length; known++) {
      const startMs = boundaries === undefined ? grid.startMs + known * strideMs : boundaries[known]!;
      const slot = this.slotOf(startMs);
      if (starts[slot] !== startMs) break;
      target[known] = values[slot]!;
    }
    if (known === length) return;
    this.compute(known === 0 ? grid : gridFrom(grid, known), target.subarray(known));
    for (let index = known; index < length; index++) {
      const startMs = boundaries === undefined ? grid.startMs + index * strideMs : boundaries[index]!;
      const slot = this.slotOf(startMs);
      starts[slot] = startMs;
      values[slot] = target[index]!;
    }
  }

  public clear(): void {
    this.starts.fill(Number.NaN);
  }

  private slotOf(startMs: number): number {
    // Whole numbers first: a remainder of floating-point numbers is slow.
    return ((startMs / this.stepMs) | 0) % this.starts.length;
  }
}

/** The periods of a grid from one of them on. */
function gridFrom(grid: Grid, first: number): Grid {
  const { boundaries, length } = grid;
  const rest = { ...grid, startMs: periodStart(grid, first), length: length - first };
  return boundaries === undefined ? rest : { ...rest, boundaries: boundaries.slice(first) };
}
