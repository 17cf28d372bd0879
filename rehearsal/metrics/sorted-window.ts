import type { Series } from './series';

/**
 * The samples of a sliding window in ascending order. When the window moves on by a minute, what leaves is taken out and
 * what enters is merged in, in one pass: nothing is sorted again.
 */
export class SortedWindow {
  private values: Float64Array<ArrayBuffer> = new Float64Array(16);
  /** Where the next pass writes. */
  private spare: Float64Array<ArrayBuffer> = new Float64Array(16);
  private size = 0;
  private from = 0;
  private to = 0;
  private rewrites = -1;

  public constructor(private readonly series: Series) {}

  /** The samples of the buckets [from, to). A view that holds until the next call. */
  public samplesOf(from: number, to: number): Float64Array {
    const { series } = this;
    if (this.rewrites === series.rewrites && from >= this.from && from < this.to && to >= this.to) {
      this.slide(inOrder(series, this.from, from), inOrder(series, this.to, to));
    } else {
      this.rewrites = series.rewrites;
      const all = inOrder(series, from, to);
      this.reserve(all.length);
      this.values.set(all);
      this.size = all.length;
    }
    this.from = from;
    this.to = to;
    return this.values.subarray(0, this.size);
  }

  private slide(leaving: Float64Array, entering: Float64Array): void {
    const { values, size } = this;
    this.reserve(size + entering.length);
    const { spare } = this;
    let written = 0;
    let left = 0;
    let entered = 0;
    for (let index = 0; index < size; index++) {
      const value = values[index]!;
      if (left < leaving.length && leaving[left] === value) {
        left++;
        continue;
      }
      while (entered < entering.length && entering[entered]! <= value) spare[written++] = entering[entered++]!;
      spare[written++] = value;
    }
    while (entered < entering.length) spare[written++] = entering[entered++]!;
    this.spare = values;
    this.values = spare;
    this.size = written;
  }

  private reserve(length: number): void {
    if (this.spare.length < length) this.spare = new Float64Array(2 * length);
    if (this.values.length >= length) return;
    const longer = new Float64Array(2 * length);
    longer.set(this.values);
    this.values = longer;
  }
}

/** The samples of some buckets in ascending order; within one bucket they are. */
function inOrder(series: Series, from: number, to: number): Float64Array {
  const samples = series.samplesOf(from, to);
  return to - from > 1 ? samples.slice().sort() : samples;
}
