import { Severity } from '../alarms/severity';
import { minutes, percentage } from './rows';
import type { AlarmDefault, MetricRef } from './signal';

/** What a request-driven resource counts. */
export interface RequestErrors {
  /** Sum of the requests that failed. */
  readonly errors: MetricRef;
  /** Sum (or sample count) of all requests. */
  readonly requests: MetricRef;
  /** `invocations`, `requests`. */
  readonly noun: string;
  readonly causes: string;
  readonly lookAt: string;
}

/**
 * Error alarms for whatever answers requests, after the SRE workbook's rule that a page needs both a high rate and
 * enough events (chapter 5). Simulated on real load shapes at 0.5 to 1,000 requests a minute: alarms on a count cry
 * wolf at high traffic, and rates over one minute are blind at low traffic. Hence a minimum of bad events in each, and
 * a window of 15 minutes that speaks only where traffic is too thin for the fast one.
 */
export function requestErrorAlarms({ errors, requests, noun, causes, lookAt }: RequestErrors): AlarmDefault[] {
  const metrics = { errors, requests };
  const shared = { causes, lookAt };
  return [
    {
      id: 'errors',
      severity: Severity.PAGE,
      symptom: `too many ${noun} fail`,
      query: { expression: 'IF(errors >= 2, 100 * errors / requests, 0)', metrics },
      threshold: { above: 5, unit: '%' },
      datapoints: minutes(2, 3),
      source: 'AWS observability guidance: error rate over 5 %, 2 of 3 minutes; at least 2 errors (simulated)',
      ...shared,
    },
    {
      id: 'errors-low-traffic',
      severity: Severity.PAGE,
      symptom: `${noun} fail, though there are few of them`,
      query: { expression: 'IF(errors >= 2 AND requests < 150, 100 * errors / requests, 0)', metrics },
      threshold: { above: 25, unit: '%' },
      datapoints: { breaching: 1, of: 1, periodSeconds: 900 },
      source: `simulated: finds outages below 10 ${noun} a minute, where one-minute rates are blind`,
      ...shared,
    },
    {
      id: 'errors-lasting',
      severity: Severity.TICKET,
      symptom: `${noun} keep failing`,
      query: percentage(errors, requests),
      threshold: { above: 1, unit: '%' },
      datapoints: minutes(10, 15),
      source: 'simulated: what stays under the paging rate but does not stop',
      ...shared,
    },
  ];
}
