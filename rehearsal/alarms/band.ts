import type { BandInput } from '../scenario/scenario';

/** What an anomaly-detection alarm compares with: given by a scenario, because CloudWatch does not publish its model. */
export interface Band {
  /** The bounds of the period that begins at `startMs`; NaN where there is no band. */
  lowerAt(startMs: number): number;
  upperAt(startMs: number): number;
}

/** A given band. `startMs` is the begin of the run, `periodSeconds` the period of the alarm. */
export function givenBand(
  { lower, upper, intervalSeconds, atMinute = 0 }: BandInput,
  startMs: number,
  periodSeconds: number,
): Band {
  const intervalMs = (intervalSeconds ?? periodSeconds) * 1000;
  const firstMs = startMs + Math.round(atMinute * 60_000);
  const read = (values: readonly (number | null)[]) => (periodMs: number) =>
    values[Math.floor((periodMs - firstMs) / intervalMs)] ?? Number.NaN;
  return { lowerAt: read(lower), upperAt: read(upper) };
}
