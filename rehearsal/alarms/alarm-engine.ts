import { type Clock, Phase } from '../clock';
import type { MetricReader } from '../metrics/metric-reader';
import type { AlarmState } from '../run-record';
import type { AlarmModel, CompositeAlarmModel, Model, NotRehearsed } from '../template/model';
import type { Trace } from '../trace';
import {
  type AlarmPlace,
  type AlarmStateSince,
  alarmSubject,
  compositeAlarmMessage,
  metricAlarmMessage,
  type StateChange,
} from './alarm-message';
import { countsInPercent, isTrue, mixesWithoutBrackets } from './alarm-rule';
import type { Band } from './band';
import { type CompositeAlarm, prepareCompositeAlarms } from './composite-alarm';
import { INFERRED_RULES, type NoteInferredRule } from './inferred-rules';
import { MetricAlarm } from './metric-alarm';
import { ScheduledAlarm } from './scheduled-alarm';
import { severityOf } from './severity';
import { longTime, messageTime } from './wording';

/** One action of an alarm that has to run: what CloudWatch would send to `actionArn`. */
export interface AlarmAction {
  readonly atMs: number;
  readonly actionArn: string;
  readonly alarmName: string;
  readonly subject: string;
  /** The SNS `Message`, as an object. */
  readonly message: Record<string, unknown>;
}

/** What an engine needs. `act` is called in `Phase.ACTIONS`. */
export interface AlarmEngineProps {
  readonly model: Pick<Model, 'alarms' | 'compositeAlarms' | 'region' | 'account'>;
  readonly reader: MetricReader;
  readonly clock: Clock;
  readonly trace: Trace;
  /** What anomaly-detection alarms compare with, by the name of the alarm. @default - nothing */
  readonly bands?: ReadonlyMap<string, Band>;
  readonly act: (action: AlarmAction) => void;
}

/** Evaluates the alarms of a stack in virtual time and runs their actions. A new alarm is INSUFFICIENT_DATA. */
export class AlarmEngine {
  /** What it cannot evaluate; those alarms stay INSUFFICIENT_DATA. */
  public readonly findings: readonly NotRehearsed[];
  private readonly metricAlarms: readonly ScheduledAlarm[];
  private readonly composites: readonly CompositeAlarm[];
  private readonly parents: ReadonlyMap<string, readonly CompositeAlarm[]>;
  private readonly states = new Map<string, AlarmStateSince>();
  private readonly inferred = new Set<string>();
  /** Composite → its children that changed since it was evaluated; composites that are not in it have nothing to do. */
  private readonly changedChildren = new Map<CompositeAlarm, readonly string[]>();
  private compositesAreDue = false;
  private createdAtMs = 0;

  public constructor(private readonly props: AlarmEngineProps) {
    const { alarms, compositeAlarms } = props.model;
    const note: NoteInferredRule = (rule) => this.inferred.add(INFERRED_RULES[rule]);
    const all = alarms.map((model) => {
      const band = props.bands?.get(model.name);
      return new MetricAlarm({ model, reader: props.reader, note, ...(band === undefined ? {} : { band }) });
    });
    const composites = prepareCompositeAlarms(compositeAlarms, alarms);
    this.metricAlarms = all
      .filter(({ problems }) => problems.length === 0)
      .map((alarm) => new ScheduledAlarm(alarm, () => props.reader.changes));
    this.composites = composites.ordered;
    this.parents = parentsOf(this.composites);
    this.findings = [...all.flatMap(({ problems }) => problems), ...composites.findings];
    this.createAlarms();
    if (this.composites.some(({ rule }) => mixesWithoutBrackets(rule))) note('rulePrecedence');
    if (this.composites.some(({ rule }) => countsInPercent(rule))) note('atLeastPercent');
  }

  /** Undocumented rules that results so far relied on. */
  public get inferredRules(): string[] {
    return [...this.inferred];
  }

  /** The state of the alarm `name`; `undefined` if there is no such alarm. */
  public stateOf(name: string): AlarmState | undefined {
    return this.states.get(name)?.state;
  }

  /** Creates the alarms at the clock's present and evaluates them from then on, as long as the clock runs. */
  public start(): void {
    const now = this.props.clock.now();
    this.createAlarms();
    for (const seconds of new Set(this.metricAlarms.map(({ alarm }) => alarm.cadenceSeconds))) {
      const due = this.metricAlarms.filter(({ alarm }) => alarm.cadenceSeconds === seconds);
      const stepMs = seconds * 1000;
      this.evaluateAgainAndAgain(due, Math.ceil(now / stepMs) * stepMs, stepMs);
    }
    for (const composite of this.composites) this.changedChildren.set(composite, []);
    this.scheduleComposites();
  }

  private get place(): AlarmPlace {
    const { account, region } = this.props.model;
    return { account, region, configuredAtMs: this.createdAtMs };
  }

  private createAlarms(): void {
    const { alarms, compositeAlarms } = this.props.model;
    const now = this.props.clock.now();
    this.createdAtMs = now;
    for (const { name, arn } of [...alarms, ...compositeAlarms]) {
      this.states.set(name, { arn, state: 'INSUFFICIENT_DATA', sinceMs: now });
    }
  }

  private evaluateAgainAndAgain(alarms: readonly ScheduledAlarm[], atMs: number, stepMs: number): void {
    this.props.clock.schedule(atMs, Phase.METRIC_ALARMS, () => {
      for (const scheduled of alarms) {
        if (!scheduled.isDue(atMs)) continue;
        this.evaluateMetricAlarm(scheduled.alarm);
        scheduled.evaluated(atMs, this.states.get(scheduled.alarm.model.name)!.state, this.createdAtMs);
      }
      this.evaluateAgainAndAgain(alarms, atMs + stepMs, stepMs);
    });
  }

  private evaluateMetricAlarm(alarm: MetricAlarm): void {
    const { model } = alarm;
    const from = this.states.get(model.name)!.state;
    const next = alarm.changeAt(this.props.clock.now(), from, this.createdAtMs);
    if (next === undefined) return;
    const { state: to, reason, reasonData } = next;
    const change = { atMs: this.props.clock.now(), from, to, reason };
    this.enter(model, change, reasonData, () => metricAlarmMessage(model, change, this.place));
  }

  private scheduleComposites(): void {
    if (this.compositesAreDue) return;
    this.compositesAreDue = true;
    this.props.clock.schedule(this.props.clock.now(), Phase.COMPOSITE_ALARMS, () => {
      // In order, children first: a composite that changes here reaches its parents in the same pass.
      for (const composite of this.composites) this.evaluateComposite(composite);
      this.compositesAreDue = false;
    });
  }

  private evaluateComposite(composite: CompositeAlarm): void {
    const { model, rule, children } = composite;
    const changed = this.changedChildren.get(composite);
    if (changed === undefined) return;
    this.changedChildren.delete(composite);
    const to = isTrue(rule, (child) => this.states.get(children.get(child) ?? '')?.state ?? 'INSUFFICIENT_DATA')
      ? 'ALARM'
      : 'OK';
    const from = this.states.get(model.name)!.state;
    if (to === from) return;
    const triggering = changed.map((name) => this.states.get(name)!);
    const first = triggering[0];
    const reason =
      from === 'INSUFFICIENT_DATA' || first === undefined
        ? `${model.arn} was created and its alarm rule evaluates to ${to}`
        : `${first.arn} transitioned to ${first.state} at ${longTime(first.sinceMs)}`;
    const change = { atMs: this.props.clock.now(), from, to, reason } as const;
    const reasonData = {
      triggeringAlarms: triggering.map(({ arn, state, sinceMs }) => ({
        arn,
        state: { value: state, timestamp: messageTime(sinceMs) },
      })),
    };
    this.enter(model, change, reasonData, () => compositeAlarmMessage(model, change, this.place, triggering));
  }

  /** Makes a change: tells the trace, the composites above and, if actions are enabled, whoever the actions name. */
  private enter(
    model: AlarmModel | CompositeAlarmModel,
    change: StateChange,
    reasonData: Readonly<Record<string, unknown>>,
    messageOf: () => Record<string, unknown>,
  ): void {
    const { atMs, from, to, reason } = change;
    const { name, arn } = model;
    this.states.set(name, { arn, state: to, sinceMs: atMs });
    const severity = severityOf(model);
    const asked = severity === undefined ? {} : { severity };
    this.props.trace.add({ atMs, kind: 'alarm', name, ...asked, from, to, reason, reasonData });
    for (const parent of this.parents.get(name) ?? []) {
      this.changedChildren.set(parent, [...(this.changedChildren.get(parent) ?? []), name]);
      this.scheduleComposites();
    }
    if (!model.actionsEnabled) return;
    for (const actionArn of actionsFor(model, to)) {
      const subject = alarmSubject(name, to, this.place.region);
      const action = { atMs, actionArn, alarmName: name, subject, message: messageOf() };
      this.props.clock.schedule(atMs, Phase.ACTIONS, () => this.props.act(action));
    }
  }
}

function actionsFor(model: AlarmModel | CompositeAlarmModel, state: AlarmState): readonly string[] {
  if (state === 'OK') return model.okActions;
  return state === 'ALARM' ? model.alarmActions : model.insufficientDataActions;
}

/** Alarm → the composites whose rule it is in. */
function parentsOf(composites: readonly CompositeAlarm[]): Map<string, CompositeAlarm[]> {
  const parents = new Map<string, CompositeAlarm[]>();
  for (const composite of composites) {
    for (const child of new Set(composite.children.values())) {
      parents.set(child, [...(parents.get(child) ?? []), composite]);
    }
  }
  return parents;
}
