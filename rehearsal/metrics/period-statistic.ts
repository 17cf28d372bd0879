import type { MetricIdentity, MetricStore } from './metric-store';
import type { Series } from './series';
import type { Statistic } from './statistic';

/**
 * One statistic of one metric over periods of one length. Remembers what it computed: the windows of an alarm slide
 * over the same periods again and again.
 */
export class PeriodStatistic {
  private readonly known = new Map<number, number>();
  private series: Series | undefined;
  private storeRevision = -1;
  private rewrites = 0;

  public constructor(
    private readonly store: MetricStore,
    private readonly metric: MetricIdentity,
    private readonly statistic: Statistic,
    private readonly periodMs: number,
  ) {}

  /** The statistic over the period that begins at `startMs`; NaN when there is none. */
  public at(startMs: number): number {
    this.forgetWhatChanged();
    if (this.series === undefined) return Number.NaN;
    // In seconds, because a Map is several times faster with keys below 2^31.
    const key = startMs / 1000;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const distribution = this.series.distribution(startMs, startMs + this.periodMs);
    const value = (distribution && this.statistic.of(distribution)) ?? Number.NaN;
    this.known.set(key, value);
    return value;
  }

  /** Whether samples of several units arrived, of which only one is read. */
  public get ambiguous(): boolean {
    return this.metric.unit === undefined && this.store.units(this.metric).length > 1;
  }

  private forgetWhatChanged(): void {
    if (this.storeRevision !== this.store.revision) {
      this.storeRevision = this.store.revision;
      const series = this.store.find(this.metric);
      if (series !== this.series) this.forget(series);
    }
    if (this.series !== undefined && this.rewrites !== this.series.rewrites) this.forget(this.series);
  }

  private forget(series: Series | undefined): void {
    this.series = series;
    this.rewrites = series?.rewrites ?? 0;
    this.known.clear();
  }
}
