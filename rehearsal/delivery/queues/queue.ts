import type { QueueModel } from '../../template/model';
import type { QueueMessage } from './message';

/** Messages that a receive has to move to the dead-letter queue instead of giving them out. */
export interface Receive {
  readonly received: readonly QueueMessage[];
  readonly exhausted: readonly QueueMessage[];
}

/** The messages of one queue: what is visible, in flight or expired at an instant. Knows no clock and no other queue. */
export class Queue {
  private messages: QueueMessage[] = [];

  public constructor(public readonly model: QueueModel) {}

  /** Adds a message, oldest first; equal times are ordered by id, so that arrival order in real time does not count. */
  public add(message: QueueMessage): void {
    const later = (each: QueueMessage): boolean =>
      each.arrivedMs > message.arrivedMs ||
      (each.arrivedMs === message.arrivedMs && each.messageId > message.messageId);
    const index = this.messages.findIndex(later);
    this.messages.splice(index === -1 ? this.messages.length : index, 0, message);
  }

  /** Takes up to `maximum` visible messages and makes them invisible for `visibilityTimeoutSeconds`. */
  public receive(maximum: number, atMs: number, visibilityTimeoutSeconds: number): Receive {
    const received: QueueMessage[] = [];
    const exhausted: QueueMessage[] = [];
    for (const message of this.messages) {
      if (received.length === maximum) break;
      if (message.visibleMs > atMs) continue;
      if (message.receivedHere >= (this.model.redrive?.maxReceiveCount ?? Number.POSITIVE_INFINITY)) {
        exhausted.push(message);
        continue;
      }
      message.receiveCount += 1;
      message.receivedHere += 1;
      message.firstReceivedMs ??= atMs;
      message.inFlight = true;
      message.visibleMs = atMs + visibilityTimeoutSeconds * 1000;
      received.push(message);
    }
    for (const message of exhausted) this.remove(message.messageId);
    return { received, exhausted };
  }

  public find(messageId: string): QueueMessage | undefined {
    return this.messages.find((message) => message.messageId === messageId);
  }

  /** Removes and returns a message; `undefined` when it is not (or no longer) here. */
  public remove(messageId: string): QueueMessage | undefined {
    const message = this.find(messageId);
    this.messages = this.messages.filter((each) => each !== message);
    return message;
  }

  /** Removes and returns everything. */
  public clear(): readonly QueueMessage[] {
    const all = this.messages;
    this.messages = [];
    return all;
  }

  /** Removes and returns what is older than the retention period. */
  public expire(atMs: number): readonly QueueMessage[] {
    const oldestMs = atMs - this.model.retentionSeconds * 1000;
    const expired = this.messages.filter((message) => message.sentMs <= oldestMs);
    if (expired.length > 0) this.messages = this.messages.filter((message) => message.sentMs > oldestMs);
    return expired;
  }

  public visible(atMs: number): number {
    return this.messages.filter((message) => message.visibleMs <= atMs).length;
  }

  public notVisible(atMs: number): number {
    return this.messages.filter((message) => message.inFlight && message.visibleMs > atMs).length;
  }

  public delayed(atMs: number): number {
    return this.messages.filter((message) => !message.inFlight && message.visibleMs > atMs).length;
  }

  /** Age of the oldest message. SQS leaves out messages that were received more than three times. */
  public oldestAgeSeconds(atMs: number): number {
    const oldest = this.messages.find((message) => message.receivedHere <= 3);
    return oldest === undefined ? 0 : Math.max(0, Math.floor((atMs - oldest.arrivedMs) / 1000));
  }
}
