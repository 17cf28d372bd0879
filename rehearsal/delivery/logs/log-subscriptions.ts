import { type Clock, Phase } from '../../clock';
import type { LogEvent } from '../../logs/log-event';
import type { LogLine } from '../../logs/log-line';
import type { Model, NotRehearsed } from '../../template/model';
import type { Lambdas } from '../lambda/lambdas';
import type { Recorder } from '../recorder';
import { type SubscriptionFilter, subscriptionFiltersOf } from './subscription-filters';
import { awslogsEventOf } from './subscription-payload';

/** What `LogSubscriptions` works with. */
export interface LogSubscriptionsOptions {
  readonly model: Pick<Model, 'account' | 'subscriptionFilters' | 'metricFilters' | 'functions'>;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly lambdas: Lambdas;
}

/**
 * Sends log events that match a subscription filter to its function. Those that come in at one instant go together;
 * CloudWatch gathers them for some seconds.
 */
export class LogSubscriptions {
  /** Filters that deliver nothing here, and why. */
  public readonly findings: NotRehearsed[] = [];
  private readonly filters: readonly SubscriptionFilter[];
  private readonly waiting = new Map<SubscriptionFilter, LogEvent[]>();

  public constructor(private readonly options: LogSubscriptionsOptions) {
    this.filters = subscriptionFiltersOf(options.model, (finding) => this.findings.push(finding));
  }

  /** Takes in a log event that has just become visible. */
  public take(event: LogEvent, line: LogLine): void {
    for (const filter of this.filters) {
      if (filter.model.logGroupName !== event.logGroupName || filter.match(line) === undefined) continue;
      const batch = this.waiting.get(filter);
      if (batch !== undefined) {
        batch.push(event);
        continue;
      }
      this.waiting.set(filter, [event]);
      const { clock } = this.options;
      clock.schedule(clock.now(), Phase.TIMERS, () => this.send(filter));
    }
  }

  private send(filter: SubscriptionFilter): void {
    const { clock, recorder, lambdas, model } = this.options;
    const { functionName } = filter;
    const { filterName, logGroupName } = filter.model;
    // The order in which events of one time were written counts for nothing.
    const events = this.waiting.get(filter)!.sort((a, b) => a.timestampMs - b.timestampMs || compare(a, b));
    this.waiting.delete(filter);
    const atMs = clock.now();
    const payload = awslogsEventOf({ account: model.account, logGroupName, filterName, events });
    recorder.event({ atMs, kind: 'logSubscription', filterName, logGroupName, functionName, logEvents: events.length });
    recorder.sample({
      namespace: 'AWS/Logs',
      metricName: 'ForwardedLogEvents',
      dimensions: { LogGroupName: logGroupName, DestinationType: 'Lambda', FilterName: filterName },
      unit: 'None',
      timestampMs: atMs,
      values: [events.length],
    });
    lambdas.invokeAsync(functionName, payload, atMs);
  }
}

function compare({ message: a }: LogEvent, { message: b }: LogEvent): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
