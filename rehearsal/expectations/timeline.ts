import type { AlarmState } from '../run-record';
import type { StateAt } from './expectation';
import { sinceStart } from './since-start';

type Timeline = readonly StateAt[];

/** The state of an alarm at an instant. */
export function stateAt(transitions: Timeline, atMs: number): AlarmState {
  return transitions.findLast((change) => change.atMs <= atMs)?.state ?? 'INSUFFICIENT_DATA';
}

/** Whether a test that lists `expected` is right about an alarm that did `actual`. */
export function sameTimeline(actual: Timeline, expected: Timeline, startMs: number): boolean {
  const compared = withoutTacitChanges(actual, expected, startMs);
  return equal(compared.actual, compared.wanted);
}

/**
 * Both without what goes without saying: that a new alarm is INSUFFICIENT_DATA, and, when the test does not begin with
 * an OK itself, that it first becomes OK.
 */
export function withoutTacitChanges(
  actual: Timeline,
  expected: Timeline,
  startMs: number,
): { readonly actual: Timeline; readonly wanted: Timeline } {
  const first = expected[0];
  const named = first?.state === 'INSUFFICIENT_DATA' && first.atMs <= startMs;
  const wanted = named ? expected.slice(1) : expected;
  const tacit = actual[0]?.state === 'OK' && wanted[0]?.state !== 'OK';
  return { actual: tacit ? actual.slice(1) : actual, wanted };
}

/** `OK@1m ALARM@11m OK@15m`: as it is written in a test. */
export function timelineText(timeline: Timeline, startMs: number): string {
  return timeline.map(({ state, atMs }) => `${state}@${sinceStart(atMs, startMs)}`).join(' ');
}

function equal(a: Timeline, b: Timeline): boolean {
  return (
    a.length === b.length && a.every(({ state, atMs }, index) => state === b[index]!.state && atMs === b[index]!.atMs)
  );
}
