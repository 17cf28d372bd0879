import type { AlarmState } from '../run-record';
import type { AlarmModel, CompositeAlarmModel, MetricQueryModel, MetricStatModel } from '../template/model';
import { regionName } from './region-name';
import { messageTime } from './wording';

/** A change of state, as the people who are told of it need to know it. */
export interface StateChange {
  readonly atMs: number;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
}

/** The state of an alarm, and since when it is in it. */
export interface AlarmStateSince {
  readonly arn: string;
  readonly state: AlarmState;
  readonly sinceMs: number;
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

/** What CloudWatch publishes to SNS when a metric alarm changes its state. */
export function metricAlarmMessage(model: AlarmModel, change: StateChange, place: AlarmPlace): Message {
  return { ...commonMembers(model, change, place), Trigger: trigger(model) };
}

/** What CloudWatch publishes to SNS when a composite alarm changes its state. */
export function compositeAlarmMessage(
  model: CompositeAlarmModel,
  change: StateChange,
  place: AlarmPlace,
  children: readonly AlarmStateSince[],
): Message {
  return {
    ...commonMembers(model, change, place),
    AlarmRule: model.alarmRule,
    TriggeringChildren: children.map(({ arn, state, sinceMs }) => ({
      Arn: arn,
      State: { Value: state, Timestamp: messageTime(sinceMs) },
    })),
  };
}

function commonMembers(model: AlarmModel | CompositeAlarmModel, change: StateChange, place: AlarmPlace): Message {
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
    OldStateValue: change.from,
    OKActions: [...model.okActions],
    AlarmActions: [...model.alarmActions],
    InsufficientDataActions: [...model.insufficientDataActions],
    ActionExecutedAfterMuteWindow: false,
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
