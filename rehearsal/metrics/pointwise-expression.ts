import { PeriodCache, type PeriodValues } from './period-cache';
import type { Reading } from './period-statistic';
import type { Grid, TimeSeries } from './time-series';

/** An expression whose value at a period depends on that period alone: computed once for each period, then remembered. */
export class PointwiseExpression implements PeriodValues {
  public version = 0;
  private readonly cache: PeriodCache;

  /** `sources`: what the expression reads, directly or through others. */
  public constructor(
    private readonly sources: readonly PeriodValues[],
    compute: (grid: Grid) => TimeSeries,
    { stepMs, slots }: Reading,
  ) {
    this.cache = new PeriodCache(stepMs, slots, (grid, target) => target.set(compute(grid).values));
  }

  public fill(grid: Grid, target: Float64Array): void {
    this.cache.fill(grid, target);
  }

  public refresh(): void {
    let version = 0;
    for (const source of this.sources) {
      source.refresh();
      version += source.version;
    }
    if (version === this.version) return;
    this.version = version;
    this.cache.clear();
  }
}
