// The entry point `cdk-golden-signals/rehearsal/jest`: importing it (a test file, or setupFilesAfterEnv) is enough.
// Brings in the types that are extended below; nothing of it is left in what is built.
import type {} from 'expect';
import type { AlarmState } from '../run-record';
import { type BecomeOptions, type NotifyOptions, rehearsalMatchers, type StayOptions } from './matchers';

interface Expecter {
  extend(matchers: typeof rehearsalMatchers): void;
}

/** The matchers as a test calls them. Times count from the start of the run (`11m`), or are clock times in UTC (`09:11`). */
export interface RehearsalMatchers<R> {
  /** An alarm changes to this state: `expect(run.alarm('errors-high')).toBecome('ALARM', { at: '11m' })`. */
  toBecome(state: AlarmState, options?: BecomeOptions): R;
  /** An alarm keeps this state from the first time that it has it, or between two times. */
  toStay(state: AlarmState, options?: StayOptions): R;
  /** An alarm has this state at an instant. */
  toHaveState(state: AlarmState, options: { readonly at: string }): R;
  /** An alarm makes these changes and no others: `OK@1m ALARM@11m OK@15m`. The first OK of a new alarm may be left out. */
  toHaveTimeline(timeline: string): R;
  /** A chat message or an e-mail is sent: `expect(run).toNotify('#ops', /errors-high/, { at: '11m', times: 1 })`. */
  toNotify(channel: string, options?: NotifyOptions): R;
  toNotify(channel: string, text: RegExp | string, options?: NotifyOptions): R;
  /** No alarm becomes ALARM and nobody is told anything, but for what this test has found to be so before. */
  toStayQuiet(): R;
}

declare global {
  // Jest's global types, which Vitest's types take up too.
  namespace jest {
    interface Matchers<R, T> extends RehearsalMatchers<R> {}
  }
}

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends RehearsalMatchers<R> {}
}

const { expect } = globalThis as { expect?: Expecter };
if (expect === undefined) {
  throw new Error(
    'there is no global expect to extend; write expect.extend(rehearsalMatchers) with the expect of your test runner',
  );
}
expect.extend(rehearsalMatchers);
