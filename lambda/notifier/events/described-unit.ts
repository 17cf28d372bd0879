import type { Alert } from '../alert';

const UNITS: Readonly<Record<string, string>> = {
  ms: 'Milliseconds',
  s: 'Seconds',
  µs: 'Microseconds',
  '%': 'Percent',
  bytes: 'Bytes',
  MiB: 'Megabytes',
};

const UNIT = `(${Object.keys(UNITS).join('|')})`;

/**
 * How the descriptions of our own alarms write a threshold: `above 4,000 ms`, `2,500 ms or more`. The unit of the
 * metric stands in brackets where people would say another: `below 4 GiB (4,294,967,296 bytes)`.
 */
const THRESHOLD = new RegExp(
  `^When: .*?(?:\\([\\d.,]+ ${UNIT}\\)|\\b(?:above|below) [\\d.,]+ ${UNIT}(?= (?!\\())|\\b[\\d.,]+ ${UNIT} or (?:more|less)(?=\\s))`,
  'm',
);

/** Gives an alert's numbers the unit that its description names: CloudWatch's messages seldom hold one. */
export function withDescribedUnit(alert: Alert): Alert {
  const { metric, description = '' } = alert;
  if (metric === undefined || (metric.unit !== undefined && metric.unit !== 'None')) return alert;
  const found = THRESHOLD.exec(description);
  const unit = UNITS[found?.[1] ?? found?.[2] ?? found?.[3] ?? ''];
  return unit === undefined ? alert : { ...alert, metric: { ...metric, unit } };
}
