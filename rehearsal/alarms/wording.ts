/** A number as CloudWatch prints it: `5.0`, `0.25`, `1.0E10`. */
export function doubleText(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : `${value}`;
}

/** `02/03/26 10:14:00`: how a reason names the start of a period. */
export function reasonTime(atMs: number): string {
  const [date, time] = isoParts(atMs);
  const [year, month, day] = date.split('-') as [string, string, string];
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

/** `2026-03-02T10:15:30.677+0000`: how messages and reason data write times. */
export function messageTime(atMs: number): string {
  return `${isoTime(atMs).slice(0, -1)}+0000`;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `Friday 22 July, 2022 15:57:45 UTC`: how the reason of a composite alarm writes times. */
export function longTime(atMs: number): string {
  const date = new Date(atMs);
  const day = `${date.getUTCDate()}`.padStart(2, '0');
  const time = isoParts(atMs)[1].slice(0, 8);
  return `${WEEKDAYS[date.getUTCDay()]} ${day} ${MONTHS[date.getUTCMonth()]}, ${date.getUTCFullYear()} ${time} UTC`;
}

/** `1 datapoint`, `3 datapoints`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function isoParts(atMs: number): [date: string, time: string] {
  return isoTime(atMs).split('T') as [string, string];
}

/** Many alarms speak of the same few minutes. */
const isoTimes = new Map<number, string>();

function isoTime(atMs: number): string {
  const known = isoTimes.get(atMs);
  if (known !== undefined) return known;
  if (isoTimes.size > 1000) isoTimes.clear();
  const text = new Date(atMs).toISOString();
  isoTimes.set(atMs, text);
  return text;
}
