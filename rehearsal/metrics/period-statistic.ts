import { Distribution } from './distribution';
import type { MetricIdentity, MetricStore } from './metric-store';
import { PeriodCache, type PeriodValues } from './period-cache';
import type { Series } from './series';
import type { Statistic } from './statistic';
import { type Grid, periodEnd, periodStart } from './time-series';

/** How a query is read: periods begin at multiples of `stepMs`, and `slots` of them are read again and again. */
export interface Reading {
  readonly stepMs: number;
  readonly slots: number;
}

/** One statistic of one metric. */
export class PeriodStatistic implements PeriodValues {
  public version = 0;
  /** Whether samples of several units arrived, of which only one is read. */
  public ambiguous = false;
  private readonly cache: PeriodCache;
  private series: Series | undefined;
  private distribution: Distribution | undefined;
  private storeRevision = -1;
  private rewrites = 0;
  private foundAt = -1;

  public constructor(
    private readonly store: MetricStore,
    private readonly metric: MetricIdentity,
    private readonly statistic: Statistic,
    { stepMs, slots }: Reading,
  ) {
    this.cache = new PeriodCache(stepMs, slots, (grid, target) => this.compute(grid, target));
  }

  /** How many samples there are in [startMs, endMs). */
  public sampleCount(startMs: number, endMs: number): number {
    this.refresh();
    return this.distribution?.moveTo(startMs, endMs) ? this.distribution.sampleCount : 0;
  }

  /** How many changes of the store there were when the latest sample arrived. */
  public get changedAt(): number {
    if (this.storeRevision !== this.store.revision) this.refresh();
    return Math.max(this.foundAt, this.series?.changedAt ?? -1);
  }

  public fill(grid: Grid, target: Float64Array): void {
    if (this.series === undefined) target.fill(Number.NaN);
    else this.cache.fill(grid, target);
  }

  public refresh(): void {
    if (this.storeRevision !== this.store.revision) {
      this.storeRevision = this.store.revision;
      this.ambiguous = this.metric.unit === undefined && this.store.units(this.metric).length > 1;
      const series = this.store.find(this.metric);
      if (series !== this.series) this.forget(series);
    }
    if (this.series !== undefined && this.rewrites !== this.series.rewrites) this.forget(this.series);
  }

  private compute(grid: Grid, target: Float64Array): void {
    const distribution = this.distribution!;
    for (let index = 0; index < grid.length; index++) {
      const filled = distribution.moveTo(periodStart(grid, index), periodEnd(grid, index));
      const value = filled ? this.statistic.of(distribution) : undefined;
      target[index] = value !== undefined && Number.isFinite(value) ? value : Number.NaN;
    }
  }

  private forget(series: Series | undefined): void {
    if (series !== this.series) {
      this.distribution = series && new Distribution(series);
      this.foundAt = this.store.changes;
    }
    this.series = series;
    this.rewrites = series?.rewrites ?? 0;
    this.version++;
    this.cache.clear();
  }
}
