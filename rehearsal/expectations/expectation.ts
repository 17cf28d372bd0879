import type { AlarmState } from '../run-record';

/** What a test says that a run must show. Times are virtual, in ms since the epoch; alarms are named as in the template. */
export type Expectation =
  /**
   * These changes of state, in this order, and no others. INSUFFICIENT_DATA at the start may be named or left out; so
   * may the first change of all when it is to OK: every healthy new alarm makes it.
   */
  | { readonly kind: 'timeline'; readonly alarm: string; readonly states: readonly StateAt[] }
  /** This state at this instant. */
  | { readonly kind: 'state'; readonly alarm: string; readonly state: AlarmState; readonly atMs: number }
  /** A change to this state: at this instant, or at any time of the run. */
  | { readonly kind: 'becomes'; readonly alarm: string; readonly state: AlarmState; readonly atMs?: number }
  /**
   * This state from `fromMs` (by default, and when that is the start, from the first time that the alarm has it) up to,
   * not including, `toMs` (by default including the end of the run).
   */
  | {
      readonly kind: 'stays';
      readonly alarm: string;
      readonly state: AlarmState;
      readonly fromMs?: number;
      readonly toMs?: number;
    }
  /**
   * A chat message or an e-mail; `times` of them when given, else at least one. `times: 0`: none. A message that is
   * edited later is one message: it counts if any of its versions matches.
   */
  | {
      readonly kind: 'notifies';
      /** `#ops` as the vendor is told (with or without the #), an e-mail address, or `*` for any. */
      readonly channel: string;
      /** Text that the message contains, or a pattern that it matches. */
      readonly text?: RegExp | string;
      /** In the minute that begins here. @default - at any time of the run */
      readonly atMs?: number;
      readonly times?: number;
    };

export interface StateAt {
  readonly state: AlarmState;
  readonly atMs: number;
}

/** An expectation that a run does not meet, or something that happened and that no expectation covers. */
export interface Failure {
  /** What was expected; absent for what happened unexpectedly. */
  readonly expectation?: Expectation;
  /** One line: `errors-high: expected ALARM at 11m, but it became ALARM at 13m`. */
  readonly summary: string;
  /** The whole story for a terminal: both timelines, datapoints as 0, X and -, the rule that decided, the nearest change. */
  readonly text: string;
}
