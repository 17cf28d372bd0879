import type { AlarmModel, ComparisonOperator, MetricQueryModel, MetricStatModel, TreatMissingData } from '../model';
import type { Properties } from '../properties';
import type { ReadContext, ResourceType } from '../resource-type';
import { arnOf, derivedName } from '../stack-context';

const operators: readonly string[] = [
  'GreaterThanThreshold',
  'GreaterThanOrEqualToThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
] satisfies ComparisonOperator[];
const missingDataTreatments: readonly string[] = [
  'missing',
  'ignore',
  'breaching',
  'notBreaching',
] satisfies TreatMissingData[];

export const alarm: ResourceType = {
  type: 'AWS::CloudWatch::Alarm',
  identify: (logicalId, stack, name) => {
    const alarmName = name('AlarmName') ?? derivedName(stack, logicalId);
    return { ref: alarmName, attributes: { Arn: arnOf(stack, 'cloudwatch', `alarm:${alarmName}`) } };
  },
  read: ({ logicalId, identity, properties }, context) => {
    properties.harmless('AlarmName');
    const metrics =
      properties.raw('Metrics') === undefined ? plainMetric(properties) : mathMetrics(properties, context);
    const comparisonOperator = properties.text('ComparisonOperator') ?? '';
    if (metrics.length === 0 || !operators.includes(comparisonOperator)) {
      const what = metrics.length === 0 ? 'has no metric' : `has the unknown comparison "${comparisonOperator}"`;
      context.report(logicalId, `the alarm ${what}; not evaluated`);
      return {};
    }
    const model: AlarmModel = {
      logicalId,
      name: identity.ref,
      arn: identity.attributes.Arn!,
      ...given('description', properties.text('AlarmDescription')),
      metrics,
      periodSeconds: alarmPeriodSeconds(properties, metrics),
      evaluationPeriods: properties.number('EvaluationPeriods') ?? 1,
      ...given('datapointsToAlarm', properties.number('DatapointsToAlarm')),
      ...given('threshold', properties.number('Threshold')),
      ...given('thresholdMetricId', properties.text('ThresholdMetricId')),
      comparisonOperator: comparisonOperator as ComparisonOperator,
      treatMissingData: missingDataTreatment(properties, context),
      ...(properties.text('EvaluateLowSampleCountPercentile') === 'ignore'
        ? { evaluateLowSampleCountPercentile: 'ignore' as const }
        : {}),
      ...actionsOf(properties),
    };
    return { alarms: [model] };
  },
};

/** The members that metric and composite alarms share. */
export function actionsOf(
  properties: Properties,
): Pick<AlarmModel, 'tags' | 'actionsEnabled' | 'alarmActions' | 'okActions' | 'insufficientDataActions'> {
  return {
    tags: Object.fromEntries(properties.entries('Tags').map((tag) => [tag.text('Key') ?? '', tag.text('Value') ?? ''])),
    actionsEnabled: properties.flag('ActionsEnabled') ?? true,
    alarmActions: properties.texts('AlarmActions'),
    okActions: properties.texts('OKActions'),
    insufficientDataActions: properties.texts('InsufficientDataActions'),
  };
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

function missingDataTreatment(properties: Properties, { report }: ReadContext): TreatMissingData {
  const treatment = properties.text('TreatMissingData') ?? 'missing';
  if (missingDataTreatments.includes(treatment)) return treatment as TreatMissingData;
  report(`${properties.path}.TreatMissingData`, `"${treatment}" is not known; treated as "missing"`);
  return 'missing';
}

function given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });
}
