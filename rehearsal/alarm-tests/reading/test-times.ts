import { parseDuration, parseTime } from '../notation/duration';
import type { Field } from './field';

const MINUTE_MS = 60_000;

interface Mention {
  readonly field: Field;
  readonly offsetMs: number;
}

/** The times of one test, in ms from its start: reads them, and knows when the last of them is. */
export class TestTimes {
  private readonly mentions: Mention[] = [];
  private givenEndMs = 0;

  public constructor(public readonly startMs: number) {}

  /** A moment: `11m`, or `09:11` by the clock. */
  public at(field: Field | undefined): number | undefined {
    const offsetMs = field?.parsed((text) => parseTime(text, this.startMs));
    if (offsetMs !== undefined) this.mention(field!, offsetMs);
    return offsetMs;
  }

  /** Something happens at `offsetMs`. */
  public mention(field: Field, offsetMs: number): void {
    this.mentions.push({ field, offsetMs });
  }

  /** Data is given up to `offsetMs`. */
  public given(offsetMs: number): void {
    this.givenEndMs = Math.max(this.givenEndMs, offsetMs);
  }

  /**
   * How long the test lasts: as long as it says; else to the end of its data, and for a minute after the last moment
   * that it names. What comes after the end is reported.
   */
  public duration(asked: Field | undefined, test: Field): number | undefined {
    if (asked === undefined) return this.naturalDuration(test);
    const durationMs = asked.parsed(parseDuration);
    if (durationMs === 0) return asked.problem('a test has to last for some time; write duration: 30m');
    if (durationMs === undefined) return undefined;
    for (const { field, offsetMs } of this.mentions) {
      if (offsetMs > durationMs) {
        field.problem(`this is after the end of the test; make its duration longer, or leave duration out`);
      }
    }
    return durationMs;
  }

  private naturalDuration(test: Field): number | undefined {
    const lastMs = this.mentions.reduce((latest, { offsetMs }) => Math.max(latest, offsetMs + MINUTE_MS), 0);
    const durationMs = Math.ceil(Math.max(lastMs, this.givenEndMs) / MINUTE_MS) * MINUTE_MS;
    return durationMs > 0 ? durationMs : test.problem('nothing in this test says when it ends; write duration: 30m');
  }
}

/** A length of time that is not nothing. */
export function lengthOf(field: Field | undefined): number | undefined {
  const lengthMs = field?.parsed(parseDuration);
  return lengthMs === 0 ? field!.problem('this has to be longer than nothing; write 1m or 10s') : lengthMs;
}

/** What may be done again and again: `times` and the time between, `every`. */
export function repetitionOf(
  times: Field | undefined,
  every: Field | undefined,
): { readonly times: number; readonly everySeconds: number } {
  if (every !== undefined && times === undefined) every.problem('"every" needs "times": how often it happens');
  return { times: times?.integer(1) ?? 1, everySeconds: (lengthOf(every) ?? MINUTE_MS) / 1000 };
}
