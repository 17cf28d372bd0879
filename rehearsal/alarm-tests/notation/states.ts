import type { AlarmState } from '../../run-record';
import { parseTime } from './duration';
import { NotationError } from './notation-error';

export const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** A state and when it begins, in ms from the start. */
export interface StateAtOffset {
  readonly state: AlarmState;
  readonly offsetMs: number;
}

/** Reads `OK`, `ALARM` or `INSUFFICIENT_DATA`. Throws a NotationError. */
export function parseState(text: string): AlarmState {
  const state = STATES.find((each) => each === text.trim());
  if (state === undefined) throw new NotationError(`"${text.trim()}" is not a state; write ${STATES.join(', ')}`);
  return state;
}

/** Reads `OK@1m ALARM@11m OK@15m`, times in order. Throws a NotationError. */
export function parseTimeline(text: string, startMs: number): StateAtOffset[] {
  const states: StateAtOffset[] = [];
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    const [state, time, ...more] = word.split('@');
    if (time === undefined || more.length > 0) {
      throw new NotationError(`"${word}" is not a state and its time; write ALARM@11m`, index);
    }
    const offsetMs = parseTime(time, startMs);
    const previous = states.at(-1);
    const next = { state: parseState(state!), offsetMs };
    if (previous !== undefined && previous.offsetMs >= offsetMs) {
      throw new NotationError(`"${word}" is not later than the state before it; put them in order of time`, index);
    }
    if (previous?.state === next.state)
      throw new NotationError(`"${word}" is no change: it is ${state} already`, index);
    states.push(next);
  }
  if (states.length === 0) throw new NotationError('it has no states; write OK@1m ALARM@11m');
  return states;
}
