import type { Alert } from '../alert';
import { type Route, routeOf } from '../environment';
import { errorName } from '../error-name';
import { openEnvelope } from '../events/envelope';
import { readAlert } from '../events/read-alert';
import { backoffSeconds } from './backoff';
import { deliver, type Outcome, type RetryOutcome } from './deliver';
import { channelKey } from './identity';
import type { Carrier, Ports } from './ports';

/** A record and what it says. */
interface Item {
  readonly carrier: Carrier;
  readonly route: Route;
  readonly alert: Alert;
}

/** One delivery may need two posts and an update; with less time than that left it is not begun. */
const TIME_FOR_ONE_MS = 15_000;

/**
 * Delivers a batch, oldest change first, so that an ALARM and its OK in the same batch meet in one thread. One at a time:
 * vendors take about one message a second. Returns the messages that must come back.
 */
export async function deliverBatch(carriers: readonly Carrier[], ports: Ports): Promise<readonly Carrier[]> {
  const items = carriers.map((carrier): Item => {
    const envelope = openEnvelope(carrier.body);
    const route = routeOf(ports.environment.routes, envelope.topicArn);
    return { carrier, route, alert: readAlert(envelope, route.severity) };
  });
  const paused = new Map<string, RetryOutcome>();
  const failed: Carrier[] = [];
  for (const [index, item] of oldestFirst(items).entries()) {
    // The first one is always tried: a function with a short time-out must not send everything back for ever.
    const hurry = index > 0 && ports.remainingMs() < TIME_FOR_ONE_MS;
    const retry = hurry
      ? { kind: 'retry' as const, why: 'no time left', afterSeconds: 1 }
      : await handle(item, paused, ports);
    if (retry === undefined) continue;
    failed.push(item.carrier);
    await postpone(item.carrier, retry, ports);
  }
  return failed;
}

/** Delivers to each channel of the route; what has to be tried again, if anything has. */
async function handle(item: Item, paused: Map<string, RetryOutcome>, ports: Ports): Promise<RetryOutcome | undefined> {
  const { alert, carrier, route } = item;
  if (alert.suppressedBy !== undefined) {
    ports.log.info({ event: 'alert suppressed', alert: alert.id, state: alert.state, by: alert.suppressedBy });
    return undefined;
  }
  const retries: RetryOutcome[] = [];
  for (const channel of route.channels) {
    const key = channelKey(channel);
    const outcome = paused.get(key) ?? (await deliver(alert, channel, carrier, ports));
    report(alert, channel.vendor, outcome, ports);
    if (outcome.kind !== 'retry') continue;
    if (outcome.pause) paused.set(key, outcome);
    retries.push(outcome);
  }
  return retries.length === 0 ? undefined : latest(retries, carrier.tries);
}

function report(alert: Alert, vendor: string, outcome: Outcome, ports: Ports): void {
  const about = { alert: alert.id, state: alert.state, severity: alert.severity, vendor };
  switch (outcome.kind) {
    case 'delivered': {
      ports.log.info({ event: 'alert delivered', ...about });
      const latencyMs = alert.changedAtMs === undefined ? undefined : Math.max(0, ports.now() - alert.changedAtMs);
      ports.metrics({ AlertsDelivered: 1, ...(latencyMs !== undefined && { DeliveryLatency: latencyMs }) });
      break;
    }
    case 'skipped':
      ports.log.info({ event: 'alert skipped', ...about, why: outcome.why });
      break;
    case 'retry':
      ports.log.warn({ event: 'alert will be retried', ...about, why: outcome.why });
      ports.metrics({ AlertsRetried: 1 });
      break;
    case 'undeliverable':
      ports.log.error({ event: 'alert undeliverable, now in the dead-letter queue', ...about, why: outcome.why });
      ports.metrics({ AlertsUndeliverable: 1 });
  }
}

/** One message has one time to come back: late enough for every channel that asked for patience. */
function latest(retries: readonly RetryOutcome[], tries: number): RetryOutcome {
  const wait = (retry: RetryOutcome) => backoffSeconds(tries, retry.afterSeconds);
  return retries.reduce((chosen, retry) => (wait(retry) > wait(chosen) ? retry : chosen));
}

async function postpone(carrier: Carrier, retry: RetryOutcome, ports: Ports): Promise<void> {
  if (carrier.receiptHandle === undefined) return;
  try {
    await ports.queues.hide(carrier.receiptHandle, backoffSeconds(carrier.tries, retry.afterSeconds));
  } catch (error) {
    // It comes back all the same, when the queue's own visibility timeout ends.
    const why = errorName(error);
    ports.log.warn({ event: 'the time of the next try could not be set', why });
  }
}

function oldestFirst(items: readonly Item[]): readonly Item[] {
  return items.toSorted((a, b) => (a.alert.changedAtMs ?? Infinity) - (b.alert.changedAtMs ?? Infinity) || 0);
}
