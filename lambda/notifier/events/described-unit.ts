import type { Alert } from '../alert';

/** How the descriptions of our own alarms write a threshold: `above 4,000 ms`, `2,500 ms or more`. */
const THRESHOLD =
  /^Alarm when .*?\b(?:(?:above|below) [\d.,]+ (ms|s|µs|%|bytes|MiB)|[\d.,]+ (ms|s|µs|%|bytes|MiB) or more)(?=\s)/m;

const UNITS: Readonly<Record<string, string>> = {
  ms: 'Milliseconds',
  s: 'Seconds',
  µs: 'Microseconds',
  '%': 'Percent',
  bytes: 'Bytes',
  MiB: 'Megabytes',
};

/** Gives an alert's numbers the unit that its description names: CloudWatch's messages seldom hold one. */
export function withDescribedUnit(alert: Alert): Alert {
  const { metric, description = '' } = alert;
  if (metric === undefined || (metric.unit !== undefined && metric.unit !== 'None')) return alert;
  const found = THRESHOLD.exec(description);
  const unit = UNITS[found?.[1] ?? found?.[2] ?? ''];
  return unit === undefined ? alert : { ...alert, metric: { ...metric, unit } };
}
