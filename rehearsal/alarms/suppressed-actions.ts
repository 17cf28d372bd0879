import { type Clock, Phase } from '../clock';
import type { AlarmState } from '../run-record';
import type { AlarmModel, CompositeAlarmModel, NotRehearsed } from '../template/model';
import type { Trace } from '../trace';
import { ActionSuppression, type ActionsSuppressedBy, suppressedReason } from './action-suppression';
import { actionsFor } from './action-target';
import type { AlarmChange } from './alarm-message';
import type { NoteInferredRule } from './inferred-rules';

export interface SuppressedActionsProps {
  readonly alarms: readonly Pick<AlarmModel, 'name' | 'arn'>[];
  readonly composites: readonly CompositeAlarmModel[];
  readonly stateOf: (alarm: string) => AlarmState;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly note: NoteInferredRule;
  /** Told of the changes whose actions nothing suppresses, when they have to run. */
  readonly pass: (change: AlarmChange) => void;
}

interface SuppressedAlarm {
  readonly suppression: ActionSuppression;
  readonly suppressor: string;
  /** The last change. */
  change?: AlarmChange;
  /** It is so new that `suppression` does not know of it yet. */
  isNew: boolean;
  toldOf?: ActionsSuppressedBy;
  timerMs?: number;
}

/** The suppressors of composite alarms: holds changes back and passes them on when their actions have to run. */
export class SuppressedActions {
  public readonly findings: readonly NotRehearsed[];
  private readonly suppressed = new Map<string, SuppressedAlarm>();
  private readonly bySuppressor = new Map<string, SuppressedAlarm[]>();

  public constructor(private readonly props: SuppressedActionsProps) {
    const { alarms, composites } = props;
    const names = new Map(
      [...alarms, ...composites].flatMap(({ name, arn }) => [[name, name] as const, [arn, name] as const]),
    );
    this.findings = composites.flatMap((model) => suppressorFindings(model, names));
    for (const model of composites) {
      const suppressor = names.get(model.actionsSuppressor ?? '');
      if (suppressor === undefined || !model.actionsEnabled) continue;
      const alarm: SuppressedAlarm = {
        suppressor,
        suppression: new ActionSuppression({
          waitPeriod: (model.waitPeriodSeconds ?? 0) * 1000,
          extensionPeriod: (model.extensionPeriodSeconds ?? 0) * 1000,
          composite: props.stateOf(model.name),
          suppressor: props.stateOf(suppressor),
        }),
        isNew: false,
      };
      this.suppressed.set(model.name, alarm);
      this.bySuppressor.set(suppressor, [...(this.bySuppressor.get(suppressor) ?? []), alarm]);
    }
  }

  /** Any alarm has changed. */
  public onChange(change: AlarmChange): void {
    const { name } = change.model;
    for (const alarm of this.bySuppressor.get(name) ?? []) {
      const leavesNothing = change.previous.state === 'ALARM' && alarm.suppression.suppressedBy === undefined;
      if (leavesNothing) this.props.note('extensionNeedsChange');
      this.settleAt(change.atMs, alarm);
    }
    const alarm = this.suppressed.get(name);
    if (alarm === undefined) {
      this.props.pass(change);
      return;
    }
    alarm.change = change;
    alarm.isNew = true;
    this.settleAt(change.atMs, alarm);
  }

  /** Whether actions that are due for another reason than a change have to wait for the suppressor. */
  public holds(name: string): boolean {
    const alarm = this.suppressed.get(name);
    if (alarm === undefined || !alarm.suppression.holds()) return false;
    this.tell(alarm);
    return true;
  }

  /** In `Phase.TIMERS` all alarms of the instant have been evaluated: their order cannot matter. */
  private settleAt(atMs: number, alarm: SuppressedAlarm): void {
    this.props.clock.schedule(atMs, Phase.TIMERS, () => this.settle(alarm));
  }

  private settle(alarm: SuppressedAlarm): void {
    const { suppression, suppressor, change, isNew } = alarm;
    const nowMs = this.props.clock.now();
    suppression.onSuppressor(this.props.stateOf(suppressor), nowMs);
    if (isNew) {
      suppression.onComposite(change!.to, nowMs);
      alarm.isNew = false;
      alarm.toldOf = undefined;
    }
    if (suppression.onTimer(nowMs) !== undefined) {
      this.release(change!, alarm.toldOf);
      alarm.toldOf = undefined;
    }
    this.tell(alarm);
    const { nextTimer } = suppression;
    if (nextTimer !== undefined && nextTimer !== alarm.timerMs) this.settleAt(nextTimer, alarm);
    alarm.timerMs = nextTimer;
  }

  /** Actions that run late are told as an update of the state to itself, at the time at which they run. */
  private release(change: AlarmChange, suppressedBy: ActionsSuppressedBy | undefined): void {
    if (suppressedBy === undefined) {
      this.props.pass(change);
      return;
    }
    const { model, to, reason, reasonData, atMs: sinceMs } = change;
    const previous = { arn: model.arn, state: to, sinceMs, reason, reasonData, suppressedBy };
    this.props.note('suppressedMessage');
    this.props.pass({ ...change, atMs: this.props.clock.now(), previous });
  }

  private tell(alarm: SuppressedAlarm): void {
    const { suppressedBy } = alarm.suppression;
    if (suppressedBy === undefined || suppressedBy === alarm.toldOf) return;
    alarm.toldOf = suppressedBy;
    const { model, to } = alarm.change!;
    if (actionsFor(model, to).length === 0) return;
    this.props.trace.add({
      atMs: this.props.clock.now(),
      kind: 'actionsSuppressed',
      alarmName: model.name,
      state: to,
      actionsSuppressedBy: suppressedBy,
      reason: suppressedReason(suppressedBy),
    });
  }
}

function suppressorFindings(model: CompositeAlarmModel, names: ReadonlyMap<string, string>): NotRehearsed[] {
  const { logicalId, actionsSuppressor, waitPeriodSeconds, extensionPeriodSeconds } = model;
  if (actionsSuppressor === undefined) return [];
  const findings: NotRehearsed[] = [];
  const report = (property: string, what: string) => findings.push({ where: `${logicalId}.${property}`, what });
  if (!names.has(actionsSuppressor)) {
    report('ActionsSuppressor', `there is no alarm ${actionsSuppressor} in this stack: it never suppresses`);
  }
  const required = 'CloudWatch requires it with a suppressor: rehearsed as 0 seconds';
  if (waitPeriodSeconds === undefined) report('ActionsSuppressorWaitPeriod', required);
  if (extensionPeriodSeconds === undefined) report('ActionsSuppressorExtensionPeriod', required);
  return findings;
}
