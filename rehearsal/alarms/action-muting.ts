import type { AlarmState } from '../run-record';

/** Until when the actions of an alarm are muted, as far as the windows that are active at `at` say; `undefined`: not at all. */
export type MutedUntil = (at: number) => number | undefined;

/** One mute window: from `from`, until just before `to`. */
export interface MuteWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * What mute rules do to the actions of one alarm, on plain data. Its state goes on changing; when the last active
 * window ends, the actions for the state run if it is another one than before the mute.
 */
export class ActionMuting {
  private muted: { readonly before: AlarmState; readonly until: number } | undefined;

  /** `state` is the one that the alarm begins in: its actions are not owed to anybody. */
  public constructor(
    private mutedUntil: MutedUntil,
    private state: AlarmState,
  ) {}

  /** When `onTimer` has something to do next. */
  public get nextTimer(): number | undefined {
    return this.muted?.until;
  }

  /** The alarm has changed to `state`: whether its actions run now. */
  public onState(state: AlarmState, at: number): boolean {
    const until = this.mutedUntil(at);
    this.muted = until === undefined ? undefined : { before: this.muted?.before ?? this.state, until };
    this.state = state;
    return until === undefined;
  }

  /** A rule was changed or deleted, or the alarm left its targets: the windows are others from now on. */
  public replaceWindows(mutedUntil: MutedUntil, at: number): void {
    this.mutedUntil = mutedUntil;
    if (this.muted !== undefined) this.muted = { ...this.muted, until: this.mutedUntil(at) ?? at };
  }

  /** At the end of a window: the state whose actions run now, after the mute. */
  public onTimer(at: number): AlarmState | undefined {
    if (this.muted === undefined || this.muted.until > at) return undefined;
    const { before } = this.muted;
    const until = this.mutedUntil(at);
    this.muted = until === undefined ? undefined : { before, until };
    return until === undefined && this.state !== before ? this.state : undefined;
  }
}
