import type { PlannedAlarm, PlannedResource, PlannedSignal } from '../plan/plan';
import { limitOf, metricsIn } from '../signals/signal';

/** List prices in USD a month, us-east-1, before the free tier; AWS price list of September 2025. */
const PRICES = {
  /** For each metric that an alarm refers to; three times as much below 60 s. */
  alarmMetric: 0.1,
  highResolutionAlarmMetric: 0.3,
  customMetric: 0.3,
  dashboard: 3,
  kmsKey: 1,
} as const;

export interface MonthlyPrice {
  readonly alarms: number;
  /** Metrics from log lines and from code; at most: each is billed only in the hours in which it has data. */
  readonly customMetrics: number;
  readonly dashboards: number;
  readonly kmsKey: number;
  readonly total: number;
}

export interface PricedExtras {
  readonly dashboards: number;
  /** Alarms on the notifier itself, one metric each. */
  readonly notifierAlarms: number;
}

/** What the monitoring of these resources costs a month, in USD, before the free tier. */
export function monthlyPrice(
  resources: readonly PlannedResource[],
  { dashboards, notifierAlarms }: PricedExtras,
): MonthlyPrice {
  const signals = resources.flatMap((planned) => planned.signals);
  const alarms = signals.flatMap((signal) => signal.alarms);
  const parts = {
    alarms: alarms.reduce((sum, alarm) => sum + alarmPrice(alarm), notifierAlarms * PRICES.alarmMetric),
    customMetrics: customMetrics(signals).size * PRICES.customMetric,
    dashboards: dashboards * PRICES.dashboard,
    kmsKey: PRICES.kmsKey,
  };
  const total = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { ...parts, total };
}

/** Series outside AWS's own namespaces, each once whatever its statistic. */
function customMetrics(signals: readonly PlannedSignal[]): Set<string> {
  const metrics = signals.flatMap(({ lines }) => lines).flatMap(({ query }) => metricsIn(query));
  return new Set(
    metrics
      .filter(({ namespace }) => !namespace.startsWith('AWS/'))
      .map(({ namespace, metricName, dimensions }) => JSON.stringify([namespace, metricName, dimensions])),
  );
}

/** An anomaly detection alarm is billed for the two edges of its band besides. */
const BAND_METRICS = 2;

/** Every metric of an expression is billed. */
export function alarmPrice({
  query,
  datapoints,
  threshold,
}: Pick<PlannedAlarm, 'query' | 'datapoints'> & Partial<Pick<PlannedAlarm, 'threshold'>>): number {
  const price = datapoints.periodSeconds < 60 ? PRICES.highResolutionAlarmMetric : PRICES.alarmMetric;
  const band = threshold !== undefined && limitOf(threshold) === undefined ? BAND_METRICS : 0;
  return (metricsIn(query).length + band) * price;
}
