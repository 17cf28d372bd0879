import type { AlarmModel, TreatMissingData } from '../template/model';
import { sinceStart } from './since-start';

/** When a metric alarm is in ALARM, in a sentence. */
export function alarmWords(model: AlarmModel, comparison: string, treatMissingData: TreatMissingData): string {
  const { evaluationPeriods: n, datapointsToAlarm: m = n, periodSeconds } = model;
  const count =
    m < n
      ? `at least ${m} of the newest ${n} datapoints are`
      : n === 1
        ? 'the newest datapoint is'
        : `all of the newest ${n} datapoints are`;
  const period = sinceStart(periodSeconds * 1000, 0);
  return `ALARM when ${count} ${comparison}. A datapoint is ${watched(model)} over ${period}; missing ones are treated as ${treatMissingData}.`;
}

function watched({ metrics }: AlarmModel): string {
  const query = metrics.find(({ returnData }) => returnData) ?? metrics[0];
  if (query?.metric === undefined) return query?.expression ?? 'a metric';
  const { statistic, namespace, metricName, dimensions } = query.metric;
  const set = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return `the ${statistic} of ${namespace} ${metricName}${set.length === 0 ? '' : `{${set.join(',')}}`}`;
}
