import type { Bucket } from './bucket';

/** All samples of a window in ascending order. `ranks[i]` says how many samples there are up to and including `values[i]`. */
export interface RankedSamples {
  readonly values: Float64Array;
  readonly ranks: Float64Array;
}

/** What the samples of one series within one window look like. There is at least one sample. */
export class Distribution {
  public readonly sampleCount: number;
  public readonly sum: number;
  public readonly minimum: number;
  public readonly maximum: number;

  public constructor(private readonly buckets: readonly Bucket[]) {
    let sampleCount = 0;
    let sum = 0;
    let minimum = Number.POSITIVE_INFINITY;
    let maximum = Number.NEGATIVE_INFINITY;
    for (const bucket of buckets) {
      const { values } = bucket;
      sampleCount += bucket.sampleCount;
      sum += bucket.sum;
      minimum = Math.min(minimum, values[0]!);
      maximum = Math.max(maximum, values[values.length - 1]!);
    }
    this.sampleCount = sampleCount;
    this.sum = sum;
    this.minimum = minimum;
    this.maximum = maximum;
  }

  public ranked(): RankedSamples {
    return this.buckets.some(({ counts }) => counts !== undefined) ? this.rankedByCount() : this.rankedByPosition();
  }

  private rankedByPosition(): RankedSamples {
    const values = new Float64Array(this.sampleCount);
    let offset = 0;
    for (const bucket of this.buckets) {
      values.set(bucket.values, offset);
      offset += bucket.values.length;
    }
    if (this.buckets.length > 1) values.sort();
    return { values, ranks: positions(values.length) };
  }

  private rankedByCount(): RankedSamples {
    const pairs = this.buckets.flatMap(({ values, counts }) =>
      values.map((value, index) => [value, counts?.[index] ?? 1] as const),
    );
    pairs.sort((a, b) => a[0] - b[0]);
    const values = Float64Array.from(pairs, ([value]) => value);
    const ranks = Float64Array.from(pairs, ([, count]) => count);
    for (let index = 1; index < ranks.length; index++) ranks[index]! += ranks[index - 1]!;
    return { values, ranks };
  }
}

let sharedPositions = new Float64Array(0);

/** 1, 2, 3 …: a view of one shared array, because percentiles are asked for very often. */
function positions(length: number): Float64Array {
  if (sharedPositions.length < length)
    sharedPositions = Float64Array.from({ length: 2 * length }, (_, index) => index + 1);
  return sharedPositions.subarray(0, length);
}
