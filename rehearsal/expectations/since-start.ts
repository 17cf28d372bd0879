const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** Up to here minutes are easier to compare with a series than hours. */
const MINUTES_UP_TO_MS = 7_200_000;

/** A virtual time as tests write it, counted from the start of the run: `11m`, `90m`, `2h30m`, `5m30s`, `0m`. */
export function sinceStart(atMs: number, startMs: number): string {
  const sign = atMs < startMs ? '-' : '';
  let restMs = Math.abs(atMs - startMs);
  if (restMs === 0) return '0m';
  const units = restMs <= MINUTES_UP_TO_MS ? UNITS.slice(2) : UNITS;
  const parts = units.map(([name, unitMs]) => {
    const count = Math.floor(restMs / unitMs);
    restMs -= count * unitMs;
    return count === 0 ? '' : `${count}${name}`;
  });
  return `${sign}${parts.join('')}`;
}
