import type { Duration } from 'aws-cdk-lib';

/**
 * What is normal for a resource that answers requests. Only you know; each that is given switches on one more alarm
 * for resources whose catalogue entry has that signal.
 */
export interface Expected {
  /**
   * How long a request may take, for nine of ten of them (or as the resource publishes it). Switches on the ticket
   * `slower-than-expected`: above it in 3 of 5 minutes.
   *
   * @default - no such alarm
   */
  readonly latency?: Duration;

  /**
   * Requests a minute in the quietest hour that is still normal. Switches on the ticket `less-traffic-than-expected`:
   * less than half of it, or none at all, over 3 periods of 5 minutes (15 or 60 where requests are few). Below 0.5 that
   * comes by chance, and a warning says so.
   *
   * @default - no such alarm
   */
  readonly trafficPerMinute?: number;

  /**
   * Lets CloudWatch learn what is normal: `unusual-latency` and `unusual-traffic` compare with an anomaly detection
   * band, for what `latency` and `trafficPerMinute` do not say. Each is billed as three metrics. For resources with
   * regular traffic: no data counts as less than usual.
   *
   * @default false
   */
  readonly anomaly?: boolean;
}
