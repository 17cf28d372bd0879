import { isRecord } from '../../../template/template-file';
import { actionsOf, comparisonOf, given, identifyAlarm, missingDataTreatment, warmUpOf } from '../alarm-members';
import type { AlarmModel, MetricQueryModel, MetricStatModel } from '../model';
import type { Properties } from '../properties';
import type { ReadContext, ResourceType } from '../resource-type';

export const alarm: ResourceType = {
  type: 'AWS::CloudWatch::Alarm',
  identify: identifyAlarm,
  read: ({ logicalId, identity, properties }, context) => {
    properties.harmless('AlarmName');
    const promQl = properties.section('EvaluationCriteria')?.section('PromQLCriteria');
    const metrics =
      properties.raw('Metrics') === undefined ? plainMetric(properties) : mathMetrics(properties, context);
    const comparisonOperator = comparisonOf(properties);
    if (promQl === undefined && (metrics.length === 0 || comparisonOperator === undefined)) {
      const comparison = properties.text('ComparisonOperator') ?? '';
      const what = metrics.length === 0 ? 'has no metric' : `has the unknown comparison "${comparison}"`;
      context.report(logicalId, `the alarm ${what}; not evaluated`);
      return {};
    }
    const why = whyNotRehearsed(promQl, metrics);
    if (why !== undefined) context.report(logicalId, why);
    const model: AlarmModel = {
      logicalId,
      name: identity.ref,
      arn: identity.attributes.Arn!,
      ...given('description', properties.text('AlarmDescription')),
      metrics: promQl === undefined ? metrics : [],
      periodSeconds:
        promQl === undefined
          ? alarmPeriodSeconds(properties, metrics)
          : (properties.number('EvaluationInterval') ?? 60),
      evaluationPeriods: properties.number('EvaluationPeriods') ?? 1,
      ...given('datapointsToAlarm', properties.number('DatapointsToAlarm')),
      ...given('threshold', properties.number('Threshold')),
      ...given('thresholdMetricId', properties.text('ThresholdMetricId')),
      // A PromQL query compares by itself.
      comparisonOperator: comparisonOperator ?? 'GreaterThanThreshold',
      treatMissingData: missingDataTreatment(properties, context),
      ...given('evaluateLowSampleCountPercentile', lowSampleTreatment(properties, context)),
      ...given('wallClock', wallClockOf(properties, context)),
      ...given('warmUp', warmUpOf(properties)),
      ...given('notRehearsed', why),
      ...actionsOf(properties),
    };
    return { alarms: [model] };
  },
};

function whyNotRehearsed(promQl: Properties | undefined, metrics: readonly MetricQueryModel[]): string | undefined {
  if (promQl !== undefined) {
    promQl.harmless('Query', 'PendingPeriod', 'RecoveryPeriod');
    return 'PromQL query: it is not run, the alarm stays INSUFFICIENT_DATA';
  }
  return metrics.some(({ expression }) => /^\s*SELECT\s/i.test(expression ?? ''))
    ? 'Metrics Insights query: it is not run, the alarm stays INSUFFICIENT_DATA'
    : undefined;
}

/** Sliding unless the template says otherwise. */
function wallClockOf(properties: Properties, { report }: ReadContext): AlarmModel['wallClock'] {
  const window = properties.section('EvaluationWindow');
  const wallClock = window?.raw('WallClockWindow');
  const sliding = window?.raw('SlidingWindow');
  if (window === undefined) return undefined;
  if ((wallClock === undefined) === (sliding === undefined)) {
    report(window.path, 'takes one of SlidingWindow and WallClockWindow; CloudFormation refuses it');
  }
  if (!isRecord(wallClock)) return undefined;
  return { timeZone: window.section('WallClockWindow')?.text('Timezone') ?? 'UTC' };
}

function lowSampleTreatment(
  properties: Properties,
  { report }: ReadContext,
): AlarmModel['evaluateLowSampleCountPercentile'] {
  const treatment = properties.text('EvaluateLowSampleCountPercentile') ?? 'evaluate';
  if (treatment === 'ignore') return 'ignore';
  if (treatment !== 'evaluate') {
    report(`${properties.path}.EvaluateLowSampleCountPercentile`, `"${treatment}" is not known; taken as "evaluate"`);
  }
  return undefined;
}

function plainMetric(properties: Properties): MetricQueryModel[] {
  const metricName = properties.text('MetricName');
  if (metricName === undefined) return [];
  return [
    {
      id: 'm1',
      returnData: true,
      metric: {
        namespace: properties.text('Namespace') ?? '',
        metricName,
        dimensions: dimensionsOf(properties),
        statistic: properties.text('Statistic') ?? properties.text('ExtendedStatistic') ?? 'Average',
        periodSeconds: properties.number('Period') ?? 60,
        ...given('unit', properties.text('Unit')),
      },
    },
  ];
}

function mathMetrics(properties: Properties, { stack, report }: ReadContext): MetricQueryModel[] {
  return properties.entries('Metrics').map((query) => {
    const accountId = query.text('AccountId');
    if (accountId !== undefined && accountId !== stack.account) {
      report(`${query.path}.AccountId`, 'metric of another account: it has no data in a rehearsal');
    }
    query.harmless('Period');
    const metricStat = query.section('MetricStat');
    return {
      id: query.text('Id') ?? '',
      ...given('label', query.text('Label')),
      returnData: query.flag('ReturnData') ?? true,
      ...given('expression', query.text('Expression')),
      ...given('metric', metricStat === undefined ? undefined : metricStatOf(metricStat)),
    };
  });
}

function metricStatOf(stat: Properties): MetricStatModel {
  const metric = stat.section('Metric');
  return {
    namespace: metric?.text('Namespace') ?? '',
    metricName: metric?.text('MetricName') ?? '',
    dimensions: metric === undefined ? {} : dimensionsOf(metric),
    statistic: stat.text('Stat') ?? 'Average',
    periodSeconds: stat.number('Period') ?? 60,
    ...given('unit', stat.text('Unit')),
  };
}

function dimensionsOf(properties: Properties): Record<string, string> {
  return Object.fromEntries(
    properties.entries('Dimensions').map((dimension) => [dimension.text('Name') ?? '', dimension.text('Value') ?? '']),
  );
}

/** All metrics of an alarm have one period; an expression without metrics (Metrics Insights) brings its own. */
function alarmPeriodSeconds(properties: Properties, metrics: readonly MetricQueryModel[]): number {
  const ofMetric = metrics.find((query) => query.metric !== undefined)?.metric?.periodSeconds;
  if (ofMetric !== undefined) return ofMetric;
  const ofExpression = properties.entries('Metrics').find((query) => query.raw('Period') !== undefined);
  return ofExpression?.number('Period') ?? 300;
}
