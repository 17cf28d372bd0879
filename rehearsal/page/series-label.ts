import type { MetricStatModel } from '../template/model';
import type { WidgetMetric } from './widget-metrics';

type Points = readonly (readonly [number, number | null])[];

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function property(name: string, metric: MetricStatModel | undefined, periodSeconds: number): string | undefined {
  if (name === 'Period') return String(periodSeconds);
  if (metric === undefined) return undefined;
  if (name === 'Namespace') return metric.namespace;
  if (name === 'MetricName') return metric.metricName;
  if (name === 'Stat') return metric.statistic;
  return name.startsWith('Dim.') ? metric.dimensions[name.slice('Dim.'.length)] : undefined;
}

/** Fills in CloudWatch's dynamic label parts: `${AVG}`, `${LAST}`, `${PROP('Dim.QueueName')}` … */
export function dynamicLabel(
  label: string,
  points: Points,
  metric: MetricStatModel | undefined,
  periodSeconds: number,
): string {
  if (!label.includes('${')) return label;
  const values = points.map(([, value]) => value).filter((value) => value !== null);
  const sum = values.reduce((total, value) => total + value, 0);
  const numbers: Record<string, number | undefined> = {
    MIN: values.length === 0 ? undefined : values.reduce((a, b) => Math.min(a, b)),
    MAX: values.length === 0 ? undefined : values.reduce((a, b) => Math.max(a, b)),
    AVG: values.length === 0 ? undefined : sum / values.length,
    SUM: values.length === 0 ? undefined : sum,
    FIRST: values[0],
    LAST: values.at(-1),
  };
  return label.replace(/\$\{(?:PROP\('([^']*)'\)|([A-Z]+))\}/g, (whole, name?: string, word?: string) => {
    if (name !== undefined) return property(name, metric, periodSeconds) ?? whole;
    if (word === 'LABEL') return metric?.metricName ?? whole;
    if (word === undefined || !Object.hasOwn(numbers, word)) return whole;
    const number = numbers[word];
    return number === undefined ? '--' : rounded(number);
  });
}

/** What CloudWatch calls a row that has no label: its metric name, with what tells it from the widget's other rows. */
export function defaultLabel(row: WidgetMetric, all: readonly WidgetMetric[]): string {
  const { metric, expression, id } = row.query;
  if (metric === undefined) return expression ?? id;
  const peers = all.filter((other) => other.visible && other.query.metric?.metricName === metric.metricName);
  const differs = (read: (peer: MetricStatModel) => string | undefined): boolean =>
    peers.some((peer) => read(peer.query.metric!) !== read(metric));
  const parts = Object.keys(metric.dimensions)
    .filter((name) => differs((peer) => peer.dimensions[name]))
    .map((name) => metric.dimensions[name]!);
  if (differs((peer) => peer.statistic)) parts.push(metric.statistic);
  if (differs((peer) => peer.namespace)) parts.unshift(metric.namespace);
  if (row.region !== undefined) parts.push(row.region);
  return [metric.metricName, ...parts].join(' ');
}
