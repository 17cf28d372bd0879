/** The samples of one series within one minute (one second for high resolution). */
export class Bucket {
  private readonly samples: number[] = [];
  /** How often each sample occurred; absent while every one of them occurred once, which is nearly always. */
  private occurrences: number[] | undefined;
  private settled = true;
  private total = 0;
  private samplesSeen = 0;

  public constructor(public readonly startMs: number) {}

  public add(value: number, count: number): void {
    if (count !== 1 && this.occurrences === undefined) this.occurrences = this.samples.map(() => 1);
    this.samples.push(value);
    this.occurrences?.push(count);
    this.samplesSeen += count;
    this.settled = false;
  }

  public get sampleCount(): number {
    return this.samplesSeen;
  }

  public get sum(): number {
    this.settle();
    return this.total;
  }

  /** The samples in ascending order. */
  public get values(): readonly number[] {
    this.settle();
    return this.samples;
  }

  /** How often each of `values` occurred; `undefined` when all of them occurred once. */
  public get counts(): readonly number[] | undefined {
    this.settle();
    return this.occurrences;
  }

  /** Sorting before adding makes the sum independent of the order of arrival, to the last bit. */
  private settle(): void {
    if (this.settled) return;
    this.settled = true;
    const { samples, occurrences } = this;
    if (occurrences === undefined) {
      if (samples.length > 1) samples.sort((a, b) => a - b);
      this.total = samples.reduce((sum, value) => sum + value, 0);
      return;
    }
    const pairs = samples.map((value, index) => [value, occurrences[index]!] as const);
    pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    this.total = 0;
    pairs.forEach(([value, count], index) => {
      samples[index] = value;
      occurrences[index] = count;
      this.total += value * count;
    });
  }
}
