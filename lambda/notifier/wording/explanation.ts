import type { Alert, MetricFacts } from '../alert';
import { compared, period, quantity } from './quantity';

/**
 * Why, in one line: `Errors (Sum per 1 min): 7 → 9 → 12, alarm when > 5 in 3 of 3`. CloudWatch's own reason where there
 * are no numbers to show. Untrusted text.
 */
export function explanationOf(alert: Alert): string | undefined {
  const { metric, reason } = alert;
  // A message of one line is its own title.
  if (alert.kind === 'message') return reason === alert.name ? undefined : reason;
  if (alert.kind === 'composite') return compositeReason(alert);
  if (metric === undefined || metric.recentValues.length === 0 || alert.state === 'INSUFFICIENT_DATA') return reason;
  const oldestFirst = metric.recentValues.toReversed().map((value) => shown(value, metric));
  return `${measured(metric)}: ${oldestFirst.join(' → ')}${expected(metric)}`;
}

/** `12 > 5`: how bad it is, short enough for a headline. Only for an alarm that fires. */
export function severityOfBreach(alert: Alert): string | undefined {
  const metric = alert.metric;
  const newest = metric?.recentValues[0];
  if (alert.state !== 'ALARM' || metric === undefined || newest === undefined) return undefined;
  if (metric.threshold === undefined || metric.comparison === undefined) return undefined;
  // The newest value need not breach (3 of 5): then "4 > 5" would be a lie.
  if (!breaches(newest, metric)) return undefined;
  const [value, threshold] = compared(newest, metric.threshold, metric.unit);
  return `${value} ${metric.comparison} ${threshold}`;
}

/** `FunctionName orders · Stage prod`. */
export function resourceOf(alert: Alert): string | undefined {
  const pairs = alert.contributor?.attributes ?? alert.metric?.dimensions ?? [];
  return pairs.length === 0 ? undefined : pairs.map(({ name, value }) => `${name} ${value}`).join(' · ');
}

function compositeReason(alert: Alert): string | undefined {
  // The children say it shorter, and without ARNs.
  return alert.children.length > 0 ? undefined : alert.reason?.replace(/arn:[^\s]*?:alarm:/g, '');
}

function measured(metric: MetricFacts): string {
  const per = metric.periodSeconds === undefined ? undefined : `per ${period(metric.periodSeconds)}`;
  const how = [metric.statistic, per].filter((part) => part !== undefined).join(' ');
  const name = metric.name ?? metric.expression ?? 'Value';
  return how === '' ? name : `${name} (${how})`;
}

function shown(value: number, metric: MetricFacts): string {
  return metric.threshold === undefined
    ? quantity(value, metric.unit)
    : compared(value, metric.threshold, metric.unit)[0];
}

function expected(metric: MetricFacts): string {
  const { band, comparison, threshold, unit, evaluationPeriods: n, datapointsToAlarm: m } = metric;
  const often = n === undefined || n === 1 ? '' : ` in ${m ?? n} of ${n}`;
  if (band !== undefined) {
    const limits = [band.lower, band.upper].map((limit) => (limit === undefined ? undefined : quantity(limit, unit)));
    if (limits[0] !== undefined && limits[1] !== undefined) return `, expected ${limits[0]} to ${limits[1]}`;
    return limits[0] === undefined ? `, expected at most ${limits[1]}` : `, expected at least ${limits[0]}`;
  }
  return threshold === undefined ? '' : `, alarm when ${comparison ?? 'across'} ${quantity(threshold, unit)}${often}`;
}

function breaches(value: number, { comparison, threshold = Number.NaN }: MetricFacts): boolean {
  switch (comparison) {
    case '>':
      return value > threshold;
    case '≥':
      return value >= threshold;
    case '<':
      return value < threshold;
    case '≤':
      return value <= threshold;
    default:
      return false;
  }
}
