import type { AlarmState } from '../run-record';
import type { AlarmModel, CompositeAlarmModel, MetricQueryModel, MetricStatModel } from '../template/model';
import type { ActionsSuppressedBy } from './action-suppression';
import { regionName } from './region-name';
import { messageTime } from './wording';

/** The state of an alarm, since when it is in it, and why. */
export interface AlarmStateSince {
  readonly arn: string;
  readonly state: AlarmState;
  readonly sinceMs: number;
  readonly reason: string;
  readonly reasonData?: Readonly<Record<string, unknown>>;
  /** What held the actions for this state back; absent if they ran at once. */
  readonly suppressedBy?: ActionsSuppressedBy;
}

/** A change of state, and all that those who are told of it need to know. */
export interface AlarmChange {
  readonly model: AlarmModel | CompositeAlarmModel;
  readonly atMs: number;
  readonly to: AlarmState;
  readonly reason: string;
  readonly reasonData: Readonly<Record<string, unknown>>;
  /** The state before; the same one when its actions run late because they were suppressed. */
  readonly previous: AlarmStateSince;
  /** The children that made a composite alarm change; empty for metric alarms. */
  readonly triggering: readonly AlarmStateSince[];
}

/** Where the alarms are, and since when. */
export interface AlarmPlace {
  readonly account: string;
  readonly region: string;
  readonly configuredAtMs: number;
}

type Message = Record<string, unknown>;

/** The longest subject that SNS takes. */
const SUBJECT_LENGTH = 100;

/** `ALARM: "orders-errors" in US East (N. Virginia)`; a long name is cut so that SNS takes it. */
export function alarmSubject(name: string, to: AlarmState, region: string): string {
  const subject = (shown: string) => `${to}: "${shown}" in ${regionName(region)}`;
  const excess = subject(name).length - SUBJECT_LENGTH;
  return excess <= 0 ? subject(name) : subject(`${name.slice(0, name.length - excess - 3)}...`);
}

/** What CloudWatch publishes to SNS when an alarm changes its state, or when the mute of its actions has ended. */
export function alarmMessage(change: AlarmChange, place: AlarmPlace, afterMuteWindow: boolean): Message {
  const { model, triggering } = change;
  const common = commonMembers(change, place, afterMuteWindow);
  if (!isComposite(model)) return { ...common, Trigger: trigger(model) };
  return {
    ...common,
    AlarmRule: model.alarmRule,
    TriggeringChildren: triggering.map(({ arn, state, sinceMs }) => ({
      Arn: arn,
      State: { Value: state, Timestamp: messageTime(sinceMs) },
    })),
  };
}

export function isComposite(model: AlarmModel | CompositeAlarmModel): model is CompositeAlarmModel {
  return 'alarmRule' in model;
}

function commonMembers(change: AlarmChange, place: AlarmPlace, afterMuteWindow: boolean): Message {
  const { model, previous } = change;
  return {
    AlarmName: model.name,
    AlarmDescription: model.description ?? null,
    AWSAccountId: place.account,
    AlarmConfigurationUpdatedTimestamp: messageTime(place.configuredAtMs),
    NewStateValue: change.to,
    NewStateReason: change.reason,
    StateChangeTime: messageTime(change.atMs),
    Region: regionName(place.region),
    AlarmArn: model.arn,
    OldStateValue: previous.state,
    OKActions: [...model.okActions],
    AlarmActions: [...model.alarmActions],
    InsufficientDataActions: [...model.insufficientDataActions],
    ActionExecutedAfterMuteWindow: afterMuteWindow,
  };
}

function trigger(model: AlarmModel): Message {
  const plain = model.metrics.length === 1 ? model.metrics[0]!.metric : undefined;
  return {
    ...(plain === undefined ? {} : plainMetric(plain)),
    Period: model.periodSeconds,
    EvaluationPeriods: model.evaluationPeriods,
    ...(model.datapointsToAlarm === undefined ? {} : { DatapointsToAlarm: model.datapointsToAlarm }),
    ComparisonOperator: model.comparisonOperator,
    Threshold: model.threshold,
    TreatMissingData: model.treatMissingData,
    EvaluateLowSampleCountPercentile: model.evaluateLowSampleCountPercentile ?? '',
    ...(plain === undefined ? { Metrics: model.metrics.map(mathEntry) } : {}),
  };
}

function plainMetric(metric: MetricStatModel): Message {
  const simple = SIMPLE_STATISTICS[metric.statistic];
  return {
    MetricName: metric.metricName,
    Namespace: metric.namespace,
    ...(simple === undefined
      ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic: metric.statistic }
      : { StatisticType: 'Statistic', Statistic: simple }),
    Unit: metric.unit ?? null,
    Dimensions: dimensions(metric),
  };
}

const SIMPLE_STATISTICS: Readonly<Record<string, string>> = {
  SampleCount: 'SAMPLE_COUNT',
  Sum: 'SUM',
  Average: 'AVERAGE',
  Minimum: 'MINIMUM',
  Maximum: 'MAXIMUM',
};

function mathEntry({ id, label, returnData, expression, metric }: MetricQueryModel): Message {
  return {
    ...(expression === undefined ? {} : { Expression: expression }),
    Id: id,
    ...(label === undefined ? {} : { Label: label }),
    ...(metric === undefined
      ? {}
      : {
          MetricStat: {
            Metric: { Dimensions: dimensions(metric), MetricName: metric.metricName, Namespace: metric.namespace },
            Period: metric.periodSeconds,
            Stat: metric.statistic,
            ...(metric.unit === undefined ? {} : { Unit: metric.unit }),
          },
        }),
    ReturnData: returnData,
  };
}

function dimensions({ dimensions }: MetricStatModel): { value: string; name: string }[] {
  return Object.entries(dimensions).map(([name, value]) => ({ value, name }));
}
