import type { Rehearsal } from '../rehearse';
import type { AlarmState } from '../run-record';
import type { Expectation, StateAt } from './expectation';
import { sinceStart } from './since-start';
import { sameTimeline, stateAt, withoutTacitChanges } from './timeline';

export type AlarmExpectation = Exclude<Expectation, { kind: 'notifies' }>;

/** What an alarm did in a run, and when the run began and ended. */
export interface AlarmCourse {
  readonly transitions: readonly StateAt[];
  readonly startMs: number;
  readonly endMs: number;
}

/** How an expectation about an alarm is missed. */
export interface Miss {
  /** `expected ALARM at 11m, but it became ALARM at 13m`. */
  readonly summary: string;
  /** The instant at which the alarm did, or did not, what was expected; absent when it never came to that. */
  readonly atMs?: number;
  /** The state that was expected, or that came. */
  readonly state: AlarmState;
}

/** What the alarm `name` did in a run. */
export function courseOf({ record }: Pick<Rehearsal, 'record'>, name: string): AlarmCourse {
  const { startMs, endMs, alarms } = record;
  return { startMs, endMs, transitions: alarms.find((alarm) => alarm.name === name)?.transitions ?? [] };
}

/** `undefined` when the alarm did what was expected. */
export function missOf(expectation: AlarmExpectation, course: AlarmCourse): Miss | undefined {
  switch (expectation.kind) {
    case 'timeline':
      return timelineMiss(expectation.states, course);
    case 'state':
      return stateMiss(expectation.state, expectation.atMs, course);
    case 'becomes':
      return becomesMiss(expectation.state, expectation.atMs, course);
    case 'stays':
      return staysMiss(expectation, course);
  }
}

function timelineMiss(expected: readonly StateAt[], course: AlarmCourse): Miss | undefined {
  const { transitions, startMs } = course;
  if (sameTimeline(transitions, expected, startMs)) return undefined;
  const { actual, wanted } = withoutTacitChanges(transitions, expected, startMs);
  const index = wanted.findIndex(
    ({ state, atMs }, at) => actual[at] === undefined || actual[at].state !== state || actual[at].atMs !== atMs,
  );
  const found = actual[index === -1 ? wanted.length : index];
  if (index === -1) {
    const text = wanted.length === 0 ? 'no change' : `no change after ${at(wanted.at(-1)!, course)}`;
    return { summary: `expected ${text}, but it became ${at(found!, course)}`, atMs: found!.atMs, state: found!.state };
  }
  const { state, atMs } = wanted[index]!;
  const expectedText = `expected ${at(wanted[index]!, course)}`;
  if (found === undefined)
    return { summary: `${expectedText}, but it stayed ${stateAt(transitions, atMs)}`, atMs, state };
  const text = found.state === state && found.atMs < atMs ? 'already at' : 'at';
  return {
    summary: `${expectedText}, but it became ${found.state} ${text} ${sinceStart(found.atMs, startMs)}`,
    atMs: Math.min(atMs, found.atMs),
    state,
  };
}

function stateMiss(state: AlarmState, atMs: number, course: AlarmCourse): Miss | undefined {
  const actual = stateAt(course.transitions, atMs);
  if (actual === state) return undefined;
  const later = course.transitions.find((change) => change.atMs > atMs && change.state === state);
  const then = later === undefined ? '' : ` and became ${at(later, course)}`;
  return { summary: `expected ${at({ state, atMs }, course)}, but it was ${actual}${then}`, atMs, state };
}

function becomesMiss(state: AlarmState, atMs: number | undefined, course: AlarmCourse): Miss | undefined {
  const { transitions, startMs } = course;
  const changes = transitions.filter((change) => change.state === state);
  if (atMs === undefined) {
    if (changes.length > 0) return undefined;
    const did = transitions.length < 2 ? restText(course, transitions[0]?.atMs ?? startMs) : 'never did';
    return { summary: `expected it to become ${state}, but it ${did}`, state };
  }
  if (changes.some((change) => change.atMs === atMs)) return undefined;
  const expected = `expected ${at({ state, atMs }, course)}`;
  const [nearest] = changes.toSorted((a, b) => Math.abs(a.atMs - atMs) - Math.abs(b.atMs - atMs));
  if (nearest === undefined) return { summary: `${expected}, but it ${restText(course, atMs)}`, atMs, state };
  const early = nearest.atMs < atMs && stateAt(transitions, atMs) === state;
  const nearestText = `it became ${state} ${early ? 'already at' : 'at'} ${sinceStart(nearest.atMs, startMs)}`;
  return { summary: `${expected}, but ${nearestText}`, atMs: early ? nearest.atMs : atMs, state };
}

function staysMiss(
  { state, fromMs, toMs }: Extract<Expectation, { kind: 'stays' }>,
  course: AlarmCourse,
): Miss | undefined {
  const { transitions, startMs, endMs } = course;
  const changes = [{ state: 'INSUFFICIENT_DATA' as AlarmState, atMs: startMs }, ...transitions];
  const tacit = fromMs === undefined || fromMs <= startMs;
  const beginMs = tacit ? changes.find((change) => change.state === state)?.atMs : fromMs;
  const limitMs = toMs ?? endMs + 1;
  const text =
    `expected it to stay ${state}` +
    (tacit ? '' : ` from ${sinceStart(fromMs!, startMs)}`) +
    (toMs === undefined ? '' : ` to ${sinceStart(toMs, startMs)}`);
  if (beginMs === undefined || beginMs >= limitMs)
    return { summary: `${text}, but it ${restText(course, startMs)}`, state };
  const before = stateAt(transitions, beginMs);
  if (before !== state)
    return { summary: `${text}, but it was ${before} at ${sinceStart(beginMs, startMs)}`, atMs: beginMs, state };
  const change = transitions.find((each) => each.atMs > beginMs && each.atMs < limitMs);
  if (change === undefined) return undefined;
  return { summary: `${text}, but it became ${at(change, course)}`, atMs: change.atMs, state };
}

/** What an alarm did from an instant on: `stayed OK`, `was OK and became INSUFFICIENT_DATA at 5m`. */
function restText(course: AlarmCourse, fromMs: number): string {
  const state = stateAt(course.transitions, fromMs);
  const next = course.transitions.find(({ atMs }) => atMs > fromMs);
  return next === undefined ? `stayed ${state}` : `was ${state} and became ${at(next, course)}`;
}

function at({ state, atMs }: StateAt, { startMs }: AlarmCourse): string {
  return `${state} at ${sinceStart(atMs, startMs)}`;
}
