import { type Clock, Phase } from '../clock';
import type { MetricReader } from '../metrics/metric-reader';
import type { AlarmState } from '../run-record';
import type { Model, NotRehearsed } from '../template/model';
import type { Trace } from '../trace';
import { type AlarmAction, AlarmActions } from './alarm-actions';
import type { AlarmChange, AlarmPlace, AlarmStateSince } from './alarm-message';
import { countsInPercent, isTrue, mixesWithoutBrackets } from './alarm-rule';
import { AlarmSchedule } from './alarm-schedule';
import type { Band } from './band';
import { byName } from './by-name';
import { type CompositeAlarm, prepareCompositeAlarms } from './composite-alarm';
import { INFERRED_RULES, type NoteInferredRule } from './inferred-rules';
import { MetricAlarm } from './metric-alarm';
import { longTime, messageTime } from './wording';

export type { AlarmAction } from './alarm-actions';

/** What an engine needs. `act` is called in `Phase.ACTIONS`. */
export interface AlarmEngineProps {
  readonly model: Pick<Model, 'alarms' | 'compositeAlarms' | 'muteRules' | 'region' | 'account'>;
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
  private readonly schedules: readonly AlarmSchedule[];
  private readonly composites: readonly CompositeAlarm[];
  private readonly parents: ReadonlyMap<string, readonly CompositeAlarm[]>;
  private readonly actions: AlarmActions;
  private readonly states = new Map<string, AlarmStateSince>();
  private readonly inferred = new Set<string>();
  /** Composite → its children that changed since it was evaluated; composites that are not in it have nothing to do. */
  private readonly changedChildren = new Map<CompositeAlarm, readonly string[]>();
  private compositesAreDue = false;
  private createdAtMs = 0;

  public constructor(private readonly props: AlarmEngineProps) {
    const { model, reader, clock, trace, act } = props;
    const { alarms, compositeAlarms } = model;
    const note: NoteInferredRule = (rule) => this.inferred.add(INFERRED_RULES[rule]);
    const prepared = [...alarms].sort(byName).map((alarm) => {
      const band = props.bands?.get(alarm.name);
      return new MetricAlarm({ model: alarm, reader, note, ...(band === undefined ? {} : { band }) });
    });
    const evaluated = prepared.filter(({ problems }) => problems.length === 0);
    this.schedules = [...new Set(evaluated.map(({ stepMs }) => stepMs))].map((stepMs) => {
      const due = evaluated.filter((alarm) => alarm.stepMs === stepMs);
      return new AlarmSchedule(stepMs, due, () => reader.changes);
    });
    const names = new Set(evaluated.map((alarm) => alarm.model.name));
    const idle = new Set(alarms.map(({ name }) => name).filter((name) => !names.has(name)));
    const composites = prepareCompositeAlarms(compositeAlarms, alarms, idle);
    this.composites = composites.ordered;
    this.parents = parentsOf(this.composites);
    this.createAlarms();
    const stateOf = (alarm: string) => this.states.get(alarm)!.state;
    this.actions = new AlarmActions({ model, clock, trace, place: () => this.place, stateOf, act, note });
    this.findings = [...prepared.flatMap(({ problems }) => problems), ...composites.findings, ...this.actions.findings];
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
    for (const schedule of this.schedules) {
      this.evaluateAgainAndAgain(schedule, Math.ceil(now / schedule.stepMs) * schedule.stepMs);
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
      const reason = 'Unchecked: Initial alarm creation';
      this.states.set(name, { arn, state: 'INSUFFICIENT_DATA', sinceMs: now, reason });
    }
  }

  private evaluateAgainAndAgain(schedule: AlarmSchedule, atMs: number): void {
    this.props.clock.schedule(atMs, Phase.METRIC_ALARMS, () => {
      schedule.run(atMs, this.createdAtMs, (alarm) => {
        this.evaluateMetricAlarm(alarm);
        return this.states.get(alarm.model.name)!.state;
      });
      this.evaluateAgainAndAgain(schedule, atMs + schedule.stepMs);
    });
  }

  private evaluateMetricAlarm(alarm: MetricAlarm): void {
    const { model } = alarm;
    const atMs = this.props.clock.now();
    const previous = this.states.get(model.name)!;
    const next = alarm.changeAt(atMs, previous.state, this.createdAtMs);
    if (next === undefined) return;
    const { state: to, reason, reasonData } = next;
    this.enter({ model, atMs, to, reason, reasonData, previous, triggering: [] });
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
    const previous = this.states.get(model.name)!;
    if (to === previous.state) return;
    const triggering = changed.map((name) => this.states.get(name)!);
    const first = triggering[0];
    const reason =
      previous.state === 'INSUFFICIENT_DATA' || first === undefined
        ? `${model.arn} was created and its alarm rule evaluates to ${to}`
        : `${first.arn} transitioned to ${first.state} at ${longTime(first.sinceMs)}`;
    const reasonData = {
      triggeringAlarms: triggering.map(({ arn, state, sinceMs }) => ({
        arn,
        state: { value: state, timestamp: messageTime(sinceMs) },
      })),
    };
    this.enter({ model, atMs: this.props.clock.now(), to, reason, reasonData, previous, triggering });
  }

  /** Makes a change: tells the trace, the composites above and whoever runs the actions. */
  private enter(change: AlarmChange): void {
    const { model, atMs, to, reason, reasonData, previous } = change;
    const { name, arn, severity } = model;
    this.states.set(name, { arn, state: to, sinceMs: atMs, reason, reasonData });
    const asked = severity === undefined ? {} : { severity };
    this.props.trace.add({ atMs, kind: 'alarm', name, ...asked, from: previous.state, to, reason, reasonData });
    for (const parent of this.parents.get(name) ?? []) {
      this.changedChildren.set(parent, [...(this.changedChildren.get(parent) ?? []), name]);
      this.scheduleComposites();
    }
    this.actions.onChange(change);
  }
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
