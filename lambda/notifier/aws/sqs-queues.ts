import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Queues } from '../delivery/ports';
import type { Environment } from '../environment';

/** SQS behind `Queues`. */
export function sqsQueues(client: SQSClient, environment: Environment): Queues {
  return {
    async hide(receiptHandle, seconds) {
      const input = { QueueUrl: environment.queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
      await client.send(new ChangeMessageVisibilityCommand(input));
    },
    async bury(body, attributes) {
      const entries = Object.entries(attributes).map(([name, value]) => [
        name,
        { DataType: 'String', StringValue: value },
      ]);
      const input = {
        QueueUrl: environment.deadLetterQueueUrl,
        // SQS takes no empty body, and an empty message is a message too.
        MessageBody: body === '' ? '(empty)' : body,
        MessageAttributes: Object.fromEntries(entries),
      };
      await client.send(new SendMessageCommand(input));
    },
  };
}
