import type { MetricQueries } from '../metrics/metric-queries';
import type { AlarmModel, NotRehearsed } from '../template/model';
import { type Comparison, comparesWithBand } from './comparison';
import { wallClockProblem } from './evaluation-window';

/** Ids of the entries that an alarm watches: what is returned, but for its band. A sound alarm has one. */
export function watchedIds({ metrics, thresholdMetricId }: AlarmModel): string[] {
  return metrics.filter(({ id, returnData }) => returnData && id !== thresholdMetricId).map(({ id }) => id);
}

/** Why an alarm cannot be evaluated: what the rehearsal does not know, and what CloudWatch would refuse. */
export function metricAlarmProblems(
  model: AlarmModel,
  queries: MetricQueries,
  comparison: Comparison | undefined,
): NotRehearsed[] {
  if (model.notRehearsed !== undefined) return [{ where: model.logicalId, what: model.notRehearsed }];
  const problems: NotRehearsed[] = [];
  const report = (property: string, what: string) => problems.push({ where: `${model.logicalId}.${property}`, what });

  if (comparison === undefined && comparesWithBand(model.comparisonOperator)) {
    const what = 'no band is given: AWS does not publish how anomaly detection trains one, so the alarm has no data';
    report('ThresholdMetricId', what);
    return problems;
  }
  if (comparison === undefined) report('Threshold', 'there is no threshold to compare with');
  if (!(model.periodSeconds > 0)) report('Period', `a period of ${model.periodSeconds} seconds cannot be evaluated`);
  if (!(model.evaluationPeriods >= 1)) report('EvaluationPeriods', 'it takes at least one evaluation period');
  const calendar = model.wallClock === undefined ? undefined : wallClockProblem(model.periodSeconds, model.wallClock);
  if (calendar !== undefined) report('EvaluationWindow', `CloudWatch refuses it: ${calendar}`);
  const datapointsToAlarm = model.datapointsToAlarm ?? model.evaluationPeriods;
  if (datapointsToAlarm > model.evaluationPeriods) {
    report(
      'DatapointsToAlarm',
      `CloudWatch refuses it: ${datapointsToAlarm} of ${model.evaluationPeriods} datapoints can never breach`,
    );
  }
  const watched = watchedIds(model);
  const broken = queries.problems.filter(({ id }) => id !== model.thresholdMetricId);
  if (watched.length !== 1) {
    report('Metrics', `an alarm watches exactly one entry with ReturnData: true, this one has ${watched.length}`);
  }
  const series = watched.length === 1 && broken.length === 0 ? queries.seriesCount(watched[0]!) : 1;
  if (series !== 1) report('Metrics', `an alarm watches one time series, ${watched[0]} gives ${series} time series`);
  for (const { what } of broken) report('Metrics', what);
  for (const { id, metric } of model.metrics) {
    if (metric !== undefined && metric.periodSeconds !== model.periodSeconds) {
      report('Metrics', `${id} has a period of ${metric.periodSeconds} s, the alarm one of ${model.periodSeconds} s`);
    }
  }
  return problems;
}
