import { failureOf } from '../log-line';
import type { Ending, InvokeMessage, WorkerSetup } from '../worker-messages';
import { type Handler, runtimeError } from './handler-module';
import type { Host } from './host';
import type { Output } from './output';
import type { VirtualTime } from './virtual-time';

type Outcome = Ending extends infer Each ? (Each extends Ending ? Omit<Each, 'elapsedMs'> : never) : never;

/** One invocation in the worker, from the message that starts it to its ending. */
export class InvocationRun {
  /** Set once; what happens afterwards does not count. */
  public ending: Ending | undefined;
  private startMs: number;
  private deadlineMs: number;
  private cancelDeadline: () => void = () => {};
  /** Whether the handler answers through its callback, which it may never call. */
  private callbackStyle = false;

  public constructor(
    private readonly setup: WorkerSetup,
    private readonly message: InvokeMessage,
    private readonly host: Host,
    private readonly time: VirtualTime,
    private readonly output: Output,
    private readonly onEnd: () => void,
  ) {
    this.startMs = time.now();
    this.deadlineMs = this.startMs;
  }

  /** Gives what follows `limitMs` of virtual time, counted from now. */
  public start(limitMs: number): void {
    this.cancelDeadline();
    this.startMs = this.time.now();
    this.deadlineMs = this.startMs + limitMs;
    this.cancelDeadline = this.time.after(limitMs, () => this.end({ outcome: 'timeout' }));
  }

  /** Calls the handler and waits for what it returns. */
  public async call(handler: Handler): Promise<void> {
    const { fault } = this.message;
    if (fault?.kind === 'timeout') {
      this.time.standAt(this.deadlineMs);
      this.end({ outcome: 'timeout' });
    } else if (fault?.kind === 'exit') {
      process.exit(fault.code);
    } else if (fault?.kind === 'outOfMemory') {
      this.end({ outcome: 'killed' });
    } else {
      if (fault?.kind === 'slow') await new Promise<void>((resolve) => this.time.after(fault.extraMs, resolve));
      const result = fault?.kind === 'throw' ? Promise.reject(new Error(fault.message)) : this.result(handler);
      this.end({ outcome: 'success', payloadJson: this.host.neutral(serialize(await result)) });
    }
  }

  /** Logs the failure and ends with it. A fatal one takes the process with it. */
  public fail(title: string, error: unknown, fatal: boolean): void {
    if (this.ending !== undefined) return;
    this.output.failure(title, error);
    const { errorType, errorMessage } = failureOf(error);
    this.end({ outcome: 'error', errorType, errorMessage: this.host.neutral(errorMessage), fatal });
  }

  public exit(code: number): void {
    this.end({ outcome: 'exit', code });
  }

  /** The event loop is empty: time moves on to the next timer, of which the deadline is one. */
  public idle(): void {
    if (this.callbackStyle && this.time.pendingTimers() === 1) this.end({ outcome: 'success', payloadJson: 'null' });
    else this.time.fireNext();
  }

  private end(outcome: Outcome): void {
    if (this.ending !== undefined) return;
    this.cancelDeadline();
    this.ending = { ...outcome, elapsedMs: this.time.now() - this.startMs };
    this.onEnd();
  }

  private result(handler: Handler): unknown {
    const callbacks = /^nodejs(\d+)/.exec(this.setup.runtime)?.[1] ?? '24';
    if (Number(callbacks) >= 24) {
      if (handler.length < 3) return handler(JSON.parse(this.message.payloadJson), this.context());
      throw runtimeError(
        'CallbackHandlerDeprecated',
        `${this.setup.handler} takes a callback, which ${this.setup.runtime} does not support: make it an async function`,
      );
    }
    return new Promise((resolve, reject) => {
      const callback = (error: unknown, value: unknown) =>
        error === null || error === undefined ? resolve(value) : reject(error);
      const returned = handler(JSON.parse(this.message.payloadJson), this.context(), callback);
      if (isThenable(returned)) resolve(returned);
      else this.callbackStyle = true;
    });
  }

  private context(): Record<string, unknown> {
    const { functionName, functionArn, memoryMegabytes, logGroupName, logStreamName } = this.setup;
    return {
      callbackWaitsForEmptyEventLoop: true,
      functionVersion: '$LATEST',
      functionName,
      memoryLimitInMB: String(memoryMegabytes),
      logGroupName,
      logStreamName,
      invokedFunctionArn: functionArn,
      awsRequestId: this.message.requestId,
      getRemainingTimeInMillis: () => Math.max(0, this.deadlineMs - this.time.now()),
    };
  }
}

function isThenable(value: unknown): boolean {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
}

function serialize(value: unknown): string {
  try {
    return JSON.stringify(value === undefined ? null : value) ?? 'null';
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw runtimeError('MarshalError', `Unable to stringify response body: ${reason}`);
  }
}
