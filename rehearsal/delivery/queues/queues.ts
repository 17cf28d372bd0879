import { type Clock, Phase } from '../../clock';
import type { AwsAnswer, AwsBackend, AwsCall } from '../../handlers/invocation';
import type { QueueModel } from '../../template/model';
import type { Recorder } from '../recorder';
import type { StableIds } from '../stable-ids';
import { type MessageAttribute, messageIdOf, type QueueMessage } from './message';
import { Queue } from './queue';
import { type QueueCounter, QueueMetrics } from './queue-metrics';
import { answerSqsCall } from './sqs-calls';

/** A message to be sent. */
export interface OutgoingMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  /** The queue's own delay by default. */
  readonly delaySeconds?: number;
}

/**
 * All queues of the stack. What a handler does to them takes effect at the virtual time of its call, which may lie
 * ahead of the clock while the handler runs.
 */
export class Queues implements AwsBackend {
  public readonly all: readonly Queue[];
  private readonly metrics: QueueMetrics;
  private readonly watchers: ((queue: Queue, atMs: number) => void)[] = [];

  public constructor(
    models: readonly QueueModel[],
    private readonly clock: Clock,
    private readonly recorder: Recorder,
    private readonly ids: StableIds,
  ) {
    this.all = models.map((model) => new Queue(model));
    this.metrics = new QueueMetrics(this.all, clock, recorder, (queue, atMs) => this.expire(queue, atMs));
  }

  /** Answers a handler's SQS call; `undefined` for another service or an operation that is not simulated. */
  public async call(call: AwsCall): Promise<AwsAnswer | undefined> {
    return call.service === 'sqs' ? answerSqsCall(this, call) : undefined;
  }

  /** The queue with this name, ARN or URL. */
  public find(reference: string): Queue | undefined {
    return this.all.find(({ model }) => [model.queueName, model.arn, model.url].includes(reference));
  }

  /** Calls `watcher` whenever messages of a queue become visible. */
  public onVisible(watcher: (queue: Queue, atMs: number) => void): void {
    this.watchers.push(watcher);
  }

  /** Sends a message; it is in the queue from `atMs` on. Returns its id. */
  public send(queue: Queue, message: OutgoingMessage, atMs: number): string {
    const { queueName, delaySeconds } = queue.model;
    const messageId = this.ids.uuid('message', queueName, atMs, message.body);
    const visibleMs = atMs + (message.delaySeconds ?? delaySeconds) * 1000;
    this.clock.schedule(atMs, Phase.TRAFFIC, () => {
      this.metrics.count(queue, 'NumberOfMessagesSent', atMs);
      this.metrics.size(queue, Buffer.byteLength(message.body), atMs);
      const { body, attributes = {} } = message;
      const entry = { messageId, body, attributes, sentMs: atMs, arrivedMs: atMs, visibleMs };
      this.arrive(queue, { ...entry, inFlight: false, receiveCount: 0, receivedHere: 0 }, 'sent', atMs);
    });
    return messageId;
  }

  /** Receives now; messages that have used up their receives move to the dead-letter queue instead. */
  public receive(
    queue: Queue,
    maximum: number,
    atMs: number,
    visibilityTimeoutSeconds?: number,
  ): readonly QueueMessage[] {
    this.expire(queue, atMs);
    const timeoutSeconds = visibilityTimeoutSeconds ?? queue.model.visibilityTimeoutSeconds;
    const { received, exhausted } = queue.receive(maximum, atMs, timeoutSeconds);
    for (const message of exhausted) this.moveToDeadLetters(queue, message, atMs);
    for (const message of received) this.wakeAt(queue, message.visibleMs);
    const counter: QueueCounter = received.length === 0 ? 'NumberOfEmptyReceives' : 'NumberOfMessagesReceived';
    this.metrics.count(queue, counter, atMs, Math.max(1, received.length));
    return received;
  }

  /** Deletes a message at `atMs`; deleting what is gone is no error, as in SQS. */
  public delete(queue: Queue, receiptHandle: string, atMs: number): void {
    this.clock.schedule(atMs, Phase.TRAFFIC, () => {
      if (queue.remove(messageIdOf(receiptHandle))) this.metrics.count(queue, 'NumberOfMessagesDeleted', atMs);
    });
  }

  /** Makes a message in flight visible again `timeoutSeconds` after `atMs`. */
  public changeVisibility(queue: Queue, receiptHandle: string, timeoutSeconds: number, atMs: number): void {
    this.clock.schedule(atMs, Phase.TRAFFIC, () => {
      const message = queue.find(messageIdOf(receiptHandle));
      if (message === undefined || message.visibleMs <= atMs) return;
      message.visibleMs = atMs + timeoutSeconds * 1000;
      this.wakeAt(queue, message.visibleMs);
    });
  }

  /** An operator moves a dead-letter queue's messages back to where they came from. They become new messages. */
  public redriveDeadLetters(queueArn: string): void {
    const atMs = this.clock.now();
    const deadLetters = this.find(queueArn);
    for (const message of deadLetters?.clear() ?? []) {
      const source = this.find(message.deadLetterSourceArn ?? '') ?? this.sourceOf(queueArn);
      if (source === undefined) {
        deadLetters!.add(message);
        continue;
      }
      const messageId = this.ids.uuid('redriven', source.model.queueName, atMs, message.messageId);
      const { body, attributes } = message;
      const entry = { messageId, body, attributes, sentMs: atMs, arrivedMs: atMs, visibleMs: atMs };
      this.arrive(source, { ...entry, inFlight: false, receiveCount: 0, receivedHere: 0 }, 'redriven', atMs);
    }
  }

  /** An operator throws away everything in a queue. */
  public purge(queueName: string): void {
    const atMs = this.clock.now();
    const messages = this.find(queueName)?.clear().length ?? 0;
    this.recorder.event({ atMs, kind: 'queuePurged', queueName, messages });
  }

  private sourceOf(deadLetterArn: string): Queue | undefined {
    return this.all.find(({ model }) => model.redrive?.deadLetterTargetArn === deadLetterArn);
  }

  private moveToDeadLetters(queue: Queue, message: QueueMessage, atMs: number): void {
    const target = this.find(queue.model.redrive?.deadLetterTargetArn ?? '');
    if (target === undefined) {
      const { queueName } = queue.model;
      this.recorder.event({ atMs, kind: 'messageLost', queueName, messageId: message.messageId });
      return;
    }
    // Age counts from the move, retention from the first send: SQS documents both for standard queues.
    const moved = { arrivedMs: atMs, visibleMs: atMs, inFlight: false, receivedHere: 0 };
    this.arrive(target, { ...message, ...moved, deadLetterSourceArn: queue.model.arn }, 'deadLettered', atMs);
  }

  private arrive(queue: Queue, message: QueueMessage, how: string, atMs: number): void {
    queue.add(message);
    const { queueName } = queue.model;
    this.recorder.event({ atMs, kind: 'message', queueName, messageId: message.messageId, how });
    this.wakeAt(queue, message.visibleMs);
  }

  private expire(queue: Queue, atMs: number): void {
    for (const { messageId } of queue.expire(atMs)) {
      this.recorder.event({ atMs, kind: 'message', queueName: queue.model.queueName, messageId, how: 'expired' });
    }
  }

  private wakeAt(queue: Queue, atMs: number): void {
    this.clock.schedule(atMs, Phase.TRAFFIC, () => {
      for (const watcher of this.watchers) watcher(queue, this.clock.now());
    });
  }
}
