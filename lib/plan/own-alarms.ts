import { Severity } from '../alarms/severity';
import { minutes } from '../signals/rows';
import { type AlarmDefault, isMath, type MetricRef, metricsIn, type Signal } from '../signals/signal';
import type { AlarmOverride } from './alarm-override';

/** What is said of alarms, by their ids. */
export type AlarmOverrides = Readonly<Record<string, AlarmOverride>>;

/** The signals of a resource with the alarms that settings put on a metric of their choice. */
export function withOwnAlarms(signals: readonly Signal[], overrides: AlarmOverrides): readonly Signal[] {
  return Object.entries(overrides).reduce(
    (all, [id, override]) => (override.metric === undefined ? all : withOwnAlarm(all, id, override)),
    signals,
  );
}

/** The metrics that an own alarm of a resource may compare: those that its definition reads. */
export function metricNames(signals: readonly Signal[]): string[] {
  return [...new Set(signals.flatMap((signal) => metricsOf(signal).map(({ metricName }) => metricName)))];
}

/** A default alarm keeps its place, its severity and its texts; a new one stands where its metric is shown. */
function withOwnAlarm(signals: readonly Signal[], id: string, { metric }: AlarmOverride): readonly Signal[] {
  const named = (signal: Signal) => metricsOf(signal).find(({ metricName }) => metricName === metric);
  const shownIn = signals.find(named);
  const query = shownIn && named(shownIn);
  // Settings that are about several types say something of those that have the metric.
  if (shownIn === undefined || query === undefined) return signals;
  const unit = shownIn.lines.some((line) => line.query === query) ? shownIn.unit : 'count';
  // Which threshold is right for it, only the settings know.
  const compares = { query, threshold: { above: Number.NaN, unit } };
  const place = signals.find(({ alarms }) => alarms.some((alarm) => alarm.id === id));
  return signals.map((signal) => {
    if (place !== undefined) {
      return signal !== place
        ? signal
        : { ...signal, alarms: signal.alarms.map((alarm) => (alarm.id === id ? { ...alarm, ...compares } : alarm)) };
    }
    return signal === shownIn
      ? { ...signal, alarms: [...signal.alarms, { ...newAlarm(id, query), ...compares }] }
      : signal;
  });
}

function newAlarm(id: string, { metricName }: MetricRef): Omit<AlarmDefault, 'query' | 'threshold'> {
  return {
    id,
    severity: Severity.TICKET,
    lean: true,
    symptom: `${metricName} is beyond its limit`,
    datapoints: minutes(3, 3),
    source: 'asked for by the user',
  };
}

/** What lines show on their own first: its statistic and unit are those that people look at. */
function metricsOf({ lines, alarms }: Signal): MetricRef[] {
  const queries = [...lines, ...alarms].map(({ query }) => query);
  const alone = queries.filter((query): query is MetricRef => !isMath(query));
  return [...alone, ...queries.filter(isMath).flatMap(metricsIn)];
}
