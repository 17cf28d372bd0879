import { md5Of, type QueueMessage, receiptHandleOf, systemAttributesOf } from './message';
import type { Queue } from './queue';

/** The event that a function gets for a batch of messages. */
export function sqsEventOf(queue: Queue, messages: readonly QueueMessage[]): { readonly Records: readonly unknown[] } {
  const [, , , awsRegion, account] = queue.model.arn.split(':');
  return {
    Records: messages.map((message) => ({
      messageId: message.messageId,
      receiptHandle: receiptHandleOf(message),
      body: message.body,
      attributes: systemAttributesOf(message, account!),
      messageAttributes: Object.fromEntries(
        Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
          name,
          {
            ...(StringValue === undefined ? {} : { stringValue: StringValue }),
            ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
            stringListValues: [],
            binaryListValues: [],
            dataType: DataType,
          },
        ]),
      ),
      md5OfBody: md5Of(message.body),
      eventSource: 'aws:sqs',
      eventSourceARN: queue.model.arn,
      awsRegion,
    })),
  };
}
