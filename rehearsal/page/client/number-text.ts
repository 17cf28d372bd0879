const SUFFIXES = [
  { at: 1e9, suffix: 'G' },
  { at: 1e6, suffix: 'M' },
  { at: 1e4, suffix: 'k', per: 1e3 },
];

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

/** A value in four or five characters: `0.25`, `3`, `412`, `1250`, `12.5k`. An en dash where there is no datapoint. */
export function numberText(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  for (const { at, suffix, per } of SUFFIXES) {
    if (size >= at) return `${trimmed(value / (per ?? at), size / (per ?? at) >= 100 ? 0 : 1)}${suffix}`;
  }
  if (size >= 100 || Number.isInteger(value)) return trimmed(value, 0);
  if (size >= 1) return trimmed(value, size >= 10 ? 1 : 2);
  return size === 0 ? '0' : String(Number(value.toPrecision(2)));
}

/** `1 alarm`, `2 alarms` */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
