import type { MessagePort } from 'node:worker_threads';
import type { NotRehearsed } from '../template/model';
import type { InvocationFault } from './invocation';

/** What a worker is told once, when it starts (its `workerData`). */
export interface WorkerSetup {
  readonly functionName: string;
  readonly functionArn: string;
  readonly handler: string;
  /** Real path of the code; what the function writes shows `/var/task` instead. */
  readonly codeDirectory: string;
  /** `nodejs24.x`, as in the template. */
  readonly runtime: string;
  readonly timeoutMs: number;
  readonly memoryMegabytes: number;
  readonly logFormat: 'JSON' | 'Text';
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly seed: string;
  /** Virtual time at which the worker starts. */
  readonly atMs: number;
  /** One Int32: 1 as soon as the answer to the pending call lies in `answers`. */
  readonly answered: SharedArrayBuffer;
  readonly answers: MessagePort;
}

/** One invocation, told to the worker. */
export interface InvokeMessage {
  readonly requestId: string;
  readonly payloadJson: string;
  readonly traceId: string;
  readonly atMs: number;
  readonly fault?: InvocationFault;
}

/** One HTTP request of a handler, whoever it is for. */
export interface NetworkCall {
  readonly atMs: number;
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What comes back over the virtual network, `latencyMs` (virtual) after the call; `Infinity`: nothing ever does. */
export type NetworkAnswer =
  | {
      readonly statusCode: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly latencyMs: number;
    }
  | { readonly refused: true; readonly latencyMs: number };

/** How an invocation ended, as the worker saw it. */
export type Ending = { readonly elapsedMs: number } & (
  | { readonly outcome: 'success'; readonly payloadJson: string }
  | { readonly outcome: 'error'; readonly errorType: string; readonly errorMessage: string; readonly fatal: boolean }
  | { readonly outcome: 'timeout' }
  | { readonly outcome: 'exit'; readonly code: number }
  | { readonly outcome: 'killed' }
);

export type WorkerMessage =
  /** The module is loaded and the handler is about to be called. */
  | { readonly kind: 'began' }
  | { readonly kind: 'line'; readonly timestampMs: number; readonly message: string }
  | { readonly kind: 'call'; readonly call: NetworkCall }
  | { readonly kind: 'finding'; readonly finding: NotRehearsed }
  | { readonly kind: 'ended'; readonly ending: Ending };
