import { Bucket } from './bucket';
import { Distribution } from './distribution';

/** All samples of one metric in one unit, kept in buckets that are sorted by time. */
export class Series {
  private readonly buckets: Bucket[] = [];
  private readUntilMs = Number.NEGATIVE_INFINITY;

  /** Goes up when a sample arrives inside a window that was read before: what was computed of it no longer holds. */
  public rewrites = 0;

  public constructor(public readonly unit: string) {}

  /** Adds `value`, `count` times, to the bucket that begins at `bucketStartMs`. */
  public add(bucketStartMs: number, value: number, count: number): void {
    if (bucketStartMs < this.readUntilMs) this.rewrites++;
    this.bucketAt(bucketStartMs).add(value, count);
  }

  /** The samples of [fromMs, toMs); `undefined` if there are none. */
  public distribution(fromMs: number, toMs: number): Distribution | undefined {
    if (toMs > this.readUntilMs) this.readUntilMs = toMs;
    const from = this.indexFrom(fromMs);
    let to = from;
    while (to < this.buckets.length && this.buckets[to]!.startMs < toMs) to++;
    return to === from ? undefined : new Distribution(this.buckets.slice(from, to));
  }

  private bucketAt(startMs: number): Bucket {
    const newest = this.buckets.at(-1);
    if (newest?.startMs === startMs) return newest;
    const bucket = new Bucket(startMs);
    if (newest === undefined || newest.startMs < startMs) {
      this.buckets.push(bucket);
      return bucket;
    }
    const index = this.indexFrom(startMs);
    const existing = this.buckets[index]!;
    if (existing.startMs === startMs) return existing;
    this.buckets.splice(index, 0, bucket);
    return bucket;
  }

  /** Index of the first bucket that begins at or after `startMs`. */
  private indexFrom(startMs: number): number {
    let first = 0;
    let last = this.buckets.length;
    while (first < last) {
      const middle = (first + last) >> 1;
      if (this.buckets[middle]!.startMs < startMs) first = middle + 1;
      else last = middle;
    }
    return first;
  }
}
