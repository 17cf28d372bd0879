const FIRST_SIZE = 16;
/** Longer runs are sorted by the library; below, moving numbers along is faster. */
const SHORT_RUN = 32;

/**
 * All samples of one metric in one unit, in buckets (minutes, or seconds for high resolution) that are sorted by time.
 * Kept in columns of numbers: a day of one-minute data of a thousand metrics is a few arrays, not millions of objects.
 */
export class Series {
  /** Goes up when a sample arrives inside a window that was read before: what was computed of it no longer holds. */
  public rewrites = 0;
  /** How many changes of its store there were when the latest sample arrived. */
  public changedAt = 0;
  private readUntilMs = Number.NEGATIVE_INFINITY;

  private buckets = 0;
  private starts = new Float64Array(FIRST_SIZE);
  /** Index of the first sample of each bucket; one more entry for the end of the last. */
  private firsts = new Uint32Array(FIRST_SIZE + 1);
  private sums = new Float64Array(FIRST_SIZE);
  private samples = new Float64Array(FIRST_SIZE);
  /** How often each sample occurred; absent while every one of them occurred once, which is nearly always. */
  private counts: Float64Array | undefined;
  /** Buckets before this one are sorted and have their sum. */
  private settled = 0;

  public constructor(public readonly unit: string) {}

  /** Adds `value`, `count` times, to the bucket that begins at `bucketStartMs`. */
  public add(bucketStartMs: number, value: number, count: number): void {
    if (bucketStartMs < this.readUntilMs) this.rewrites++;
    const bucket = this.bucketAt(bucketStartMs);
    if (bucket < this.settled) this.settled = bucket;
    const size = this.firsts[this.buckets]!;
    const position = this.firsts[bucket + 1]!;
    if (size === this.samples.length) this.growSamples(size + 1);
    if (count !== 1 && this.counts === undefined) this.counts = new Float64Array(this.samples.length).fill(1);
    if (position < size) {
      this.samples.copyWithin(position + 1, position, size);
      this.counts?.copyWithin(position + 1, position, size);
    }
    this.samples[position] = value;
    if (this.counts !== undefined) this.counts[position] = count;
    for (let later = bucket + 1; later <= this.buckets; later++) this.firsts[later]!++;
  }

  /** Makes room for that many more samples, each in a bucket of its own. */
  public reserve(samples: number): void {
    this.growSamples(this.firsts[this.buckets]! + samples);
    this.growBuckets(this.buckets + samples);
  }

  /** To be called before buckets that end at or before `untilMs` are read. */
  public read(untilMs: number): void {
    if (untilMs > this.readUntilMs) this.readUntilMs = untilMs;
    if (this.settled < this.buckets) this.settle();
  }

  /** Index of the first bucket that begins at or after `startMs`; `near` is looked at first, and the ones after it. */
  public indexFrom(startMs: number, near = 0): number {
    let first = 0;
    let last = this.buckets;
    if (near > 0 && near <= last && this.starts[near - 1]! < startMs) {
      if (near === last || this.starts[near]! >= startMs) return near;
      if (near + 1 === last || this.starts[near + 1]! >= startMs) return near + 1;
      first = near + 1;
    }
    while (first < last) {
      const middle = (first + last) >> 1;
      if (this.starts[middle]! < startMs) first = middle + 1;
      else last = middle;
    }
    return first;
  }

  public sampleCount(from: number, to: number): number {
    const { counts } = this;
    if (counts === undefined) return this.firsts[to]! - this.firsts[from]!;
    let total = 0;
    for (let index = this.firsts[from]!; index < this.firsts[to]!; index++) total += counts[index]!;
    return total;
  }

  public sum(from: number, to: number): number {
    let total = 0;
    for (let bucket = from; bucket < to; bucket++) total += this.sums[bucket]!;
    return total;
  }

  public minimum(from: number, to: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let bucket = from; bucket < to; bucket++) least = Math.min(least, this.samples[this.firsts[bucket]!]!);
    return least;
  }

  public maximum(from: number, to: number): number {
    let most = Number.NEGATIVE_INFINITY;
    for (let bucket = from; bucket < to; bucket++) most = Math.max(most, this.samples[this.firsts[bucket + 1]! - 1]!);
    return most;
  }

  /** All samples, bucket after bucket: see `firstOf`. Holds until the next sample arrives. */
  public get column(): Float64Array {
    return this.samples;
  }

  /** Where the samples of a bucket begin in `column`; those of the bucket before end there. */
  public firstOf(bucket: number): number {
    return this.firsts[bucket]!;
  }

  /** The samples of the buckets: ascending within each bucket, one bucket after the other. A view, not a copy. */
  public samplesOf(from: number, to: number): Float64Array {
    return this.samples.subarray(this.firsts[from]!, this.firsts[to]!);
  }

  /** How often each of `samplesOf` occurred; `undefined` when all of them occurred once. */
  public countsOf(from: number, to: number): Float64Array | undefined {
    return this.counts?.subarray(this.firsts[from]!, this.firsts[to]!);
  }

  private bucketAt(startMs: number): number {
    const newest = this.buckets - 1;
    if (newest >= 0 && this.starts[newest] === startMs) return newest;
    const index = newest < 0 || this.starts[newest]! < startMs ? this.buckets : this.indexFrom(startMs);
    if (index < this.buckets && this.starts[index] === startMs) return index;
    if (this.buckets === this.starts.length) this.growBuckets(this.buckets + 1);
    if (index < this.buckets) {
      this.starts.copyWithin(index + 1, index, this.buckets);
      this.sums.copyWithin(index + 1, index, this.buckets);
    }
    this.firsts.copyWithin(index + 1, index, this.buckets + 1);
    this.starts[index] = startMs;
    this.buckets++;
    return index;
  }

  /** Sorting before adding makes the sum independent of the order of arrival, to the last bit. */
  private settle(): void {
    const { samples, counts } = this;
    for (let bucket = this.settled; bucket < this.buckets; bucket++) {
      const from = this.firsts[bucket]!;
      const to = this.firsts[bucket + 1]!;
      if (to - from > 1) sortRun(samples, counts, from, to);
      let sum = 0;
      for (let index = from; index < to; index++) sum += samples[index]! * (counts?.[index] ?? 1);
      this.sums[bucket] = sum;
    }
    this.settled = this.buckets;
  }

  private growSamples(needed: number): void {
    this.samples = grown(this.samples, needed);
    if (this.counts !== undefined) this.counts = grown(this.counts, needed);
  }

  private growBuckets(needed: number): void {
    this.starts = grown(this.starts, needed);
    this.sums = grown(this.sums, needed);
    const firsts = new Uint32Array(this.starts.length + 1);
    firsts.set(this.firsts);
    this.firsts = firsts;
  }
}

/** At least half as long again: a series of a week is not twice as large as it has to be. */
function grown(column: Float64Array, needed: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(Math.max(needed, Math.ceil(column.length * 1.5)));
  longer.set(column);
  return longer;
}

/** Sorts samples, and their counts along with them, by value and then by count. */
function sortRun(samples: Float64Array, counts: Float64Array | undefined, from: number, to: number): void {
  if (counts === undefined && to - from > SHORT_RUN) {
    samples.subarray(from, to).sort();
    return;
  }
  for (let index = from + 1; index < to; index++) {
    const value = samples[index]!;
    const count = counts?.[index] ?? 1;
    let at = index;
    while (at > from && (samples[at - 1]! > value || (samples[at - 1] === value && (counts?.[at - 1] ?? 1) > count))) {
      samples[at] = samples[at - 1]!;
      if (counts !== undefined) counts[at] = counts[at - 1]!;
      at--;
    }
    samples[at] = value;
    if (counts !== undefined) counts[at] = count;
  }
}
