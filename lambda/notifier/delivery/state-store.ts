import type { Thread } from './thread';

/** What is remembered between invocations. Every method throws what AWS throws. */
export interface StateStore {
  /** Asks for the right to make a delivery. */
  claim(key: string, claim: ClaimRequest): Promise<Claim>;
  /** Ends a claim. */
  settle(key: string, settlement: Settlement): Promise<void>;
  /** The thread of an alarm in a channel. */
  thread(key: string, nowMs: number): Promise<Thread | undefined>;
  /** Keeps a thread, unless something newer has been kept. */
  keepThread(key: string, thread: Thread, nowMs: number): Promise<void>;
}

/** Who asks, and for how long. */
export interface ClaimRequest {
  /** SQS's id of the message: a message that a person took out of the dead-letter queue has a new one. */
  readonly messageId: string;
  readonly nowMs: number;
  readonly leaseUntilMs: number;
}

/** `done`: it needs no more doing. `busy`: somebody else is at it until then. */
export type Claim =
  | { readonly kind: 'claimed' }
  | { readonly kind: 'done' }
  | { readonly kind: 'busy'; readonly untilMs: number };

/** `RELEASED`: not done, the next one may try at once. `UNDELIVERABLE`: in the dead-letter queue. */
export interface Settlement {
  readonly outcome: 'DONE' | 'RELEASED' | 'UNDELIVERABLE';
  readonly messageId: string;
  readonly nowMs: number;
}

/** SQS keeps a message for 14 days at most: after that nothing can come a second time. */
export const DELIVERY_TTL_SECONDS = 14 * 86_400;

/** An alarm that has been firing for longer than this is resolved by a plain post. */
export const THREAD_TTL_SECONDS = 30 * 86_400;
