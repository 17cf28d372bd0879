import { parseTimeline } from '../alarm-tests/notation/states';
import { checkExpectations } from '../expectations/check';
import { contradiction } from '../expectations/contradiction';
import type { Expectation, Failure } from '../expectations/expectation';
import { checkStrict } from '../expectations/strict';
import type { AlarmState } from '../run-record';
import { AlarmUnderTest, RunUnderTest } from './run-under-test';

/** Times count from the start of the run: `11m`, `1h30m`; or as a clock in UTC shows them: `09:11`. */
export interface BecomeOptions {
  /** @default - at any time of the run */
  readonly at?: string;
}

export interface StayOptions {
  /** @default - from the first time that the alarm has the state */
  readonly from?: string;
  /** Up to, not including. @default - the end of the run */
  readonly to?: string;
}

export interface NotifyOptions {
  /** In the minute that begins then. @default - at any time of the run */
  readonly at?: string;
  /** @default - at least one */
  readonly times?: number;
}

/** What a matcher gives Jest and Vitest. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

interface MatcherContext {
  readonly isNot?: boolean;
}

const MOST_STORIES = 4;

/** The matchers, for `expect.extend`. Importing `cdk-golden-signals/rehearsal/jest` extends the global `expect` with them. */
export const rehearsalMatchers = {
  toBecome(this: MatcherContext, alarm: unknown, state: AlarmState, { at }: BecomeOptions = {}): MatcherResult {
    const { run, name } = alarmOf(alarm, 'toBecome');
    const atMs = at === undefined ? {} : { atMs: run.instant(at) };
    return resultOf(run, { kind: 'becomes', alarm: name, state: stateOf(state), ...atMs }, this.isNot);
  },

  toStay(this: MatcherContext, alarm: unknown, state: AlarmState, { from, to }: StayOptions = {}): MatcherResult {
    const { run, name } = alarmOf(alarm, 'toStay');
    const fromMs = from === undefined ? {} : { fromMs: run.instant(from) };
    const toMs = to === undefined ? {} : { toMs: run.instant(to) };
    return resultOf(run, { kind: 'stays', alarm: name, state: stateOf(state), ...fromMs, ...toMs }, this.isNot);
  },

  toHaveState(this: MatcherContext, alarm: unknown, state: AlarmState, { at }: { readonly at: string }): MatcherResult {
    const { run, name } = alarmOf(alarm, 'toHaveState');
    return resultOf(run, { kind: 'state', alarm: name, state: stateOf(state), atMs: run.instant(at) }, this.isNot);
  },

  toHaveTimeline(this: MatcherContext, alarm: unknown, timeline: string): MatcherResult {
    const { run, name } = alarmOf(alarm, 'toHaveTimeline');
    const { startMs } = run.record;
    const states = parseTimeline(timeline, startMs).map(({ state, offsetMs }) => ({ state, atMs: startMs + offsetMs }));
    return resultOf(run, { kind: 'timeline', alarm: name, states }, this.isNot);
  },

  toNotify(
    this: MatcherContext,
    received: unknown,
    channel: string,
    textOrOptions?: RegExp | string | NotifyOptions,
    options: NotifyOptions = {},
  ): MatcherResult {
    const run = runOf(received, 'toNotify');
    const isText = typeof textOrOptions === 'string' || textOrOptions instanceof RegExp;
    const { at, times } = isText ? options : (textOrOptions ?? options);
    const expectation: Expectation = {
      kind: 'notifies',
      channel,
      ...(isText ? { text: textOrOptions } : {}),
      ...(at === undefined ? {} : { atMs: run.instant(at) }),
      ...(times === undefined ? {} : { times }),
    };
    return resultOf(run, expectation, this.isNot);
  },

  toStayQuiet(this: MatcherContext, received: unknown): MatcherResult {
    const run = runOf(received, 'toStayQuiet');
    const failures = checkStrict(run.rehearsal, run.met);
    return {
      pass: failures.length === 0,
      message: () =>
        failures.length === 0
          ? 'expected something that no expectation covers, but nothing else became ALARM and nobody else was told'
          : [
              ...failures.slice(0, MOST_STORIES).map(({ text }) => text),
              ...shortened(failures.slice(MOST_STORIES)),
            ].join('\n\n'),
    };
  },
};

/** Of more surprises than a reader reads, one line each. */
function shortened(failures: readonly Failure[]): string[] {
  return failures.length === 0 ? [] : [failures.map(({ summary }) => summary).join('\n')];
}

function resultOf(run: RunUnderTest, expectation: Expectation, isNot = false): MatcherResult {
  const { rehearsal, met, notes } = run;
  const failure = checkExpectations(rehearsal, [...met, expectation]).find((each) => each.expectation === expectation);
  if (failure === undefined && !isNot) met.push(expectation);
  const text = () => (failure ?? contradiction(rehearsal, expectation)).text;
  return {
    pass: failure === undefined,
    message: () => [text(), ...notes.map((note) => `Note: ${note}`)].join('\n\n'),
  };
}

function alarmOf(received: unknown, matcher: string): AlarmUnderTest {
  if (received instanceof AlarmUnderTest) return received;
  throw new TypeError(`${matcher} is about an alarm of a run: expect(run.alarm('errors-high')).${matcher}(...)`);
}

function runOf(received: unknown, matcher: string): RunUnderTest {
  if (received instanceof RunUnderTest) return received;
  const hint = received instanceof Promise ? '; await the run first' : '';
  throw new TypeError(`${matcher} is about a run: expect(run).${matcher}(...)${hint}`);
}

function stateOf(state: AlarmState): AlarmState {
  if (['OK', 'ALARM', 'INSUFFICIENT_DATA'].includes(state)) return state;
  throw new TypeError(`"${state}" is not a state; write 'OK', 'ALARM' or 'INSUFFICIENT_DATA'`);
}
