import { Severity } from '../alarms/severity';
import { minutes } from './rows';
import type { AlarmDefault, MetricRef, Query } from './signal';

/** What a request-driven resource counts. */
export interface RequestErrors {
  /** Sum of the requests that failed. May be missing where none did, as for a load balancer. */
  readonly errors: MetricRef;
  /** Sum (or sample count) of all requests. May leave out those that failed early. */
  readonly requests: MetricRef;
  /** `invocations`, `requests`. */
  readonly noun: string;
  readonly causes: string;
  readonly lookAt: string;
}

/** Of the requests that failed; 100 also where those were not counted as requests. A missing operand counts as 0. */
const SHARE = 'IF(requests > errors, 100 * errors / requests, 100)';

/**
 * Error alarms for whatever answers requests, after the SRE workbook's rule that a page needs both a high rate and
 * enough events (chapter 5). `npm run bench:quality` simulates them and their rivals: docs/alarm-quality.md.
 *
 * One page for all traffic, so that one outage pages once. What makes a minute bad is its share of errors, but as
 * though 18 more requests had succeeded: one error counts only where it was the only request, two up to 21 requests,
 * and from five on always. A blip is one bad minute whatever the traffic, and the second one may be ten minutes away
 * because there is no request in most minutes of a quiet service.
 */
export function requestErrorAlarms({ errors, requests, noun, causes, lookAt }: RequestErrors): AlarmDefault[] {
  const metrics = { errors, requests };
  const shared = { causes, lookAt };
  return [
    {
      id: 'errors',
      severity: Severity.PAGE,
      symptom: `too many ${noun} fail`,
      query: { expression: `IF((errors >= 5) OR (20 * errors > requests + 18), ${SHARE}, 0)`, metrics },
      threshold: { above: 5, unit: '%' },
      datapoints: minutes(2, 10),
      source: 'AWS observability guidance: error rate over 5 % in 2 minutes; of 10 and with enough errors, simulated',
      ...shared,
    },
    {
      id: 'errors-lasting',
      severity: Severity.TICKET,
      symptom: `${noun} keep failing`,
      query: { expression: `IF(errors >= 3, ${SHARE}, 0)`, metrics },
      threshold: { above: 1.5, unit: '%' },
      // What is over within a quarter of an hour is never in three of them.
      datapoints: { breaching: 3, of: 4, periodSeconds: 900 },
      source: 'simulated: what stays under the paging rate but does not stop',
      ...shared,
    },
  ];
}

/** Throttled requests as a percentage of all that came; the requests do not count those. A single one is none. */
export function throttledShare(throttles: MetricRef, requests: MetricRef): Query {
  return {
    expression: 'IF(throttles >= 2, 100 * throttles / (throttles + requests), 0)',
    metrics: { throttles, requests },
  };
}
