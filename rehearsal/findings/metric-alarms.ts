import { MetricQueries } from '../metrics/metric-queries';
import { MetricStore } from '../metrics/metric-store';
import type { AlarmModel, MetricQueryModel, Model } from '../template/model';

/** The alarms on metrics and metric math; not those on queries in other languages, which nobody here can read. */
export function metricAlarms({ alarms }: Pick<Model, 'alarms'>): readonly AlarmModel[] {
  return alarms.filter(({ notRehearsed }) => notRehearsed === undefined);
}

/** Where a query stands in the template: `ErrorsHigh.Metrics[2]`, or the alarm itself when it has one metric. */
export function whereOf({ logicalId, metrics }: AlarmModel, query: MetricQueryModel, member = ''): string {
  return metrics.length === 1 && query.expression === undefined
    ? logicalId
    : `${logicalId}.Metrics[${metrics.indexOf(query)}]${member}`;
}

const checked = new WeakMap<AlarmModel, MetricQueries>();

/** The alarm's queries, checked without any data. Several rules ask for them. */
export function queriesWithoutData(alarm: AlarmModel): MetricQueries {
  const queries = checked.get(alarm) ?? queriesOver(new MetricStore(), alarm.metrics);
  checked.set(alarm, queries);
  return queries;
}

/** Whether what the alarm watches has a value for a period in which none of its metrics has a datapoint yet. */
export function hasValueWithoutNewest({ metrics }: AlarmModel, watched: string): boolean {
  const store = new MetricStore();
  for (const { metric } of metrics) {
    if (metric !== undefined) store.put({ ...metric, timestampMs: 0, values: [1] });
  }
  const queries = queriesOver(store, metrics);
  if (queries.problems.length > 0) return false;
  const [series] = queries.read(watched, { startMs: 0, periodMs: 60_000, length: 2 });
  return series !== undefined && !Number.isNaN(series.values[1]!);
}

function queriesOver(store: MetricStore, metrics: readonly MetricQueryModel[]): MetricQueries {
  return new MetricQueries(store, metrics, { stepMs: 60_000, slots: 1 });
}
