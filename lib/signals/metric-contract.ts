/**
 * What a handler emits, as plain data: the one definition that the handler's `defineMetrics` produces and that
 * `GoldenSignals.watchMetrics` turns into panels and alarms. No CDK import, so that code running in Lambda can use it.
 */
export interface MetricContract {
  /** CloudWatch namespace, for example `Shop/Orders`. Never starts with `AWS/`. */
  readonly namespace: string;

  /** Names of the dimensions that every sample carries, in order; empty for none. */
  readonly dimensions: string[];

  /** The metrics, in the order of their definition. */
  readonly metrics: MetricContractEntry[];
}

/** One metric of a contract. */
export interface MetricContractEntry {
  /** Metric name, 1 to 255 characters. */
  readonly name: string;

  /** A CloudWatch unit: `Count`, `Milliseconds`, `Percent`, `Bytes` … */
  readonly unit: string;

  /**
   * The golden signal that it measures: `latency`, `traffic`, `errors` or `saturation`.
   *
   * @default - shown in its own panel, belongs to no golden signal
   */
  readonly signal?: string;
}
