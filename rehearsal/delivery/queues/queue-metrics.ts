import { type Clock, Phase } from '../../clock';
import type { Recorder } from '../recorder';
import type { Queue } from './queue';

const minuteMs = 60_000;

/** What SQS counts for each minute. */
export type QueueCounter =
  | 'NumberOfMessagesSent'
  | 'NumberOfMessagesReceived'
  | 'NumberOfMessagesDeleted'
  | 'NumberOfEmptyReceives';

const counters: readonly QueueCounter[] = [
  'NumberOfMessagesSent',
  'NumberOfMessagesReceived',
  'NumberOfMessagesDeleted',
  'NumberOfEmptyReceives',
];

/**
 * Publishes the AWS/SQS metrics of every queue when a virtual minute ends, stamped with the start of that minute:
 * counts of what happened in it, and the queue's depth and age at its end. Queues count as active from the start.
 */
export class QueueMetrics {
  private readonly counts = new Map<string, number>();

  public constructor(
    private readonly queues: readonly Queue[],
    private readonly clock: Clock,
    private readonly recorder: Recorder,
    private readonly beforeSampling: (queue: Queue, atMs: number) => void,
  ) {
    if (queues.length > 0) this.scheduleAfter(clock.now());
  }

  public count(queue: Queue, counter: QueueCounter, atMs: number, by = 1): void {
    const key = `${queue.model.queueName} ${counter} ${minuteOf(atMs)}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + by);
  }

  /** The size of a message that was sent. */
  public size(queue: Queue, bytes: number, atMs: number): void {
    const dimensions = { QueueName: queue.model.queueName };
    const sample = { namespace: 'AWS/SQS', metricName: 'SentMessageSize', dimensions, unit: 'Bytes' };
    this.recorder.sample({ ...sample, timestampMs: minuteOf(atMs), values: [bytes] }, minuteOf(atMs) + minuteMs);
  }

  private scheduleAfter(atMs: number): void {
    const nextMs = minuteOf(atMs) + minuteMs;
    this.clock.schedule(nextMs, Phase.SAMPLES, () => {
      for (const queue of this.queues) this.publish(queue, nextMs);
      this.scheduleAfter(nextMs);
    });
  }

  private publish(queue: Queue, atMs: number): void {
    this.beforeSampling(queue, atMs);
    const timestampMs = atMs - minuteMs;
    const put = (metricName: string, value: number, unit = 'Count'): void => {
      const dimensions = { QueueName: queue.model.queueName };
      this.recorder.sample({ namespace: 'AWS/SQS', metricName, dimensions, unit, timestampMs, values: [value] }, atMs);
    };
    put('ApproximateNumberOfMessagesVisible', queue.visible(atMs));
    put('ApproximateNumberOfMessagesNotVisible', queue.notVisible(atMs));
    put('ApproximateNumberOfMessagesDelayed', queue.delayed(atMs));
    put('ApproximateAgeOfOldestMessage', queue.oldestAgeSeconds(atMs), 'Seconds');
    for (const counter of counters) {
      const key = `${queue.model.queueName} ${counter} ${timestampMs}`;
      put(counter, this.counts.get(key) ?? 0);
      this.counts.delete(key);
    }
  }
}

function minuteOf(atMs: number): number {
  return Math.floor(atMs / minuteMs) * minuteMs;
}
