import type { AwsAnswer, AwsCall } from '../../handlers/invocation';
import { type MessageAttribute, md5Of, receiptHandleOf, systemAttributesOf } from './message';
import type { Queue } from './queue';
import type { OutgoingMessage, Queues } from './queues';

type Input = Readonly<Record<string, unknown>>;
type Operation = (queues: Queues, queue: Queue, input: Input, atMs: number) => Record<string, unknown>;

/** Virtual time that one call takes. */
const latencyMs = 5;

/** Answers one call in SQS's JSON protocol; `undefined` for an operation that is not simulated. */
export function answerSqsCall(queues: Queues, call: AwsCall): AwsAnswer | undefined {
  const operation = operations[call.operation];
  if (operation === undefined) return undefined;
  const reference = String(call.input.QueueUrl ?? call.input.QueueName ?? '');
  const queue = queues.find(reference);
  if (queue === undefined) {
    const message = `The specified queue does not exist: ${reference || '(none given)'}`;
    return { error: { code: 'QueueDoesNotExist', message, statusCode: 400 }, latencyMs };
  }
  return { output: operation(queues, queue, call.input, call.atMs + latencyMs), latencyMs };
}

const operations: Readonly<Record<string, Operation>> = {
  GetQueueUrl: (_queues, queue) => ({ QueueUrl: queue.model.url }),

  GetQueueAttributes: (_queues, queue, input, atMs) => attributesOf(queue, input, atMs),

  SendMessage: (queues, queue, input, atMs) => send(queues, queue, input, atMs),

  SendMessageBatch: (queues, queue, input, atMs) => batch(input, (entry) => send(queues, queue, entry, atMs)),

  ReceiveMessage: (queues, queue, input, atMs) => {
    const timeoutSeconds = typeof input.VisibilityTimeout === 'number' ? input.VisibilityTimeout : undefined;
    const messages = queues.receive(queue, Number(input.MaxNumberOfMessages ?? 1), atMs, timeoutSeconds);
    if (messages.length === 0) return {};
    return {
      Messages: messages.map((message) => ({
        MessageId: message.messageId,
        ReceiptHandle: receiptHandleOf(message),
        MD5OfBody: md5Of(message.body),
        Body: message.body,
        Attributes: systemAttributesOf(message, accountOf(queue)),
        ...(Object.keys(message.attributes).length === 0 ? {} : { MessageAttributes: message.attributes }),
      })),
    };
  },

  DeleteMessage: (queues, queue, input, atMs) => {
    queues.delete(queue, String(input.ReceiptHandle), atMs);
    return {};
  },

  DeleteMessageBatch: (queues, queue, input, atMs) =>
    batch(input, (entry) => {
      queues.delete(queue, String(entry.ReceiptHandle), atMs);
      return {};
    }),

  ChangeMessageVisibility: (queues, queue, input, atMs) => {
    queues.changeVisibility(queue, String(input.ReceiptHandle), Number(input.VisibilityTimeout ?? 0), atMs);
    return {};
  },

  ChangeMessageVisibilityBatch: (queues, queue, input, atMs) =>
    batch(input, (entry) => {
      queues.changeVisibility(queue, String(entry.ReceiptHandle), Number(entry.VisibilityTimeout ?? 0), atMs);
      return {};
    }),
};

function send(queues: Queues, queue: Queue, input: Input, atMs: number): Record<string, unknown> {
  const body = String(input.MessageBody ?? '');
  const message: OutgoingMessage = {
    body,
    attributes: (input.MessageAttributes ?? {}) as Record<string, MessageAttribute>,
    ...(typeof input.DelaySeconds === 'number' ? { delaySeconds: input.DelaySeconds } : {}),
  };
  return { MessageId: queues.send(queue, message, atMs), MD5OfMessageBody: md5Of(body) };
}

function batch(input: Input, each: (entry: Input) => Record<string, unknown>): Record<string, unknown> {
  const entries = (Array.isArray(input.Entries) ? input.Entries : []) as Input[];
  return { Successful: entries.map((entry) => ({ Id: entry.Id, ...each(entry) })), Failed: [] };
}

function attributesOf(queue: Queue, input: Input, atMs: number): Record<string, unknown> {
  const { model } = queue;
  const all: Record<string, string> = {
    QueueArn: model.arn,
    ApproximateNumberOfMessages: String(queue.visible(atMs)),
    ApproximateNumberOfMessagesNotVisible: String(queue.notVisible(atMs)),
    ApproximateNumberOfMessagesDelayed: String(queue.delayed(atMs)),
    VisibilityTimeout: String(model.visibilityTimeoutSeconds),
    DelaySeconds: String(model.delaySeconds),
    MessageRetentionPeriod: String(model.retentionSeconds),
    ...(model.redrive === undefined ? {} : { RedrivePolicy: JSON.stringify(model.redrive) }),
  };
  const asked = (Array.isArray(input.AttributeNames) ? input.AttributeNames : []).map(String);
  const wanted = Object.entries(all).filter(([name]) => asked.includes('All') || asked.includes(name));
  return { Attributes: Object.fromEntries(wanted) };
}

function accountOf(queue: Queue): string {
  return queue.model.arn.split(':')[4]!;
}
