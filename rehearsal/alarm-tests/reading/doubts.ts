import type { Expectation } from '../../expectations/expectation';
import type { Scenario } from '../../scenario/scenario';
import type { Model } from '../../template/model';
import { unreadMetrics } from './unread-metrics';

/** What is well written in a test and yet hardly meant: it would pass or fail for another reason than its author thinks. */
export function doubtsAbout(scenario: Scenario, expectations: readonly Expectation[], model: Model): string[] {
  return [...unreadMetrics(scenario.metrics ?? [], model), ...unevaluated(scenario, expectations, model)];
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
