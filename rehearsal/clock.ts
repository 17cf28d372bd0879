/**
 * What happens first when several things fall on the same virtual instant.
 * This order, then the order of scheduling, is the determinism contract of a rehearsal.
 */
export enum Phase {
  /** Requests, invocations, deliveries: whatever causes samples and log lines. */
  TRAFFIC = 0,
  /** Samples and log lines that become visible at this instant, and the metrics that services publish each minute. */
  SAMPLES = 1,
  METRIC_ALARMS = 2,
  COMPOSITE_ALARMS = 3,
  /** Wait periods, extension periods and edges of mute windows. */
  TIMERS = 4,
  /** Alarm actions: what SNS is told. */
  ACTIONS = 5,
}

interface Entry {
  readonly atMs: number;
  readonly phase: Phase;
  readonly sequence: number;
  readonly run: () => void | Promise<void>;
}

function before(a: Entry, b: Entry): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs;
  if (a.phase !== b.phase) return a.phase < b.phase;
  return a.sequence < b.sequence;
}

/**
 * Virtual time: a queue of things to do, run in order, one at a time. A step that is asynchronous (a handler in its
 * worker) is awaited before the next one starts, so how busy the machine is cannot change a result.
 */
export class Clock {
  private readonly heap: Entry[] = [];
  private sequence = 0;
  private nowMs: number;

  public constructor(startMs: number) {
    this.nowMs = startMs;
  }

  /** The current virtual time, in milliseconds since the epoch. */
  public now(): number {
    return this.nowMs;
  }

  /** Runs `run` at virtual time `atMs`, or now if that has passed. */
  public schedule(atMs: number, phase: Phase, run: () => void | Promise<void>): void {
    const entry = { atMs: Math.max(atMs, this.nowMs), phase, sequence: this.sequence++, run };
    this.heap.push(entry);
    this.siftUp(this.heap.length - 1);
  }

  /** Runs everything up to and including `endMs`, then stands at `endMs`. */
  public async runUntil(endMs: number): Promise<void> {
    for (let next = this.heap[0]; next !== undefined && next.atMs <= endMs; next = this.heap[0]) {
      this.pop();
      this.nowMs = next.atMs;
      const pending = next.run();
      if (pending !== undefined) await pending;
    }
    this.nowMs = Math.max(this.nowMs, endMs);
  }

  private pop(): void {
    const last = this.heap.pop()!;
    if (this.heap.length === 0) return;
    this.heap[0] = last;
    this.siftDown(0);
  }

  private siftUp(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(this.heap[index]!, this.heap[parent]!)) return;
      this.swap(index, parent);
      index = parent;
    }
  }

  private siftDown(start: number): void {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let first = index;
      if (left < this.heap.length && before(this.heap[left]!, this.heap[first]!)) first = left;
      if (right < this.heap.length && before(this.heap[right]!, this.heap[first]!)) first = right;
      if (first === index) return;
      this.swap(index, first);
      index = first;
    }
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b]!, this.heap[a]!];
  }
}
