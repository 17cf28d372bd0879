import type { RankedSamples } from './distribution';
import type { Series } from './series';

/**
 * The samples of a sliding window in ascending order. When the window moves on by a minute, what leaves is taken out and
 * what enters is merged in, in one pass: nothing is sorted again.
 */
export class SortedWindow implements RankedSamples {
  /** The first `length` of these are the samples. They hold until the window moves. */
  public values: Float64Array<ArrayBuffer> = new Float64Array(16);
  public length = 0;
  /** Where the next pass writes. */
  private spare: Float64Array<ArrayBuffer> = new Float64Array(16);
  private from = 0;
  private to = 0;
  private rewrites = -1;

  public constructor(private readonly series: Series) {}

  /** Holds the samples of the buckets [from, to) from now on. */
  public moveTo(from: number, to: number): void {
    const { series } = this;
    if (this.rewrites === series.rewrites && from >= this.from && from < this.to && to >= this.to) {
      this.slide(runOf(series, this.from, from), runOf(series, this.to, to));
    } else {
      this.rewrites = series.rewrites;
      const { samples, first, end } = runOf(series, from, to);
      this.reserve(end - first);
      this.length = end - first;
      for (let index = 0; index < this.length; index++) this.values[index] = samples[first + index]!;
    }
    this.from = from;
    this.to = to;
  }

  private slide(leaving: Run, entering: Run): void {
    const { values, length } = this;
    this.reserve(length + entering.end - entering.first);
    const { spare } = this;
    let written = 0;
    let left = leaving.first;
    let entered = entering.first;
    for (let index = 0; index < length; index++) {
      const value = values[index]!;
      if (left < leaving.end && leaving.samples[left] === value) {
        left++;
        continue;
      }
      while (entered < entering.end && entering.samples[entered]! <= value) {
        spare[written++] = entering.samples[entered++]!;
      }
      spare[written++] = value;
    }
    while (entered < entering.end) spare[written++] = entering.samples[entered++]!;
    this.spare = values;
    this.values = spare;
    this.length = written;
  }

  private reserve(length: number): void {
    if (this.spare.length < length) this.spare = new Float64Array(2 * length);
    if (this.values.length >= length) return;
    const longer = new Float64Array(2 * length);
    longer.set(this.values);
    this.values = longer;
  }
}

/** A stretch of an array in ascending order. */
interface Run {
  readonly samples: Float64Array;
  readonly first: number;
  readonly end: number;
}

/** The samples of some buckets in ascending order; within one bucket they are. */
function runOf(series: Series, from: number, to: number): Run {
  if (to - from <= 1) return { samples: series.column, first: series.firstOf(from), end: series.firstOf(to) };
  const samples = series.samplesOf(from, to).slice().sort();
  return { samples, first: 0, end: samples.length };
}
