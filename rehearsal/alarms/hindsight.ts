import type { MetricReader } from '../metrics/metric-reader';
import type { AlarmRecord, AlarmState } from '../run-record';
import type { AlarmModel, CompositeAlarmModel, Model } from '../template/model';
import { childrenOf, parseAlarmRule } from './alarm-rule';
import type { Band } from './band';
import type { Explanation } from './explanation';
import { MetricAlarm } from './metric-alarm';

/** What of an alarm can be changed in thought. */
export type AlarmChanges = Partial<
  Pick<AlarmModel, 'threshold' | 'evaluationPeriods' | 'datapointsToAlarm' | 'treatMissingData' | 'comparisonOperator'>
>;

type Transitions = AlarmRecord['transitions'];

export interface HindsightOptions {
  readonly model: Pick<Model, 'alarms' | 'compositeAlarms'>;
  readonly reader: MetricReader;
  readonly startMs: number;
  readonly endMs: number;
  /** The given bands, by the name of their alarm. */
  readonly bands: ReadonlyMap<string, Band>;
  /** What the alarms did, by name. */
  readonly transitionsOf: (alarm: string) => Transitions;
}

/** Looks back at a finished run: why an alarm had its state, and what it would have done if it were another. */
export class Hindsight {
  public constructor(private readonly options: HindsightOptions) {}

  /** @throws RangeError for an alarm that the template does not have. */
  public explain(name: string, atMs: number): Explanation {
    const composite = this.options.model.compositeAlarms.find((alarm) => alarm.name === name);
    if (composite !== undefined) return this.explainComposite(composite, atMs);
    const alarm = this.prepare(this.modelOf(name));
    const { stepMs } = alarm;
    const evaluatedMs = Math.floor(atMs / stepMs) * stepMs;
    return alarm.explainAt(evaluatedMs, this.stateOf(name, evaluatedMs - 1), this.options.startMs);
  }

  /** @throws RangeError for a metric alarm that the template does not have. */
  public replay(name: string, changes: AlarmChanges): Transitions {
    const alarm = this.prepare({ ...this.modelOf(name), ...changes });
    if (alarm.problems.length > 0) return [];
    const transitions: Transitions[number][] = [];
    const { stepMs } = alarm;
    let state: AlarmState = 'INSUFFICIENT_DATA';
    for (let atMs = Math.ceil(this.options.startMs / stepMs) * stepMs; atMs <= this.options.endMs; atMs += stepMs) {
      const change = alarm.changeAt(atMs, state, this.options.startMs);
      if (change === undefined) continue;
      state = change.state;
      transitions.push({ atMs, state, reason: change.reason });
    }
    return transitions;
  }

  private explainComposite({ name, alarmRule }: CompositeAlarmModel, atMs: number): Explanation {
    const { alarms, compositeAlarms } = this.options.model;
    const nameOf = (child: string) => [...alarms, ...compositeAlarms].find(({ arn }) => arn === child)?.name ?? child;
    const children = childrenIn(alarmRule).map(nameOf);
    return {
      kind: 'composite',
      alarm: name,
      atMs,
      state: this.stateOf(name, atMs),
      rule: alarmRule,
      children: children.map((alarm) => ({ alarm, state: this.stateOf(alarm, atMs) })),
    };
  }

  private stateOf(name: string, atMs: number): AlarmState {
    return this.options.transitionsOf(name).findLast((change) => change.atMs <= atMs)?.state ?? 'INSUFFICIENT_DATA';
  }

  private modelOf(name: string): AlarmModel {
    const model = this.options.model.alarms.find((alarm) => alarm.name === name);
    if (model === undefined) throw new RangeError(`there is no metric alarm "${name}" in the template`);
    return model;
  }

  private prepare(model: AlarmModel): MetricAlarm {
    const { reader, bands } = this.options;
    const band = bands.get(model.name);
    return new MetricAlarm({ model, reader, note: () => undefined, ...(band === undefined ? {} : { band }) });
  }
}

/** A rule that does not parse has none: its alarm is never evaluated. */
function childrenIn(alarmRule: string): string[] {
  try {
    return childrenOf(parseAlarmRule(alarmRule));
  } catch {
    return [];
  }
}
