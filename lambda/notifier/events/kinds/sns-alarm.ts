import type { AlertKind, Child, Contributor, MetricFacts } from '../../alert';
import { childOf, regionOf, runbookIn, stateOf } from '../alarm-identity';
import { type Fields, listOf, nested, numberOf, textOf, timeOf } from '../fields';
import { factsOfTrigger, pairsOf } from '../metric-facts';
import type { Reader } from '../reader';
import { MAX_VALUES } from '../reason';

/** An alarm's notification action: metric, math, anomaly, composite, contributor and log alarms share these keys. */
export const readSnsAlarm: Reader = (envelope, severity) => {
  const { fields } = envelope;
  const name = textOf(fields, 'AlarmName');
  const state = stateOf(textOf(fields, 'NewStateValue'));
  if (fields === undefined || name === undefined || state === undefined) return undefined;

  const arn = textOf(fields, 'AlarmArn');
  const account = textOf(fields, 'AWSAccountId');
  const description = textOf(fields, 'AlarmDescription');
  const reason = textOf(fields, 'NewStateReason');
  const contributor = contributorOf(fields);
  return {
    kind: kindOf(fields, contributor),
    // Before 2017 there was no ARN; account, region (its display name) and name together are as good.
    id: arn ?? [account, textOf(fields, 'Region'), name].join(':'),
    name,
    description,
    severity,
    state,
    previousState: stateOf(textOf(fields, 'OldStateValue')),
    reason,
    changedAtMs: timeOf(textOf(fields, 'StateChangeTime')) ?? envelope.sentAtMs,
    account,
    region: regionOf(arn) ?? regionOf(envelope.topicArn),
    alarmArn: arn,
    contributor,
    children: childrenOf(fields),
    metric: factsOf(fields, reason),
    runbookUrl: runbookIn(description),
    afterMuteWindow: fields.ActionExecutedAfterMuteWindow === true,
  };
};

function kindOf(fields: Fields, contributor: Contributor | undefined): AlertKind {
  const trigger = nested(fields, 'Trigger');
  if (contributor !== undefined) return 'contributor';
  if (textOf(fields, 'AlarmRule') !== undefined) return 'composite';
  if (Object.hasOwn(nested(fields, 'NewStateReasonData'), 'results')) return 'log';
  if (textOf(trigger, 'ThresholdMetricId') !== undefined) return 'anomaly';
  return textOf(trigger, 'MetricName') === undefined && listOf(trigger, 'Metrics').length > 0 ? 'math' : 'metric';
}

function contributorOf(fields: Fields): Contributor | undefined {
  const id = textOf(fields, 'AlarmContributorId');
  const attributes = pairsOf(fields.AlarmContributorAttributes);
  if (id === undefined && attributes.length === 0) return undefined;
  return { id: id ?? attributes.map(({ name, value }) => `${name}=${value}`).join(','), attributes };
}

function childrenOf(fields: Fields): readonly Child[] {
  return listOf(fields, 'TriggeringChildren').flatMap(childOf);
}

function factsOf(fields: Fields, reason: string | undefined): MetricFacts | undefined {
  if (textOf(fields, 'AlarmRule') !== undefined) return undefined;
  const facts = factsOfTrigger(nested(fields, 'Trigger'), reason);
  const data = nested(fields, 'NewStateReasonData');
  return Object.hasOwn(data, 'results') ? { ...facts, ...logFacts(data, facts) } : facts;
}

/** A log alarm has no `Trigger`, and its reason names no values: both are in the state's data. */
function logFacts(data: Fields, facts: MetricFacts): Partial<MetricFacts> {
  return {
    name: 'Log query',
    threshold: numberOf(data, 'threshold') ?? facts.threshold,
    evaluationPeriods: numberOf(data, 'queryResultsToEvaluate') ?? facts.evaluationPeriods,
    datapointsToAlarm: numberOf(data, 'queryResultsToAlarm') ?? facts.datapointsToAlarm,
    recentValues: listOf(data, 'results')
      .map((result) => ({ atMs: timeOf(textOf(result, 'timestamp')) ?? 0, value: numberOf(result, 'value') }))
      .sort((a, b) => b.atMs - a.atMs)
      .flatMap(({ value }) => (value === undefined ? [] : [value]))
      .slice(0, MAX_VALUES),
  };
}
