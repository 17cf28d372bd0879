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
 * though 7 more requests had succeeded: one error counts among fewer than 13 requests, and from five on the share alone
 * decides. Four bad minutes, because a deployment is two or three and a blip soon after it another; of twenty, because
 * there is no request in most minutes of a quiet service, and so that a schedule that fails every five minutes pages
 * once. Until four minutes had a request, a ticket tells that most of what came in ten minutes failed.
 *
 * Long periods without a request count as good. Left missing, CloudWatch would look back at older ones instead, and tell
 * once more of an incident that is over.
 */
export function requestErrorAlarms({ errors, requests, noun, causes, lookAt }: RequestErrors): AlarmDefault[] {
  const metrics = { errors, requests };
  const shared = { causes, lookAt };
  return [
    {
      id: 'errors',
      severity: Severity.PAGE,
      symptom: `too many ${noun} fail`,
      query: { expression: `IF((errors >= 5) OR (20 * errors > requests + 7), ${SHARE}, 0)`, metrics },
      threshold: { above: 5, unit: '%' },
      datapoints: minutes(4, 20),
      source: 'AWS observability guidance: error rate over 5 %; 4 of 20 minutes and enough errors, simulated',
      ...shared,
    },
    {
      id: 'errors-most',
      severity: Severity.TICKET,
      symptom: `most ${noun} fail`,
      query: { expression: `IF(FILL(errors, 0) >= 2, ${SHARE}, 0)`, metrics },
      threshold: { above: 50, unit: '%' },
      datapoints: { breaching: 1, of: 1, periodSeconds: 600 },
      source: 'simulated: outages of what is asked for less than once a minute',
      ...shared,
    },
    {
      id: 'errors-lasting',
      severity: Severity.TICKET,
      symptom: `${noun} keep failing`,
      query: { expression: `IF(FILL(errors, 0) >= 2, ${SHARE}, 0)`, metrics },
      threshold: { above: 1.5, unit: '%' },
      // All five of an hour: what is over within half an hour is in four of them at most, as are a deployment and a blip.
      datapoints: { breaching: 5, of: 5, periodSeconds: 720 },
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
