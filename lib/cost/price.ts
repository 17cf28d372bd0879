import type { Plan, PlannedAlarm } from '../plan/plan';

/** List prices in USD a month, us-east-1, before the free tier; AWS price list of September 2025. */
export const PRICES = {
  /** For each metric that an alarm refers to; three times as much below 60 s. */
  alarmMetric: 0.1,
  highResolutionAlarmMetric: 0.3,
  customMetric: 0.3,
  dashboard: 3,
  kmsKey: 1,
} as const;

export interface MonthlyPrice {
  readonly alarms: number;
  /** At most: a metric from log lines is billed only in the hours in which a line matches. */
  readonly logMetrics: number;
  readonly dashboards: number;
  readonly kmsKey: number;
  readonly total: number;
}

/** What the monitoring costs a month, in USD, before the free tier. */
export function monthlyPrice(plan: Plan, dashboards: number): MonthlyPrice {
  const alarms = plan.resources.flatMap(({ signals }) => signals.flatMap((signal) => signal.alarms));
  const filters = plan.resources.reduce((sum, { logFilters }) => sum + logFilters.length, 0);
  const parts = {
    alarms: alarms.reduce((sum, alarm) => sum + alarmPrice(alarm), 0),
    logMetrics: filters * PRICES.customMetric,
    dashboards: dashboards * PRICES.dashboard,
    kmsKey: PRICES.kmsKey,
  };
  const total = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { ...parts, total };
}

/** Every metric of an expression is billed. */
export function alarmPrice({ query, datapoints }: Pick<PlannedAlarm, 'query' | 'datapoints'>): number {
  const metrics = 'metric' in query ? 1 : Object.keys(query.metrics).length;
  return metrics * (datapoints.periodSeconds < 60 ? PRICES.highResolutionAlarmMetric : PRICES.alarmMetric);
}
