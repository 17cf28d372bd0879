import { type AlarmAction, AlarmEngine } from '../../rehearsal/alarms/alarm-engine';
import { Clock } from '../../rehearsal/clock';
import { MetricReader } from '../../rehearsal/metrics/metric-reader';
import { MetricStore } from '../../rehearsal/metrics/metric-store';
import type { AlarmState } from '../../rehearsal/run-record';
import type { AlarmModel, CompositeAlarmModel, MuteRuleModel } from '../../rehearsal/template/model';
import { Trace } from '../../rehearsal/trace';
import { alarmModel, arnOf, PLACE } from './alarm-config';

const MINUTE_MS = 60_000;

export interface StageProps {
  readonly alarms: readonly AlarmModel[];
  readonly compositeAlarms?: readonly CompositeAlarmModel[];
  readonly muteRules?: readonly MuteRuleModel[];
  /** Where the engine is, when not at `PLACE`. */
  readonly place?: { readonly region: string; readonly account: string };
}

/** The engine on its clock, with the alarms of a case and everything that they do. */
export class AlarmStage {
  public readonly clock: Clock;
  public readonly trace = new Trace();
  public readonly actions: AlarmAction[] = [];
  public readonly engine: AlarmEngine;
  private readonly store = new MetricStore();

  public constructor({ place = PLACE, ...props }: StageProps, startMs: number) {
    this.clock = new Clock(startMs);
    this.engine = new AlarmEngine({
      model: { compositeAlarms: [], muteRules: [], ...place, ...props },
      reader: new MetricReader(this.store),
      clock: this.clock,
      trace: this.trace,
      act: (action) => this.actions.push(action),
    });
  }

  /** One sample of the metric that an alarm watches. */
  public put({ metrics, periodSeconds }: AlarmModel, timestampMs: number, value: number): void {
    const { namespace, metricName, dimensions } = metrics.find(({ metric }) => metric !== undefined)!.metric!;
    const storageResolution = periodSeconds < 60 ? 1 : 60;
    this.store.put({ namespace, metricName, dimensions, timestampMs, values: [value], storageResolution });
  }

  /** Gives a switch the samples that make it have `states`, each from its instant (a full minute) on, until `endMs`. */
  public drive(
    alarm: AlarmModel,
    states: readonly { readonly atMs: number; readonly state: AlarmState }[],
    endMs: number,
  ) {
    states.forEach(({ atMs, state }, index) => {
      const next = states[index + 1];
      const untilMs = next?.atMs ?? endMs;
      if (state === 'INSUFFICIENT_DATA') return;
      // An alarm loses its data when three minutes are empty: they have to be over when it should.
      const emptyMs = (next?.state === 'INSUFFICIENT_DATA' ? 3 : 1) * MINUTE_MS;
      for (let minuteMs = atMs - MINUTE_MS; minuteMs < untilMs - emptyMs; minuteMs += MINUTE_MS) {
        this.put(alarm, minuteMs, state === 'ALARM' ? 1 : 0);
      }
    });
  }
}

/** An alarm whose state `AlarmStage.drive` decides. */
export function switchAlarm(name: string, overrides: Partial<AlarmModel> = {}): AlarmModel {
  const model = alarmModel({ threshold: 0, period: 60, evaluationPeriods: 1 }, { name, ...overrides });
  const [query] = model.metrics;
  return {
    ...model,
    logicalId: name,
    metrics: [{ ...query!, metric: { ...query!.metric!, metricName: name } }],
  };
}

export function compositeAlarm(
  name: string,
  alarmRule: string,
  overrides: Partial<CompositeAlarmModel> = {},
): CompositeAlarmModel {
  return {
    logicalId: name,
    name,
    arn: arnOf(name),
    alarmRule,
    actionsEnabled: true,
    alarmActions: [],
    okActions: [],
    insufficientDataActions: [],
    ...overrides,
  };
}
