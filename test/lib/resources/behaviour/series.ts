import type { MetricInput } from '../../../../rehearsal/scenario/scenario';
import type { AlarmModel, MetricStatModel } from '../../../../rehearsal/template/model';
import type { AlarmBehaviour, Level, Levels } from './example';

const HOUR = 60;

/** What happens while an alarm is watched; minutes. */
export interface Course {
  readonly minutes: number;
  /** Levels that differ from the healthy ones, from a minute on. */
  readonly changes: readonly { readonly fromMinute: number; readonly toMinute: number; readonly levels: Levels }[];
}

/** The samples of an alarm's metrics over a course. */
export function series(alarm: AlarmModel, behaviour: AlarmBehaviour, course: Course): MetricInput[] {
  const every = (behaviour.every ?? 60) / 60;
  return alarm.metrics.flatMap(({ id, metric }) => {
    if (metric === undefined) return [];
    const levelIn = (levels: Levels): Level | undefined => (id in levels ? levels[id] : levels[metric.metricName]);
    const healthy = levelIn(behaviour.healthy);
    if (healthy === undefined) throw new Error(`${alarm.name}: "healthy" says nothing of ${id} (${metric.metricName})`);
    const values = Array.from({ length: Math.ceil(course.minutes / every) }, (_, index) => {
      const minute = index * every;
      const change = course.changes.find(({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute);
      const changed = change === undefined ? undefined : levelIn(change.levels);
      return sample(changed === undefined ? healthy : changed, minute, metric);
    });
    const { namespace, metricName, dimensions } = metric;
    return [{ namespace, metricName, dimensions, intervalSeconds: every * 60, values }];
  });
}

function sample(level: Level, minute: number, { statistic }: MetricStatModel): number | null | number[] {
  if (level === null) return null;
  const value = typeof level === 'number' ? level : ofTheDay(level, minute);
  return statistic === 'SampleCount' ? Array.from({ length: Math.round(value) }, () => 1) : value;
}

/** Least at 4 o'clock, most at 16, and a little noise within the bounds. */
function ofTheDay([low, high]: readonly [number, number], minute: number): number {
  const load = 0.5 - 0.5 * Math.cos((2 * Math.PI * (minute / HOUR - 4)) / 24);
  const noise = 0.1 * Math.sin(minute * 12.9898) * Math.sin(minute * 78.233);
  return low + (high - low) * Math.min(1, Math.max(0, load + noise));
}
