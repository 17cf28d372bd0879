import { createHash } from 'node:crypto';

/** A message attribute as SendMessage takes it. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

/** A message in a queue. All times are virtual. */
export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** When it was first sent: what retention counts from, also in a dead-letter queue. */
  readonly sentMs: number;
  /** When it came into this queue: what its age counts from. */
  readonly arrivedMs: number;
  /** Until when it is delayed or in flight. */
  visibleMs: number;
  inFlight: boolean;
  /** Receives over all queues. */
  receiveCount: number;
  /** Receives from this queue: what the redrive policy counts. */
  receivedHere: number;
  firstReceivedMs?: number;
  /** Queue that it was moved from as a dead letter. */
  readonly deadLetterSourceArn?: string;
}

/** Receipt handle of a message's latest receive. */
export function receiptHandleOf(message: QueueMessage): string {
  return Buffer.from(`${message.messageId}/${message.receiveCount}`).toString('base64url');
}

/** Id of the message that a receipt handle belongs to. Any handle of a message serves, as on a standard queue. */
export function messageIdOf(receiptHandle: string): string {
  return Buffer.from(receiptHandle, 'base64url').toString().split('/')[0]!;
}

/** MD5 of a body, in hex: what the SDK checks an answer against. */
export function md5Of(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

/** System attributes of a received message, as ReceiveMessage and a Lambda event show them. */
export function systemAttributesOf(message: QueueMessage, senderId: string): Record<string, string> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentMs),
    SenderId: senderId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedMs ?? message.sentMs),
    ...(message.deadLetterSourceArn === undefined ? {} : { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
  };
}
