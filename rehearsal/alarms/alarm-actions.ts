import { type Clock, Phase } from '../clock';
import type { AlarmState } from '../run-record';
import type { Model, NotRehearsed } from '../template/model';
import type { Trace } from '../trace';
import { actionFindings, actionsFor } from './action-target';
import { alarmEvent } from './alarm-event';
import { type AlarmChange, type AlarmPlace, alarmMessage, alarmSubject } from './alarm-message';
import type { NoteInferredRule } from './inferred-rules';
import { MutedActions } from './muted-actions';
import { SuppressedActions } from './suppressed-actions';

/** One action of an alarm that has to run: what CloudWatch would send to `actionArn`. */
export interface AlarmAction {
  readonly atMs: number;
  readonly actionArn: string;
  readonly alarmName: string;
  readonly subject: string;
  /** The SNS `Message`, as an object. */
  readonly message: Record<string, unknown>;
  /** What a Lambda function is invoked with. */
  readonly event: Record<string, unknown>;
  /** It runs because the last mute window has ended. */
  readonly afterMuteWindow: boolean;
}

export interface AlarmActionsProps {
  readonly model: Pick<Model, 'alarms' | 'compositeAlarms' | 'muteRules'>;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly place: () => AlarmPlace;
  readonly stateOf: (alarm: string) => AlarmState;
  /** Called in `Phase.ACTIONS`. */
  readonly act: (action: AlarmAction) => void;
  readonly note: NoteInferredRule;
}

/** From changes of state to actions: a change passes the suppressor of its alarm, then the mute rules, then it is told. */
export class AlarmActions {
  /** Suppressors, mute rules and actions that cannot be rehearsed as they are. */
  public readonly findings: readonly NotRehearsed[];
  private readonly suppressed: SuppressedActions;
  private readonly muted: MutedActions;

  public constructor(private readonly props: AlarmActionsProps) {
    const { clock, trace, stateOf, note } = props;
    const { alarms, compositeAlarms: composites, muteRules } = props.model;
    const all = [...alarms, ...composites];
    this.muted = new MutedActions({
      alarms: all,
      muteRules,
      stateOf,
      clock,
      trace,
      note,
      pass: (change, afterMuteWindow) => this.onUnmuted(change, afterMuteWindow),
    });
    this.suppressed = new SuppressedActions({
      alarms,
      composites,
      stateOf,
      clock,
      trace,
      note,
      pass: (change) => {
        if (change.model.actionsEnabled) this.muted.onChange(change);
      },
    });
    this.findings = [...this.suppressed.findings, ...this.muted.findings, ...all.flatMap(actionFindings)];
  }

  /** An alarm has changed its state. */
  public onChange(change: AlarmChange): void {
    this.suppressed.onChange(change);
  }

  private onUnmuted(change: AlarmChange, afterMuteWindow: boolean): void {
    const { name } = change.model;
    // While its actions were muted, a later change may have come under the suppressor: that one tells of the state then.
    if (afterMuteWindow && (this.props.stateOf(name) !== change.to || this.suppressed.holds(name))) return;
    this.run(change, afterMuteWindow);
  }

  private run(change: AlarmChange, afterMuteWindow: boolean): void {
    const { clock, act } = this.props;
    const place = this.props.place();
    const { model, to } = change;
    const atMs = clock.now();
    for (const actionArn of actionsFor(model, to)) {
      const action: AlarmAction = {
        atMs,
        actionArn,
        alarmName: model.name,
        subject: alarmSubject(model.name, to, place.region),
        message: alarmMessage(change, place, afterMuteWindow),
        event: alarmEvent(change, place),
        afterMuteWindow,
      };
      clock.schedule(atMs, Phase.ACTIONS, () => act(action));
    }
  }
}
