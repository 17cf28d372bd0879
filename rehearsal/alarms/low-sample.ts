/**
 * The number of samples below which a percentile says little: with `EvaluateLowSampleCountPercentile: ignore` the
 * alarm then keeps its state. `percentile` is a fraction, 0.99.
 */
export function minimumSamples(percentile: number): number {
  const tail = percentile >= 0.5 ? 1 - percentile : percentile;
  // 10 / (1 - 0.99) is not 1000 in binary fractions.
  return Math.ceil(10 / tail - 1e-6);
}
