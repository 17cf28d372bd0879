import { performance } from 'node:perf_hooks';
import * as timersPromises from 'node:timers/promises';
import { install } from '@sinonjs/fake-timers';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The clock that everything in the worker reads. It stands still while code runs and is moved on by `fireNext`, timer
 * by timer, whenever there is nothing else left to do. `setImmediate`, `nextTick` and microtasks are about turns, not
 * about time, and stay real.
 */
export class VirtualTime {
  private readonly clock: ReturnType<typeof install>;

  public constructor(atMs: number) {
    this.clock = install({
      now: atMs,
      toFake: ['Date', 'Intl', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'hrtime'],
      ignoreMissingTimers: true,
      // Otherwise a handler that clears what is no timer finds a warning of the library among its own lines.
      shouldClearNativeTimers: true,
    });
    this.neverSoonerThanNode();
    this.replacePerformance();
    replaceAbortTimeout();
    replaceSchedulerWait();
  }

  /** Milliseconds since the epoch. */
  public now(): number {
    return this.clock.now;
  }

  /** Sets the clock; timers that are pending keep the time that was left to them, as in a process that was frozen. */
  public standAt(atMs: number): void {
    this.clock.setSystemTime(atMs);
  }

  /** Runs `run` in `delayMs` (never, if Infinity); returns what cancels it. */
  public after(delayMs: number, run: () => void): () => void {
    if (!Number.isFinite(delayMs)) return () => {};
    const timer = this.clock.setTimeout(run, delayMs);
    return () => this.clock.clearTimeout(timer);
  }

  public pendingTimers(): number {
    return this.clock.countTimers();
  }

  /** Moves the clock to the next timer and fires it. What the timer throws is thrown. */
  public fireNext(): void {
    this.clock.next();
  }

  /** Node makes 1 ms of a delay of 0; without it, a loop of `await sleep(0)` would never get anywhere. */
  private neverSoonerThanNode(): void {
    const { setTimeout: delay, setInterval: repeat } = this.clock;
    const atLeastOne = (ms: unknown) => {
      const number = Number(ms);
      return number >= 1 && number <= LONGEST_TIMER_MS ? number : 1;
    };
    const wrap = (timer: typeof delay): typeof delay =>
      Object.assign(
        (run: Parameters<typeof delay>[0], ms?: number, ...args: unknown[]) =>
          timer.call(this.clock, run, atLeastOne(ms), ...args),
        timer,
      );
    this.clock.setTimeout = wrap(delay);
    this.clock.setInterval = wrap(repeat);
  }

  private replacePerformance(): void {
    const elapsed = () => Number(process.hrtime.bigint()) / 1e6;
    Object.defineProperties(performance, {
      now: { configurable: true, writable: true, value: elapsed },
      timeOrigin: { configurable: true, get: () => this.clock.now - elapsed() },
    });
  }
}

function replaceAbortTimeout(): void {
  AbortSignal.timeout = (delayMs: number) => {
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }, delayMs);
    return controller.signal;
  };
}

function replaceSchedulerWait(): void {
  timersPromises.scheduler.wait = (delayMs, options) => timersPromises.setTimeout(delayMs, undefined, options);
}
