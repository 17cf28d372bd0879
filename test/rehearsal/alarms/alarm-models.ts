import type { AlarmAction } from '../../../rehearsal/alarms/alarm-actions';
import { AlarmEngine } from '../../../rehearsal/alarms/alarm-engine';
import { Clock } from '../../../rehearsal/clock';
import { MetricReader } from '../../../rehearsal/metrics/metric-reader';
import { MetricStore } from '../../../rehearsal/metrics/metric-store';
import type { AlarmState } from '../../../rehearsal/run-record';
import type { AlarmModel, CompositeAlarmModel, MuteRuleModel } from '../../../rehearsal/template/model';
import { Trace } from '../../../rehearsal/trace';

/** A Monday. */
export const START_MS = Date.parse('2026-03-02T10:00:00Z');
export const MINUTE_MS = 60_000;

/** Prior states to try an evaluation from. */
export const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

const ACCOUNT = '123456789012';

/** An alarm on the Sum of `Shop Errors` over a minute: more than 5, 3 of 3. */
export function metricAlarm(overrides: Partial<AlarmModel> = {}): AlarmModel {
  const name = overrides.name ?? 'errors-high';
  return {
    logicalId: 'ErrorsHigh',
    name,
    arn: arnOf(name),
    metrics: [
      {
        id: 'm1',
        returnData: true,
        metric: {
          namespace: 'Shop',
          metricName: 'Errors',
          dimensions: { service: 'orders' },
          statistic: 'Sum',
          periodSeconds: overrides.periodSeconds ?? 60,
        },
      },
    ],
    periodSeconds: 60,
    evaluationPeriods: 3,
    threshold: 5,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: 'missing',
    actionsEnabled: true,
    alarmActions: ['arn:aws:sns:us-east-1:123456789012:page'],
    okActions: ['arn:aws:sns:us-east-1:123456789012:page'],
    insufficientDataActions: [],
    ...overrides,
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
    alarmActions: ['arn:aws:sns:us-east-1:123456789012:page'],
    okActions: [],
    insufficientDataActions: [],
    ...overrides,
  };
}

export function arnOf(name: string): string {
  return `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:${name}`;
}

/** A stack of alarms alone, with everything that they say and do at hand. */
export class Bench {
  public readonly store = new MetricStore();
  public readonly reader = new MetricReader(this.store);
  public readonly clock = new Clock(START_MS);
  public readonly trace = new Trace();
  public readonly actions: AlarmAction[] = [];
  public readonly engine: AlarmEngine;

  public constructor(
    alarms: readonly AlarmModel[],
    compositeAlarms: readonly CompositeAlarmModel[] = [],
    muteRules: readonly MuteRuleModel[] = [],
  ) {
    this.engine = new AlarmEngine({
      model: { alarms, compositeAlarms, muteRules, region: 'us-east-1', account: ACCOUNT },
      reader: this.reader,
      clock: this.clock,
      trace: this.trace,
      act: (action) => this.actions.push(action),
    });
  }

  /** One sample of `Errors` in each of the minutes that have a value, the first one beginning `fromMinute` after the start. */
  public errors(values: readonly (number | undefined)[], fromMinute = 0, service = 'orders'): void {
    values.forEach((value, index) => {
      if (value === undefined) return;
      this.store.put({
        namespace: 'Shop',
        metricName: 'Errors',
        dimensions: { service },
        timestampMs: START_MS + (fromMinute + index) * MINUTE_MS + 1000,
        values: [value],
      });
    });
  }

  /** Starts the alarms and runs to a minute after the start. */
  public async runTo(minute: number): Promise<void> {
    this.engine.start();
    await this.continueTo(minute);
  }

  public async continueTo(minute: number): Promise<void> {
    await this.clock.runUntil(START_MS + minute * MINUTE_MS);
  }

  /** `name OK@2`: every change, with the minute after the start. */
  public changes(): string[] {
    return this.trace.events
      .filter(({ kind }) => kind === 'alarm')
      .map(({ name, to, atMs }) => `${name} ${to}@${minuteOf(atMs)}`);
  }

  /** `name OK@2`: every action that ran. */
  public ran(): string[] {
    return this.actions.map(
      ({ alarmName, message, atMs }) => `${alarmName} ${message.NewStateValue}@${minuteOf(atMs)}`,
    );
  }

  /** `name ALARM@2 WaitPeriod`: every time that actions were suppressed or muted, and by what. */
  public heldBack(): string[] {
    return this.trace.events
      .filter(({ kind }) => kind === 'actionsSuppressed' || kind === 'actionsMuted')
      .map(({ alarmName, state, atMs, actionsSuppressedBy, muteRules }) => {
        return `${alarmName} ${state}@${minuteOf(atMs)} ${actionsSuppressedBy ?? muteRules}`;
      });
  }
}

function minuteOf(atMs: number): number {
  return (atMs - START_MS) / MINUTE_MS;
}
