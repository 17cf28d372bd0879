import type { Alert } from '../alert';
import type { ChannelRoute } from '../environment';
import { errorName } from '../error-name';
import { Memory } from './memory';
import type { Carrier, Ports } from './ports';
import { post } from './post';
import { place, remember } from './thread';

/** How a delivery ended. Only after `retry` is there more to do. */
export type Outcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'skipped' | 'undeliverable'; readonly why: string }
  | RetryOutcome;

/** To be tried again. */
export interface RetryOutcome {
  readonly kind: 'retry';
  readonly why: string;
  readonly afterSeconds?: number;
  /** The channel must be left alone for the rest of the batch. */
  readonly pause?: boolean;
}

/** Brings one alert to one channel, once: posted, in the dead-letter queue, or to be retried; never lost. */
export async function deliver(alert: Alert, route: ChannelRoute, carrier: Carrier, ports: Ports): Promise<Outcome> {
  const memory = new Memory(alert, route, carrier, ports);
  const claim = await memory.claim();
  if (claim.kind === 'done') return { kind: 'skipped', why: 'this change has been delivered already' };
  if (claim.kind === 'busy') {
    const afterSeconds = (claim.untilMs - ports.now()) / 1000;
    return { kind: 'retry', why: 'another invocation is delivering this change', afterSeconds };
  }

  const known = await memory.thread();
  const placement = place(alert, known);
  if (placement.kind === 'skip') {
    await memory.keep(remember(alert, known, placement, undefined));
    await memory.settle('DONE');
    return { kind: 'skipped', why: placement.why };
  }

  const sent = await post(alert, route, placement.thread, ports);
  if (sent.outcome === 'retry') {
    await memory.settle('RELEASED');
    return { kind: 'retry', why: sent.why, afterSeconds: sent.afterSeconds, pause: sent.pause };
  }
  if (sent.outcome === 'broken') return bury(route, carrier, sent.why, memory, ports);
  if (sent.remark !== undefined) {
    ports.log.warn({ event: 'alert posted with a remark', alert: alert.id, vendor: route.vendor, remark: sent.remark });
  }
  // The thread first: if the process dies in between, the thread still shows that this change has been posted.
  await memory.keep(remember(alert, known, placement, sent.messageId));
  await memory.settle('DONE');
  return { kind: 'delivered' };
}

async function bury(
  route: ChannelRoute,
  carrier: Carrier,
  why: string,
  memory: Memory,
  ports: Ports,
): Promise<Outcome> {
  try {
    await ports.queues.bury(carrier.body, { vendor: route.vendor, why });
  } catch (error) {
    const name = errorName(error);
    await memory.settle('RELEASED');
    return { kind: 'retry', why: `${why}; and the dead-letter queue did not take it (${name})` };
  }
  await memory.settle('UNDELIVERABLE');
  return { kind: 'undeliverable', why };
}
