/** How one invocation of a function is asked for. */
export interface InvocationRequest {
  readonly functionName: string;
  readonly requestId: string;
  readonly payload: unknown;
  /** Virtual time at which the invocation starts. */
  readonly atMs: number;
  /** A fault that the scenario injects in place of (or before) the handler. */
  readonly fault?: InvocationFault;
}

export type InvocationFault =
  | { readonly kind: 'throw'; readonly message: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'exit'; readonly code: number }
  /** The process is killed for using too much memory. */
  | { readonly kind: 'outOfMemory' }
  /** The handler begins `extraMs` later than it should; the time-out goes on meanwhile. */
  | { readonly kind: 'slow'; readonly extraMs: number };

/** How it ended. All times are virtual. */
export interface InvocationResult {
  readonly outcome: 'success' | 'error' | 'timeout';
  /** What the handler returned; absent unless `success`. */
  readonly payload?: unknown;
  /** What an invoker sees of a failure: `{ errorType, errorMessage }`. */
  readonly error?: { readonly errorType: string; readonly errorMessage: string };
  readonly durationMs: number;
  readonly coldStart: boolean;
  /** What the function and the platform wrote, already in the function's log format. */
  readonly lines: readonly { readonly timestampMs: number; readonly message: string }[];
}

/** Runs functions. */
export interface Invoker {
  invoke(request: InvocationRequest): Promise<InvocationResult>;
}

/** One call of a handler to AWS, as the loopback endpoint understood it. */
export interface AwsCall {
  /** `sqs`, `secretsmanager`, `dynamodb` … */
  readonly service: string;
  /** `SendMessage`, `GetSecretValue` … */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Function that called. */
  readonly functionName: string;
  /** Virtual time of the call. */
  readonly atMs: number;
}

/** The answer, and how long it took in virtual time. */
export type AwsAnswer =
  | { readonly output: Record<string, unknown>; readonly latencyMs: number }
  | {
      readonly error: { readonly code: string; readonly message: string; readonly statusCode: number };
      readonly latencyMs: number;
    };

/** What stands behind the loopback endpoint: the simulated services. */
export interface AwsBackend {
  /** `undefined` when the operation is not simulated: the caller gets a 501 that says so. */
  call(call: AwsCall): Promise<AwsAnswer | undefined>;
}

/** One HTTP request of a handler to a host outside AWS (a chat vendor, a dependency). It never leaves the machine. */
export interface OutsideRequest {
  readonly functionName: string;
  readonly atMs: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface OutsideResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** Virtual time until the answer arrives; `Infinity` for a peer that never answers. */
  readonly latencyMs: number;
}

/** What stands for the rest of the internet: chat vendors and the scenario's dependencies. */
export interface OutsideWorld {
  /** `undefined` when nobody stands for that host: the handler sees ECONNREFUSED and the run notes it. */
  request(request: OutsideRequest): Promise<OutsideResponse | undefined>;
}
