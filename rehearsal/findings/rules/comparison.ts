import { comparesWithBand } from '../../alarms/comparison';
import type { AlarmModel } from '../../template/model';
import { metricAlarms } from '../metric-alarms';
import { type Found, rule } from '../rule';

type Id = 'operator-without-band' | 'band-without-operator' | 'unknown-band' | 'no-threshold';

/** What an alarm compares with: a threshold, or the band of an anomaly model. */
export const comparison = rule<Id>({
  finds: {
    'operator-without-band': { level: 'error', means: 'an operator for anomaly bands without ThresholdMetricId' },
    'band-without-operator': {
      level: 'error',
      means: 'ThresholdMetricId with an operator that compares with a number',
    },
    'unknown-band': { level: 'error', means: 'ThresholdMetricId names no ANOMALY_DETECTION_BAND of the alarm' },
    'no-threshold': { level: 'error', means: 'an alarm has neither Threshold nor ThresholdMetricId' },
  },
  find: (model) => metricAlarms(model).flatMap((alarm) => problemOf(alarm) ?? []),
});

function problemOf(alarm: AlarmModel): Found<Id> | undefined {
  const { logicalId, comparisonOperator, threshold, thresholdMetricId, metrics } = alarm;
  const where = `${logicalId}.ThresholdMetricId`;
  if (thresholdMetricId === undefined) {
    if (comparesWithBand(comparisonOperator)) {
      return {
        id: 'operator-without-band',
        where,
        what: `${comparisonOperator} compares with a band, and none is named`,
        advice: 'Set ThresholdMetricId to the id of the ANOMALY_DETECTION_BAND expression.',
      };
    }
    if (threshold !== undefined) return undefined;
    return {
      id: 'no-threshold',
      where: `${logicalId}.Threshold`,
      what: 'there is nothing to compare with',
      advice: 'Set Threshold.',
    };
  }
  const band = metrics.find(({ id }) => id === thresholdMetricId);
  if (band === undefined || !/\bANOMALY_DETECTION_BAND\s*\(/.test(band.expression ?? '')) {
    return {
      id: 'unknown-band',
      where,
      what:
        band === undefined
          ? `the alarm has no metric "${thresholdMetricId}"`
          : `"${thresholdMetricId}" is no ANOMALY_DETECTION_BAND expression`,
      advice: 'Name the id of the entry of Metrics that is the band, such as ANOMALY_DETECTION_BAND(m1, 2).',
    };
  }
  if (comparesWithBand(comparisonOperator)) return undefined;
  return {
    id: 'band-without-operator',
    where: `${logicalId}.ComparisonOperator`,
    what: `${comparisonOperator} compares with a number, the alarm has a band`,
    advice: 'Use GreaterThanUpperThreshold, LessThanLowerThreshold or LessThanLowerOrGreaterThanUpperThreshold.',
  };
}
