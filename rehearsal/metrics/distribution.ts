import type { Series } from './series';
import { SortedWindow } from './sorted-window';

/** All samples of a window in ascending order. */
export interface RankedSamples {
  /** How many of the values count. */
  readonly length: number;
  readonly values: Float64Array;
  /** How many samples there are up to and including each value; absent when each value occurred once. */
  readonly ranks?: Float64Array;
}

/** What the samples of one series within a window look like; one object for all windows, moved from one to the next. */
export class Distribution {
  private readonly window: SortedWindow;
  private from = 0;
  private to = 0;

  public constructor(private readonly series: Series) {
    this.window = new SortedWindow(series);
  }

  /** Looks at the samples of [startMs, endMs) from now on; false if there are none. */
  public moveTo(startMs: number, endMs: number): boolean {
    const { series } = this;
    series.read(endMs);
    this.from = series.indexFrom(startMs, this.from);
    this.to = series.indexFrom(endMs, Math.max(this.to, this.from));
    return this.from < this.to;
  }

  public get sampleCount(): number {
    return this.series.sampleCount(this.from, this.to);
  }

  public get sum(): number {
    return this.series.sum(this.from, this.to);
  }

  public get minimum(): number {
    return this.series.minimum(this.from, this.to);
  }

  public get maximum(): number {
    return this.series.maximum(this.from, this.to);
  }

  /** Holds until the window is read again. */
  public ranked(): RankedSamples {
    const counts = this.series.countsOf(this.from, this.to);
    if (counts !== undefined) return rankedByCount(this.series.samplesOf(this.from, this.to), counts);
    this.window.moveTo(this.from, this.to);
    return this.window;
  }
}

function rankedByCount(samples: Float64Array, counts: Float64Array): RankedSamples {
  const order = Array.from(samples.keys()).sort((a, b) => samples[a]! - samples[b]!);
  const values = Float64Array.from(order, (index) => samples[index]!);
  const ranks = Float64Array.from(order, (index) => counts[index]!);
  for (let index = 1; index < ranks.length; index++) ranks[index]! += ranks[index - 1]!;
  return { values, ranks, length: values.length };
}

/** How many samples there are up to and including the value at `index`. */
export function rankAt({ ranks }: RankedSamples, index: number): number {
  return ranks === undefined ? index + 1 : ranks[index]!;
}
