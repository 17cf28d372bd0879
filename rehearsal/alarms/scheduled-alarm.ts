import type { AlarmState } from '../run-record';
import type { MetricAlarm } from './metric-alarm';

/** A day of minutes: how far ahead an alarm is looked at, at most. */
const MOST_TICKS_AHEAD = 1440;

/**
 * An alarm, and when it has to be evaluated again. CloudWatch evaluates every minute; nearly always nothing changes.
 * As long as no sample arrives, what the next evaluations give is known: they are done at once, while the alarm's data
 * is at hand, and the alarm sleeps until the first of them that changes its state. A sample wakes it.
 */
export class ScheduledAlarm {
  private awakeAtMs = Number.NEGATIVE_INFINITY;
  private seenChanges = -1;
  /** Doubles as long as nothing arrives, so that looking ahead is never more than half in vain. */
  private ticksAhead = 0;

  public constructor(
    public readonly alarm: MetricAlarm,
    private readonly changesOfStore: () => number,
  ) {}

  /** Whether an evaluation at `nowMs` can give something new. */
  public isDue(nowMs: number): boolean {
    const changes = this.changesOfStore();
    if (changes !== this.seenChanges) {
      const touched = this.alarm.hasChangedSince(this.seenChanges);
      this.seenChanges = changes;
      if (touched) {
        this.ticksAhead = 0;
        return true;
      }
    }
    return nowMs >= this.awakeAtMs;
  }

  /** Takes in that the alarm was evaluated at `nowMs` and is in `state`, and looks ahead. */
  public evaluated(nowMs: number, state: AlarmState, createdMs: number): void {
    this.awakeAtMs = this.alarm.leavesAt(nowMs, this.ticksAhead, state, createdMs);
    this.ticksAhead = Math.min(2 * this.ticksAhead + 1, MOST_TICKS_AHEAD);
  }
}
