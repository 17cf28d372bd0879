import type { Carrier } from './delivery/ports';
import { fieldsOf, listOf, nested, numberOf, textOf } from './events/fields';

/** What an invocation brings. */
export interface Incoming {
  readonly carriers: readonly Carrier[];
  /** Whether failed records can be reported one by one; what came directly fails as a whole. */
  readonly fromQueue: boolean;
}

/** The messages in an event: a batch of the queue, or whatever was sent to the function directly. */
export function incomingOf(event: unknown, requestId: string): Incoming {
  const records = listOf(fieldsOf(event), 'Records');
  if (records.length > 0 && records.every((record) => textOf(record, 'eventSource') === 'aws:sqs')) {
    const carriers = records.map((record) => ({
      messageId: textOf(record, 'messageId') ?? requestId,
      body: textOf(record, 'body') ?? '',
      tries: numberOf(nested(record, 'attributes'), 'ApproximateReceiveCount') ?? 1,
      receiptHandle: textOf(record, 'receiptHandle'),
    }));
    return { carriers, fromQueue: true };
  }
  const notifications = records.map((record) => fieldsOf(record.Sns)).filter((sns) => sns !== undefined);
  const bodies = notifications.length > 0 ? notifications : [event];
  const carriers = bodies.map((body, index) => ({
    messageId: `${requestId}#${index}`,
    body: typeof body === 'string' ? body : (JSON.stringify(body) ?? ''),
    tries: 1,
  }));
  return { carriers, fromQueue: false };
}
