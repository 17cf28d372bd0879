import type { AlarmAction } from '../../../rehearsal/alarms/alarm-engine';
import type { AlarmState } from '../../../rehearsal/run-record';
import { type Case, type Fields, isFields } from '../case';
import { START_MS } from '../engine';
import { CaseFailure, hasMembers } from '../expect';
import { listIn, numberIn, required } from '../fields';

/** How long one unit of a timeline (`t: 3`) is here. */
export const UNIT_MS = 600_000;

/** The instant of a timeline's `t`, `at` or `time`. */
export function instantOf(event: Fields): number {
  return START_MS + Math.round(required(numberIn(event, 't', 'at', 'time'), 't of an event') * UNIT_MS);
}

/** The events of a timeline, oldest first. */
export function eventsOf(each: Case): Fields[] {
  const events = required(listIn(each, 'events', 'timeline'), 'events').filter(isFields);
  return [...events].sort((a, b) => instantOf(a) - instantOf(b));
}

/** The last instant that a timeline speaks of. */
export function lastInstant(each: Case, events: readonly Fields[]): number {
  return Math.max(START_MS, ...[...events, ...expectedActions(each)].map(instantOf));
}

/** What events say of one alarm: `[{ t: 2, composite: 'ALARM' }]`. */
export function statesOf(
  events: readonly Fields[],
  member: string,
  initial: { readonly atMs: number; readonly state: AlarmState },
): { readonly atMs: number; readonly state: AlarmState }[] {
  const later = events.flatMap((event) =>
    typeof event[member] === 'string' ? [{ atMs: instantOf(event), state: event[member] as AlarmState }] : [],
  );
  return [initial, ...later];
}

export function expectedActions(each: Case): Fields[] {
  const expected =
    listIn(each, 'expectedActions', 'expected') ?? listIn(isFields(each.expected) ? each.expected : {}, 'actions');
  return required(expected, 'expectedActions').filter(isFields);
}

/** @throws CaseFailure when other actions ran than the case expects. What happened before its first instant does not count. */
export function expectActions(each: Case, actions: readonly AlarmAction[], alarmName: string): void {
  const ran = actions.filter((action) => action.alarmName === alarmName && action.atMs >= START_MS);
  const instants = [...new Set(ran.map(({ atMs }) => atMs))];
  const actual = instants.map((atMs): Fields => {
    const together = ran.filter((action) => action.atMs === atMs);
    const { message } = together[0]!;
    return {
      t: (atMs - START_MS) / UNIT_MS,
      actionsFor: message.NewStateValue,
      afterMuteWindow: message.ActionExecutedAfterMuteWindow ?? false,
      actions: together.map(({ actionArn }) => actionArn),
    };
  });
  const expected = expectedActions(each);
  const holds =
    actual.length === expected.length && expected.every((action, index) => hasMembers(actual[index], known(action)));
  if (!holds) throw new CaseFailure('actions that run', { expected, actual });
}

function known({ actionsFor, state, afterMuteWindow, actions, ...event }: Fields): Fields {
  return {
    t: (instantOf(event) - START_MS) / UNIT_MS,
    actionsFor: actionsFor ?? state,
    ...(afterMuteWindow === undefined ? {} : { afterMuteWindow }),
    ...(actions === undefined ? {} : { actions }),
  };
}
