import type { AlarmState } from '../run-record';

/** What a test says that a run must show. Times are virtual, in ms since the epoch; alarms are named as in the template. */
export type Expectation =
  /** These changes of state, in this order, and no others. The first entry may repeat the state that the alarm begins in. */
  | { readonly kind: 'timeline'; readonly alarm: string; readonly states: readonly StateAt[] }
  /** This state at this instant. */
  | { readonly kind: 'state'; readonly alarm: string; readonly state: AlarmState; readonly atMs: number }
  /** A change to this state: at this instant, or at any time of the run. */
  | { readonly kind: 'becomes'; readonly alarm: string; readonly state: AlarmState; readonly atMs?: number }
  /** This state from `fromMs` (by default from the first time that the alarm has it) to `toMs` (by default the end). */
  | {
      readonly kind: 'stays';
      readonly alarm: string;
      readonly state: AlarmState;
      readonly fromMs?: number;
      readonly toMs?: number;
    }
  /** A chat message or an e-mail; `times` of them when given, else at least one. `times: 0`: none. */
  | {
      readonly kind: 'notifies';
      /** `#ops` as the vendor is told, an e-mail address, or `*` for any. */
      readonly channel: string;
      readonly text?: RegExp | string;
      /** In the minute that begins here. @default - at any time of the run */
      readonly atMs?: number;
      readonly times?: number;
    };

export interface StateAt {
  readonly state: AlarmState;
  readonly atMs: number;
}

/** An expectation that a run does not meet. */
export interface Failure {
  /** One line: `errors-high: expected ALARM at 11m, but it became ALARM at 13m`. */
  readonly summary: string;
  /** The whole story for a terminal: both timelines, datapoints as 0, X and -, the rule that decided, the nearest change. */
  readonly text: string;
}
