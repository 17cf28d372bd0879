import type { Expectation } from '../../expectations/expectation';
import { nearestNames } from '../../expectations/nearest-name';
import type { MetricInput, Scenario } from '../../scenario/scenario';
import type { MetricStatModel, Model } from '../../template/model';

type Metric = Pick<MetricInput, 'namespace' | 'metricName' | 'dimensions'>;

/** What is well written in a test and yet hardly meant: it would pass or fail for another reason than its author thinks. */
export function doubtsAbout(scenario: Scenario, expectations: readonly Expectation[], model: Model): string[] {
  return [...unreadMetrics(scenario.metrics ?? [], model), ...unevaluated(scenario, expectations, model)];
}

/** Metrics that no alarm reads: mostly a typo, and then every alarm stays quiet. */
function unreadMetrics(metrics: readonly Metric[], { alarms }: Model): string[] {
  const read = alarms.flatMap((alarm) => alarm.metrics.flatMap(({ metric }) => metric ?? []));
  const known = new Set(read.map(seriesText));
  const unread = new Set(metrics.map(seriesText).filter((series) => !known.has(series)));
  return [...unread].map((series) => {
    const [near] = nearestNames(series, known, 1);
    return `no alarm reads ${series}${near === undefined ? '' : `; one reads ${near}`}`;
  });
}

/** Alarms that a rehearsal leaves in INSUFFICIENT_DATA, whatever the data. */
function unevaluated({ bands = [] }: Scenario, expectations: readonly Expectation[], { alarms }: Model): string[] {
  const expected = new Set(expectations.map((expectation) => ('alarm' in expectation ? expectation.alarm : undefined)));
  return alarms.flatMap(({ name, notRehearsed, thresholdMetricId }) => {
    if (!expected.has(name)) return [];
    if (notRehearsed !== undefined) return [`"${name}" is not rehearsed (${notRehearsed}): it stays INSUFFICIENT_DATA`];
    const needsBand = thresholdMetricId !== undefined && !bands.some(({ alarm }) => alarm === name);
    return needsBand
      ? [`"${name}" compares with a band that this test does not give: it stays INSUFFICIENT_DATA; write bands:`]
      : [];
  });
}

/** `Shop/Checkout Errors{service=api}`, dimensions in order. */
function seriesText({ namespace, metricName, dimensions }: Metric | MetricStatModel): string {
  const listed = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return `${namespace} ${metricName}{${listed.sort().join(',')}}`;
}
