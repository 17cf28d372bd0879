const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** `09:12`, or `09:12:30` when the instant is not on a minute. Always UTC: virtual time has no other zone. */
export function clockTime(atMs: number): string {
  const date = new Date(atMs);
  const seconds = date.getUTCSeconds();
  const minutes = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
  return seconds === 0 ? minutes : `${minutes}:${pad(seconds)}`;
}

/** `09:12`, the minute that an instant lies in: as precise as chats and mailboxes are. */
export function minuteTime(atMs: number): string {
  return clockTime(Math.floor(atMs / MINUTE_MS) * MINUTE_MS);
}

/** `Mon 5 Jan 2026` */
export function calendarDay(atMs: number): string {
  const date = new Date(atMs);
  const names = new Intl.DateTimeFormat('en-GB', { weekday: 'short', month: 'short', timeZone: 'UTC' }).formatToParts(
    date,
  );
  const part = (type: string): string => names.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('weekday')} ${date.getUTCDate()} ${part('month')} ${date.getUTCFullYear()}`;
}

/** `Mon 5 Jan 2026, 09:00 – 09:40 UTC`; names the second day when there is one. */
export function timeSpan(startMs: number, endMs: number): string {
  const sameDay = Math.floor(startMs / DAY_MS) === Math.floor(endMs / DAY_MS);
  const end = sameDay ? clockTime(endMs) : `${calendarDay(endMs)}, ${clockTime(endMs)}`;
  return `${calendarDay(startMs)}, ${clockTime(startMs)} – ${end} UTC`;
}

/** `40 min`, `1 h 30 min`, `45 s` */
export function duration(lengthMs: number): string {
  const seconds = Math.round(lengthMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : ''];
  if (hours === 0 && seconds % 60 !== 0) parts.push(`${seconds % 60} s`);
  return parts.filter((part) => part !== '').join(' ');
}

const TICK_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440];

/** Round instants to write below a time line, `most` at most. */
export function timeTicks(startMs: number, endMs: number, most: number): number[] {
  const stepMinutes = TICK_MINUTES.find((minutes) => (endMs - startMs) / (minutes * MINUTE_MS) <= most) ?? 1440;
  const stepMs = stepMinutes * MINUTE_MS;
  const ticks: number[] = [];
  for (let atMs = Math.ceil(startMs / stepMs) * stepMs; atMs <= endMs; atMs += stepMs) ticks.push(atMs);
  return ticks;
}
