import { type Clock, Phase } from '../clock';
import type { AlarmState } from '../run-record';
import type { AlarmModel, MuteRuleModel, NotRehearsed } from '../template/model';
import type { Trace } from '../trace';
import { IANAZone } from '../vendor/luxon';
import { ActionMuting } from './action-muting';
import { actionsFor } from './action-target';
import type { AlarmChange } from './alarm-message';
import type { NoteInferredRule } from './inferred-rules';
import { type MuteSchedule, muteSchedule } from './mute-schedule';
import { longTime } from './wording';

export interface MutedActionsProps {
  readonly alarms: readonly Pick<AlarmModel, 'name' | 'arn'>[];
  readonly muteRules: readonly MuteRuleModel[];
  readonly stateOf: (alarm: string) => AlarmState;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly note: NoteInferredRule;
  /** Told of the changes whose actions have to run, and whether that is because a mute window has ended. */
  readonly pass: (change: AlarmChange, afterMuteWindow: boolean) => void;
}

interface ActiveRule {
  readonly name: string;
  readonly schedule: MuteSchedule;
}

interface MutedAlarm {
  readonly muting: ActionMuting;
  readonly rules: ActiveRule[];
  /** The last change whose actions were muted. */
  change?: AlarmChange;
  timerMs?: number;
}

/** What CloudWatch allows: PT1M to P15D. */
const DURATION_SECONDS = { minimum: 60, maximum: 15 * 86_400 };
const MAXIMUM_TARGETS = 100;

/** The mute rules of a stack: holds changes back while a window is active, and passes on those that are still owed then. */
export class MutedActions {
  public readonly findings: readonly NotRehearsed[];
  private readonly muted = new Map<string, MutedAlarm>();

  public constructor(private readonly props: MutedActionsProps) {
    const names = new Map(props.alarms.flatMap(({ name, arn }) => [[name, name] as const, [arn, name] as const]));
    this.findings = props.muteRules.flatMap((rule) => this.add(rule, names));
  }

  /** An alarm has changed, and its actions have to run unless they are muted. */
  public onChange(change: AlarmChange): void {
    const alarm = this.muted.get(change.model.name);
    if (alarm === undefined || alarm.muting.onState(change.to, this.props.clock.now())) {
      this.props.pass(change, false);
      return;
    }
    alarm.change = change;
    this.tell(alarm.rules, change);
    this.wait(alarm);
  }

  private add(rule: MuteRuleModel, names: ReadonlyMap<string, string>): NotRehearsed[] {
    const findings: NotRehearsed[] = [];
    const report = (property: string, what: string) => findings.push({ where: `${rule.logicalId}.${property}`, what });
    const { minimum, maximum } = DURATION_SECONDS;
    if (rule.durationSeconds < minimum || rule.durationSeconds > maximum) {
      report('Rule', `CloudWatch refuses it: a window of ${rule.durationSeconds} s, not of 1 minute to 15 days`);
    }
    if (rule.alarmNames.length > MAXIMUM_TARGETS) {
      report(
        'MuteTargets',
        `CloudWatch refuses it: ${rule.alarmNames.length} alarms, at most ${MAXIMUM_TARGETS} are allowed`,
      );
    }
    try {
      const schedule = muteSchedule(rule);
      if (rule.startMs !== undefined) this.props.note('muteStartDate');
      if (!IANAZone.create(rule.timeZone).isUniversal) this.props.note('muteClockChange');
      for (const target of rule.alarmNames) {
        const name = names.get(target);
        if (name === undefined) report('MuteTargets', `there is no alarm ${target} in this stack`);
        else this.rulesOf(name).push({ name: rule.name, schedule });
      }
    } catch (error) {
      report('Rule', `it never mutes: ${(error as Error).message}`);
    }
    return findings;
  }

  private rulesOf(name: string): ActiveRule[] {
    const known = this.muted.get(name);
    if (known !== undefined) return known.rules;
    const rules: ActiveRule[] = [];
    const mutedUntil = (atMs: number) => {
      const ends = rules.flatMap(({ schedule }) => schedule.windowAt(atMs)?.to ?? []);
      return ends.length === 0 ? undefined : Math.max(...ends);
    };
    this.muted.set(name, { rules, muting: new ActionMuting(mutedUntil, this.props.stateOf(name)) });
    return rules;
  }

  private wait(alarm: MutedAlarm): void {
    const { nextTimer } = alarm.muting;
    if (nextTimer === undefined || nextTimer === alarm.timerMs) return;
    alarm.timerMs = nextTimer;
    this.props.clock.schedule(nextTimer, Phase.TIMERS, () => {
      if (alarm.muting.onTimer(this.props.clock.now()) === undefined) {
        this.wait(alarm);
        return;
      }
      this.props.note('mutedMessage');
      this.props.pass(alarm.change!, true);
    });
  }

  private tell(rules: readonly ActiveRule[], { model, to }: AlarmChange): void {
    if (actionsFor(model, to).length === 0) return;
    const atMs = this.props.clock.now();
    const active = rules.flatMap(({ name, schedule }) => {
      const window = schedule.windowAt(atMs);
      return window === undefined ? [] : [{ name, to: window.to }];
    });
    const names = active.map(({ name }) => name).sort();
    const until = longTime(Math.max(...active.map((window) => window.to)));
    this.props.trace.add({
      atMs,
      kind: 'actionsMuted',
      alarmName: model.name,
      state: to,
      muteRules: names,
      reason: `Actions muted by ${names.join(', ')} until ${until}`,
    });
  }
}
