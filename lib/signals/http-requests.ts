import { requestErrorAlarms } from './request-errors';
import { errors, percentage, traffic } from './rows';
import type { AlarmDefault, MetricRef, Signal } from './signal';

/** What counts its answers by their class. */
export interface HttpRequests {
  readonly requests: MetricRef;
  /** 5xx. */
  readonly failed: MetricRef;
  /** 4xx. */
  readonly refused: MetricRef;
  /** Why requests fail, most likely first. */
  readonly causes: string;
  readonly lookAt: string;
  /** Alarms besides those on what failed. @default - none */
  readonly further?: readonly AlarmDefault[];
}

/** Traffic and errors of what answers requests of HTTP. */
export function httpRequests({ requests, failed, refused, causes, lookAt, further = [] }: HttpRequests): Signal[] {
  return [
    traffic({ title: 'Requests', unit: 'count', lines: { requests } }),
    errors({
      title: 'Errors',
      unit: '%',
      lines: { '5xx': percentage(failed, requests), '4xx': percentage(refused, requests) },
      alarms: [...requestErrorAlarms({ errors: failed, requests, noun: 'requests', causes, lookAt }), ...further],
    }),
  ];
}
