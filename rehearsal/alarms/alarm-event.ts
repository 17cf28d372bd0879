import type { CompositeAlarmModel, MetricQueryModel } from '../template/model';
import { suppressedReason } from './action-suppression';
import { type AlarmChange, type AlarmPlace, type AlarmStateSince, isComposite } from './alarm-message';
import { messageTime } from './wording';

type Event = Record<string, unknown>;

/** What CloudWatch invokes a Lambda function with when the function is an action of an alarm. */
export function alarmEvent(change: AlarmChange, place: AlarmPlace): Event {
  const { model, atMs, to, reason, reasonData, previous } = change;
  return {
    source: 'aws.cloudwatch',
    alarmArn: model.arn,
    accountId: place.account,
    time: messageTime(atMs),
    region: place.region,
    alarmData: {
      alarmName: model.name,
      state: stateData({ arn: model.arn, state: to, sinceMs: atMs, reason, reasonData }),
      previousState: stateData(previous),
      configuration: {
        ...(model.description === undefined ? {} : { description: model.description }),
        ...(isComposite(model) ? compositeConfiguration(model) : { metrics: model.metrics.map(metricData) }),
      },
    },
  };
}

function stateData({ state, sinceMs, reason, reasonData, suppressedBy }: AlarmStateSince): Event {
  return {
    value: state,
    reason,
    ...(reasonData === undefined ? {} : { reasonData: JSON.stringify(reasonData) }),
    timestamp: messageTime(sinceMs),
    ...(suppressedBy === undefined
      ? {}
      : { actionsSuppressedBy: suppressedBy, actionsSuppressedReason: suppressedReason(suppressedBy) }),
  };
}

function compositeConfiguration(model: CompositeAlarmModel): Event {
  const { alarmRule, actionsSuppressor, waitPeriodSeconds = 0, extensionPeriodSeconds = 0 } = model;
  if (actionsSuppressor === undefined) return { alarmRule };
  return {
    alarmRule,
    actionsSuppressor,
    actionsSuppressorWaitPeriod: waitPeriodSeconds,
    actionsSuppressorExtensionPeriod: extensionPeriodSeconds,
  };
}

function metricData({ id, expression, label, returnData, metric }: MetricQueryModel): Event {
  return {
    id,
    ...(expression === undefined ? {} : { expression }),
    ...(label === undefined ? {} : { label }),
    ...(metric === undefined
      ? {}
      : {
          metricStat: {
            metric: { namespace: metric.namespace, name: metric.metricName, dimensions: metric.dimensions },
            period: metric.periodSeconds,
            stat: metric.statistic,
            ...(metric.unit === undefined ? {} : { unit: metric.unit }),
          },
        }),
    returnData,
  };
}
