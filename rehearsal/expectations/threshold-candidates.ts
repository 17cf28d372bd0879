/** Which values breach: the ones that lie above the threshold, or below it. */
export interface ThresholdSide {
  readonly breachesAbove: boolean;
  /** Whether a value that equals the threshold breaches. */
  readonly includesEqual: boolean;
}

/**
 * Thresholds that would classify some of `values` otherwise, nearest to `threshold` first: each just on the other side
 * of one value, a round number; at most `count`. None below zero when there is nothing below zero.
 */
export function thresholdCandidates(
  threshold: number,
  values: readonly number[],
  side: ThresholdSide,
  count: number,
): number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const whole = sorted.every(Number.isInteger);
  const nearest = sorted
    .map((value, index) => ({ value, index }))
    .sort((a, b) => Math.abs(a.value - threshold) - Math.abs(b.value - threshold))
    .slice(0, count);
  const found = nearest.flatMap(({ value, index }) => {
    const slack = Math.max(Math.abs(value) / 10, whole ? 1 : 0) || 1;
    const below = sorted[index - 1] ?? Number.NEGATIVE_INFINITY;
    const above = sorted[index + 1] ?? Number.POSITIVE_INFINITY;
    return [
      roundBetween(Math.max(below, value - slack), value, value, side),
      roundBetween(value, Math.min(above, value + slack), value, side),
    ];
  });
  const lowest = Math.min(0, sorted[0] ?? 0);
  return [...new Set(found.filter((each) => each !== undefined))]
    .filter((each) => each !== threshold && each >= lowest)
    .sort((a, b) => Math.abs(a - threshold) - Math.abs(b - threshold) || a - b)
    .slice(0, count);
}

/** The roundest number between two neighbouring values that tells them apart; of several the one nearest to `near`. */
function roundBetween(low: number, high: number, near: number, side: ThresholdSide): number | undefined {
  // A threshold that equals the lower value tells them apart when that value is then on the lower side, and so on.
  const lowCounts = side.breachesAbove !== side.includesEqual;
  const fits = (each: number) =>
    (each > low || (lowCounts && each === low)) && (each < high || (!lowCounts && each === high));
  const largest = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high), 1e-9)));
  for (let exponent = largest; exponent > largest - 17; exponent--) {
    for (const factor of [5, 2, 1]) {
      const multiples = [Math.floor, Math.ceil].flatMap((round) =>
        [-1, 0, 1].map((step) => clean((round(scaled(near, -exponent) / factor) + step) * factor, exponent)),
      );
      const fitting = multiples.filter(fits);
      if (fitting.length > 0) return fitting.sort((a, b) => Math.abs(a - near) - Math.abs(b - near))[0];
    }
  }
  return undefined;
}

function scaled(value: number, exponent: number): number {
  return exponent < 0 ? value / 10 ** -exponent : value * 10 ** exponent;
}

/** Without what binary fractions leave behind: 0.3 and not 0.30000000000000004. */
function clean(value: number, exponent: number): number {
  return Number(scaled(value, exponent).toPrecision(12)) + 0;
}
