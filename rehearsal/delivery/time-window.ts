/** A stretch of virtual time, `fromMs` inclusive to `toMs` exclusive; open where a bound is absent. */
export interface TimeWindow {
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** True when `atMs` lies in the window. */
export function isWithin(
  { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY }: TimeWindow,
  atMs: number,
): boolean {
  return atMs >= fromMs && atMs < toMs;
}
