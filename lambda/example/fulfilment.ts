import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { measured } from '../runtime';
import { parseObject } from './order';
import { markFulfilled } from './order-table';

/** What the warehouse knows. */
const KNOWN_SKU = /^sku-\d+$/;

/**
 * Fulfils the orders of a batch. A message that fails is reported alone, so that only it comes again; after the queue's
 * `maxReceiveCount` it goes to the dead-letter queue, where an alarm waits for it.
 */
export const handler = measured(
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchItemFailure[] = [];
    for (const { messageId, body } of event.Records) {
      try {
        await fulfil(body);
      } catch (error) {
        console.error({ message: 'order not fulfilled', messageId, reason: String(error) });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  },
  { service: 'fulfilment' },
);

/** Throws if it cannot understand the message or cannot store the result. */
async function fulfil(body: string): Promise<void> {
  const { orderId, sku } = parseObject(body) ?? {};
  if (typeof orderId !== 'string' || typeof sku !== 'string') throw new Error('the message is not an order');
  if (!KNOWN_SKU.test(sku)) throw new Error(`the warehouse has no ${sku}`);
  await markFulfilled(orderId);
  console.info({ message: 'order fulfilled', orderId });
}
