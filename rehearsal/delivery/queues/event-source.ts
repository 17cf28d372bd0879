import { type Clock, Phase } from '../../clock';
import type { EventSourceMappingModel } from '../../template/model';
import type { Lambdas } from '../lambda/lambdas';
import { succeededMessageIds } from './batch-response';
import { receiptHandleOf } from './message';
import type { Queue } from './queue';
import type { Queues } from './queues';
import { sqsEventOf } from './sqs-event';

/**
 * Lambda's poller between a queue and a function: fetches batches as messages become visible, deletes what the
 * function has handled, and leaves the rest in flight until its visibility timeout ends. Without a maximum
 * concurrency it fetches as fast as messages come; AWS scales up over minutes.
 */
export class EventSource {
  private running = 0;
  private pollAtMs: number | undefined;

  public constructor(
    private readonly mapping: EventSourceMappingModel,
    private readonly queue: Queue,
    private readonly queues: Queues,
    private readonly lambdas: Lambdas,
    private readonly clock: Clock,
  ) {
    queues.onVisible((changed, atMs) => {
      if (changed === queue) this.pollSoon(atMs);
    });
  }

  /** Polls after everything else of this instant, so that messages sent together come in one batch. */
  private pollSoon(atMs: number): void {
    const visible = this.queue.visible(atMs);
    if (visible === 0) return;
    const full = visible >= this.mapping.batchSize;
    const waitMs = full ? 0 : this.mapping.maximumBatchingWindowSeconds * 1000;
    const dueMs = atMs + waitMs;
    if (this.pollAtMs !== undefined && this.pollAtMs <= dueMs) return;
    this.pollAtMs = dueMs;
    this.clock.schedule(dueMs, Phase.TRAFFIC, () => this.poll(dueMs));
  }

  private async poll(atMs: number): Promise<void> {
    if (this.pollAtMs !== atMs) return;
    this.pollAtMs = undefined;
    const limit = this.mapping.maximumConcurrency ?? Number.POSITIVE_INFINITY;
    while (this.running < limit && this.queue.visible(atMs) > 0) await this.runBatch(atMs);
  }

  private async runBatch(atMs: number): Promise<void> {
    const { functionName, batchSize, reportBatchItemFailures } = this.mapping;
    // A queue that hides nothing would give the same messages again at once, for ever.
    const hiddenSeconds = Math.max(1, this.queue.model.visibilityTimeoutSeconds);
    const messages = this.queues.receive(this.queue, batchSize, atMs, hiddenSeconds);
    if (messages.length === 0) return;
    // Taken now: a message that is received again while the function runs gets a new handle.
    const handles = new Map(messages.map((message) => [message.messageId, receiptHandleOf(message)]));
    this.running += 1;
    const result = await this.lambdas.invokeSync(functionName, sqsEventOf(this.queue, messages), atMs);
    const endMs = atMs + result.durationMs;
    for (const id of succeededMessageIds(result, [...handles.keys()], reportBatchItemFailures)) {
      this.queues.delete(this.queue, handles.get(id)!, endMs);
    }
    this.clock.schedule(endMs, Phase.TRAFFIC, () => {
      this.running -= 1;
      this.pollSoon(endMs);
    });
  }
}
