import type { AlarmState } from '../run-record';
import type { MetricAlarm } from './metric-alarm';

/** A day of minutes: how far ahead an alarm is looked at, at most. */
const MOST_TICKS_AHEAD = 1440;

/**
 * Alarms of one cadence, and when each has to be evaluated again. CloudWatch evaluates every minute; nearly always
 * nothing changes. As long as no sample arrives, what the next evaluations give is known: they are done at once, while
 * the alarm's data is at hand, and the alarm sleeps until the first of them that changes its state. A sample wakes it.
 */
export class AlarmSchedule {
  /** When each alarm wakes, in the order of `alarms`. */
  private readonly wakesAtMs: Float64Array;
  /** How far each looks ahead. Doubles as long as nothing arrives, so that never more than half of it is in vain. */
  private readonly ticksAhead: Uint16Array;
  private seenChanges = -1;

  public constructor(
    public readonly stepMs: number,
    private readonly alarms: readonly MetricAlarm[],
    /** How many samples arrived so far. */
    private readonly changesOfStore: () => number,
  ) {
    this.wakesAtMs = new Float64Array(alarms.length).fill(Number.NEGATIVE_INFINITY);
    this.ticksAhead = new Uint16Array(alarms.length);
  }

  /** Evaluates at `nowMs` the alarms that it can tell something new of; `evaluate` gives the state that one is then in. */
  public run(nowMs: number, createdMs: number, evaluate: (alarm: MetricAlarm) => AlarmState): void {
    const { alarms, wakesAtMs, ticksAhead, seenChanges } = this;
    const changes = this.changesOfStore();
    const quiet = changes === seenChanges;
    this.seenChanges = changes;
    for (let index = 0; index < alarms.length; index++) {
      const touched = !quiet && alarms[index]!.hasChangedSince(seenChanges);
      if (!touched && nowMs < wakesAtMs[index]!) continue;
      const alarm = alarms[index]!;
      const ahead = touched ? 0 : ticksAhead[index]!;
      const state = evaluate(alarm);
      wakesAtMs[index] = alarm.leavesAt(nowMs, ahead, state, createdMs);
      ticksAhead[index] = Math.min(2 * ahead + 1, MOST_TICKS_AHEAD);
    }
  }
}
