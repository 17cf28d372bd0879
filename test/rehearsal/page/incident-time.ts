/** The incident's 40 minutes. */
export const START_MS = Date.UTC(2026, 0, 5, 9, 0);
const MINUTE_MS = 60_000;
export const END_MS = START_MS + 40 * MINUTE_MS;

/** The instant `value` minutes after the start. */
export function minute(value: number): number {
  return START_MS + value * MINUTE_MS;
}
