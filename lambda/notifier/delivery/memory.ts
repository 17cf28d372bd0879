import type { Alert } from '../alert';
import type { ChannelRoute } from '../environment';
import { errorName } from '../error-name';
import { deliveryKey, threadKey } from './identity';
import type { Carrier, Ports } from './ports';
import type { Claim, Settlement } from './state-store';
import type { Thread } from './thread';

/** Spare time after the end of the invocation, until its claim may be taken over. */
const LEASE_MARGIN_MS = 1_000;

/**
 * The state of one delivery. When the table cannot be reached it remembers nothing and says so in the log: an alert that
 * is posted twice, or outside its thread, is better than one that is not posted.
 */
export class Memory {
  private readonly delivery: string;
  private readonly alarm: string;
  private lost = false;

  public constructor(
    alert: Alert,
    route: ChannelRoute,
    private readonly carrier: Carrier,
    private readonly ports: Ports,
  ) {
    this.delivery = deliveryKey(alert, route);
    this.alarm = threadKey(alert, route);
  }

  /** Claims the delivery for as long as this invocation can live. */
  public async claim(): Promise<Claim> {
    const { messageId } = this.carrier;
    const nowMs = this.ports.now();
    const leaseUntilMs = nowMs + this.ports.remainingMs() + LEASE_MARGIN_MS;
    const claim = await this.attempt('claim', (states) =>
      states.claim(this.delivery, { messageId, nowMs, leaseUntilMs }),
    );
    return claim ?? { kind: 'claimed' };
  }

  /** Ends the claim. */
  public async settle(outcome: Settlement['outcome']): Promise<void> {
    const settlement = { outcome, messageId: this.carrier.messageId, nowMs: this.ports.now() };
    await this.attempt('settle', (states) => states.settle(this.delivery, settlement));
  }

  /** The alarm's thread in the channel. */
  public async thread(): Promise<Thread | undefined> {
    return this.attempt('thread', (states) => states.thread(this.alarm, this.ports.now()));
  }

  /** Keeps the thread, if there is anything new. */
  public async keep(thread: Thread | undefined): Promise<void> {
    if (thread === undefined) return;
    await this.attempt('keep', (states) => states.keepThread(this.alarm, thread, this.ports.now()));
  }

  private async attempt<T>(step: string, call: (states: Ports['states']) => Promise<T>): Promise<T | undefined> {
    // Asked once: the time that a table takes to fail belongs to the post.
    if (this.lost) return undefined;
    try {
      return await call(this.ports.states);
    } catch (error) {
      this.lost = true;
      const why = errorName(error);
      this.ports.log.warn({ event: 'state table out of reach, delivering without it', step, why });
      return undefined;
    }
  }
}
