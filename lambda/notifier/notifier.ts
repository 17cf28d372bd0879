import type { SQSBatchResponse } from 'aws-lambda';
import { deliverBatch } from './delivery/batch';
import type { Ports } from './delivery/ports';
import { incomingOf } from './incoming';

/** The part of Lambda's context that matters here. */
export interface InvocationContext {
  readonly awsRequestId?: string;
  getRemainingTimeInMillis?(): number;
}

/** The notifier, for any world that the ports stand for. */
export type Notifier = (event: unknown, context?: InvocationContext) => Promise<SQSBatchResponse>;

/** What is assumed where the context does not say: the constructs' time-out of the function. */
const ASSUMED_TIMEOUT_MS = 60_000;

/** Delivers what each event brings; `world` is asked once for the ports, at the first event. */
export function createNotifier(world: () => Omit<Ports, 'remainingMs'>): Notifier {
  let ports: Omit<Ports, 'remainingMs'> | undefined;
  return async (event, context) => {
    ports ??= world();
    const now = ports.now;
    const startMs = now();
    const remainingMs = () => context?.getRemainingTimeInMillis?.() ?? startMs + ASSUMED_TIMEOUT_MS - now();
    const { carriers, fromQueue } = incomingOf(event, context?.awsRequestId ?? 'direct');
    const failed = await deliverBatch(carriers, { ...ports, remainingMs });
    if (fromQueue) return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    if (failed.length > 0) {
      // Without a queue only a failed invocation is tried again; what has been delivered is not posted twice.
      throw new Error(`${failed.length} of ${carriers.length} alerts could not be delivered; the log says why.`);
    }
    return { batchItemFailures: [] };
  };
}
