import { Severity } from '../alarms/severity';
import type { PlannedAlarm, PlannedResource } from '../plan/plan';
import { countOf } from './room';

/** What there is room for, and what not. */
export interface Fitted {
  readonly planned: readonly PlannedResource[];
  readonly noRoom: readonly PlannedResource[];
  /** Resources of which some alarms have no room, by their ids. */
  readonly without: readonly { readonly planned: PlannedResource; readonly alarmIds: readonly string[] }[];
}

const RANKS = [Severity.PAGE, Severity.TICKET, Severity.INFO];

/**
 * As many alarms as there is room for, where they cannot go elsewhere: first one for each resource, the most severe,
 * then the next of each.
 */
export function fitInto(planned: readonly PlannedResource[], room: number): Fitted {
  if (countOf(planned) <= room) return { planned, noRoom: [], without: [] };
  const ranked = planned.map((entry) => {
    const alarms = entry.signals.flatMap((signal) => signal.alarms);
    return { entry, alarms: alarms.sort((a, b) => RANKS.indexOf(a.severity) - RANKS.indexOf(b.severity)) };
  });
  const kept = new Map<PlannedResource, Set<PlannedAlarm>>();
  let left = room;
  for (let round = 0; ranked.some(({ alarms }) => alarms.length > round); round++) {
    for (const { entry, alarms } of ranked) {
      const alarm = alarms[round];
      // The first brings what its resource needs besides: filters, rules on events.
      const cost = 1 + (round === 0 ? entry.logFilters.length + entry.events.length : 0);
      if (alarm === undefined || cost > left || (round > 0 && !kept.has(entry))) continue;
      kept.set(entry, (kept.get(entry) ?? new Set()).add(alarm));
      left -= cost;
    }
  }
  const fitting = planned.filter((entry) => kept.has(entry));
  return {
    planned: fitting.map((entry) => ({
      ...entry,
      signals: entry.signals.map((signal) => ({
        ...signal,
        alarms: signal.alarms.filter((alarm) => kept.get(entry)!.has(alarm)),
      })),
    })),
    noRoom: planned.filter((entry) => !kept.has(entry)),
    without: fitting.flatMap((entry) => {
      const alarms = entry.signals.flatMap((signal) => signal.alarms).filter((alarm) => !kept.get(entry)!.has(alarm));
      return alarms.length === 0 ? [] : [{ planned: entry, alarmIds: alarms.map(({ id }) => id) }];
    }),
  };
}
