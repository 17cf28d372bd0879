const UNITS: Readonly<Record<string, string>> = {
  Milliseconds: ' ms',
  Microseconds: ' µs',
  Seconds: ' s',
  Percent: ' %',
  Bytes: ' B',
  'Bytes/Second': ' B/s',
  'Count/Second': ' /s',
};

const MAX_DIGITS = 15;

/** `1,234 ms`, `0.0667`, `99.5 %`. Four significant digits; unit as CloudWatch spells it. */
export function quantity(value: number, unit?: string): string {
  return `${digits(value, 4)}${UNITS[unit ?? ''] ?? ''}`;
}

/** Two numbers that differ, each with as many digits as show that they do: never `5 > 5`. */
export function compared(value: number, other: number, unit?: string): readonly [string, string] {
  let count = 4;
  while (value !== other && count < MAX_DIGITS && digits(value, count) === digits(other, count)) count++;
  const suffix = UNITS[unit ?? ''] ?? '';
  return [`${digits(value, count)}${suffix}`, `${digits(other, count)}${suffix}`];
}

/** `45 s`, `17 min`, `3 h 5 min`, `2 d 4 h`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return join(`${hours} h`, minutes % 60, 'min');
  return join(`${Math.floor(hours / 24)} d`, hours % 24, 'h');
}

/** `1 min` for 60, `10 s` for 10. */
export function period(seconds: number): string {
  return seconds % 60 === 0 ? duration(seconds * 1000) : `${seconds} s`;
}

function join(main: string, rest: number, unit: string): string {
  return rest === 0 ? main : `${main} ${rest} ${unit}`;
}

function digits(value: number, count: number): string {
  // A whole number is shown whole: 45,628 requests are not 45,630.
  if (Number.isInteger(value) || Math.abs(value) >= 10 ** count) {
    return value.toLocaleString('en-US', { maximumFractionDigits: Math.max(0, count - 4) });
  }
  return value.toLocaleString('en-US', { maximumSignificantDigits: count });
}
