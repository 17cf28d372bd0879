/** What arrives at CloudWatch: one value (or many at one instant) of one metric. */
export interface Sample {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Count`, `Milliseconds` …; `None` when the sender gave no unit. */
  readonly unit?: string;
  readonly timestampMs: number;
  readonly values: readonly number[];
  /** How often each of `values` occurred; all 1 when absent. */
  readonly counts?: readonly number[];
  /** 1 for high resolution, 60 (the default) for standard. */
  readonly storageResolution?: 1 | 60;
}

/** Where samples go. */
export interface SampleSink {
  put(sample: Sample): void;
}
