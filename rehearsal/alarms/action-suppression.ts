import type { AlarmState } from '../run-record';

/** What holds the actions of a composite alarm back, in CloudWatch's words. */
export type ActionsSuppressedBy = 'WaitPeriod' | 'ExtensionPeriod' | 'Alarm';

/** Both periods and all instants are in one unit, which the caller chooses. */
export interface ActionSuppressionProps {
  /** How long a change waits for the suppressor to go to ALARM. */
  readonly waitPeriod: number;
  /** How long actions stay suppressed after the suppressor has left ALARM. */
  readonly extensionPeriod: number;
  /** States at the beginning. A composite that begins in ALARM under a suppressor in ALARM has its actions held. */
  readonly composite: AlarmState;
  readonly suppressor: AlarmState;
}

/**
 * Action suppression of one composite alarm, on plain data: changes of the two alarms in, actions and a timer out.
 * What happens at one instant is told in this order: the suppressor, the composite, the timer. A period of 0 is a
 * timer that is due at once.
 */
export class ActionSuppression {
  private composite: AlarmState;
  private suppressing: boolean;
  /** Actions for the state of the composite have to run as soon as nothing suppresses them. */
  private held: boolean;
  private timer: { readonly period: 'WaitPeriod' | 'ExtensionPeriod'; readonly at: number } | undefined;

  public constructor(private readonly props: ActionSuppressionProps) {
    this.composite = props.composite;
    this.suppressing = props.suppressor === 'ALARM';
    this.held = this.suppressing && props.composite === 'ALARM';
  }

  /** When `onTimer` has something to do next. */
  public get nextTimer(): number | undefined {
    return this.timer?.at;
  }

  /** What holds actions back now; `undefined` when none are held. */
  public get suppressedBy(): ActionsSuppressedBy | undefined {
    if (!this.held) return undefined;
    return this.suppressing ? 'Alarm' : this.timer?.period;
  }

  /** The suppressor is in `state` from now on. Going to ALARM discards either period; leaving it begins the extension. */
  public onSuppressor(state: AlarmState, at: number): void {
    const suppressing = state === 'ALARM';
    if (suppressing === this.suppressing) return;
    this.suppressing = suppressing;
    this.timer = undefined;
    if (!suppressing && this.held) this.timer = { period: 'ExtensionPeriod', at: at + this.props.extensionPeriod };
  }

  /** The composite has changed to `state`. Unless the suppressor is in ALARM, a wait period begins and discards any other. */
  public onComposite(state: AlarmState, at: number): void {
    this.composite = state;
    this.held = true;
    if (!this.suppressing) this.timer = { period: 'WaitPeriod', at: at + this.props.waitPeriod };
  }

  /** Actions have become due for another reason than a change (a mute window ended): whether the suppressor holds them. */
  public holds(): boolean {
    if (this.suppressing) this.held = true;
    return this.held;
  }

  /** Ends a period that is over at `at`: the state whose actions run now. */
  public onTimer(at: number): AlarmState | undefined {
    if (this.timer === undefined || this.timer.at > at) return undefined;
    this.timer = undefined;
    this.held = false;
    return this.composite;
  }
}

/** The reason that CloudWatch gives beside `ActionsSuppressedBy`. */
export function suppressedReason(by: ActionsSuppressedBy): string {
  return `Actions suppressed by ${by}`;
}
