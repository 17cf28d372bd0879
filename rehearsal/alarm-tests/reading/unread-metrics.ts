import { nearestNames } from '../../nearest-name';
import type { MetricInput } from '../../scenario/scenario';
import type { MetricStatModel, Model } from '../../template/model';

type Metric = Pick<MetricInput, 'namespace' | 'metricName' | 'dimensions'>;

/** Says which of the metrics that a test gives no alarm reads: mostly a typo, and then every alarm stays quiet. */
export function unreadMetrics(metrics: readonly Metric[], { alarms }: Model): string[] {
  const read = alarms.flatMap((alarm) => alarm.metrics.flatMap(({ metric }) => metric ?? []));
  const known = new Set(read.map(seriesText));
  const unread = new Set(metrics.map(seriesText).filter((series) => !known.has(series)));
  return [...unread].map((series) => {
    const [near] = nearestNames(series, known, 1);
    return `no alarm reads ${series}${near === undefined ? '' : `; one reads ${near}`}`;
  });
}

/** `Shop/Checkout Errors{service=api}`, dimensions in order. */
export function seriesText({ namespace, metricName, dimensions }: Metric | MetricStatModel): string {
  const listed = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return `${namespace} ${metricName}{${listed.sort().join(',')}}`;
}
