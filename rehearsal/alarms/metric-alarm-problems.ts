import type { MetricQueries } from '../metrics/metric-queries';
import type { AlarmModel, NotRehearsed } from '../template/model';
import { comparisonOf } from './comparison';

/** Why an alarm cannot be evaluated: what the rehearsal does not know, and what CloudWatch would refuse. */
export function metricAlarmProblems(model: AlarmModel, queries: MetricQueries): NotRehearsed[] {
  const problems: NotRehearsed[] = [];
  const report = (property: string, what: string) => problems.push({ where: `${model.logicalId}.${property}`, what });

  if (model.thresholdMetricId !== undefined || comparisonOf(model.comparisonOperator) === undefined) {
    report('ThresholdMetricId', 'anomaly detection is not rehearsed: AWS does not publish how it trains the band');
    return problems;
  }
  if (model.threshold === undefined) report('Threshold', 'there is no threshold to compare with');
  if (!(model.periodSeconds > 0)) report('Period', `a period of ${model.periodSeconds} seconds cannot be evaluated`);
  if (!(model.evaluationPeriods >= 1)) report('EvaluationPeriods', 'it takes at least one evaluation period');
  const datapointsToAlarm = model.datapointsToAlarm ?? model.evaluationPeriods;
  if (datapointsToAlarm > model.evaluationPeriods) {
    report(
      'DatapointsToAlarm',
      `CloudWatch refuses it: ${datapointsToAlarm} of ${model.evaluationPeriods} datapoints can never breach`,
    );
  }
  const watched = model.metrics.filter(({ returnData }) => returnData);
  if (watched.length !== 1) {
    report('Metrics', `an alarm watches exactly one entry with ReturnData: true, this one has ${watched.length}`);
  }
  const series = watched.length === 1 && queries.problems.length === 0 ? seriesCount(watched[0]!.id, queries) : 1;
  if (series !== 1)
    report('Metrics', `an alarm watches one time series, ${watched[0]!.id} gives ${series} time series`);
  for (const { what } of queries.problems) report('Metrics', what);
  for (const { id, metric } of model.metrics) {
    if (metric !== undefined && metric.periodSeconds !== model.periodSeconds) {
      report('Metrics', `${id} has a period of ${metric.periodSeconds} s, the alarm one of ${model.periodSeconds} s`);
    }
  }
  return problems;
}

function seriesCount(id: string, queries: MetricQueries): number {
  return queries.read(id, { startMs: 0, periodMs: 60_000, length: 1 }).length;
}
