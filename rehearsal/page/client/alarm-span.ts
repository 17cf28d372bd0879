import type { AlarmRecord, AlarmState } from '../../run-record';

/** A stretch of time in one state. */
export interface AlarmSpan {
  readonly state: AlarmState;
  readonly startMs: number;
  readonly endMs: number;
  /** Why the alarm entered this state; empty for the state at the start. */
  readonly reason: string;
}

/** The states of an alarm from the start of the run to its end, without a gap. */
export function alarmSpans(alarm: AlarmRecord, startMs: number, endMs: number): AlarmSpan[] {
  const spans: AlarmSpan[] = [];
  let current = { state: 'INSUFFICIENT_DATA' as AlarmState, startMs, reason: '' };
  for (const { atMs, state, reason } of alarm.transitions) {
    if (atMs > current.startMs) spans.push({ ...current, endMs: atMs });
    current = { state, startMs: atMs, reason };
  }
  if (endMs > current.startMs || spans.length === 0) spans.push({ ...current, endMs });
  return spans;
}

/** The state of an alarm at one instant. */
export function stateAt(alarm: AlarmRecord, atMs: number): AlarmState {
  return alarm.transitions.findLast((transition) => transition.atMs <= atMs)?.state ?? 'INSUFFICIENT_DATA';
}

export function hasFired(alarm: AlarmRecord): boolean {
  return alarm.transitions.some(({ state }) => state === 'ALARM');
}

/** Those that fired, in the order in which they first did; then the ones that never did, in their own order. */
export function firedFirst(alarms: readonly AlarmRecord[]): { fired: AlarmRecord[]; quiet: AlarmRecord[] } {
  const firstMs = (alarm: AlarmRecord): number => alarm.transitions.find(({ state }) => state === 'ALARM')?.atMs ?? 0;
  return {
    fired: alarms.filter(hasFired).sort((a, b) => firstMs(a) - firstMs(b)),
    quiet: alarms.filter((alarm) => !hasFired(alarm)),
  };
}

/** When at least one alarm was in ALARM: spans that neither touch nor overlap. */
export function alarmedSpans(alarms: readonly AlarmRecord[], startMs: number, endMs: number): [number, number][] {
  const all = alarms
    .flatMap((alarm) => alarmSpans(alarm, startMs, endMs))
    .filter(({ state }) => state === 'ALARM')
    .sort((a, b) => a.startMs - b.startMs);
  const merged: [number, number][] = [];
  for (const span of all) {
    const last = merged.at(-1);
    if (last !== undefined && span.startMs <= last[1]) last[1] = Math.max(last[1], span.endMs);
    else merged.push([span.startMs, span.endMs]);
  }
  return merged;
}
