import { createHash } from 'node:crypto';
import type { FunctionModel, NotRehearsed } from '../template/model';
import { ExecutionEnvironment } from './execution-environment';
import type { AwsBackend, InvocationRequest, InvocationResult, Invoker, OutsideWorld } from './invocation';
import { Network } from './network';
import { endLines, exitFailure, startLine, timeoutLine } from './platform-line';
import { workerFile } from './worker-file';
import type { Ending } from './worker-messages';

/** What a handler that does nothing takes. */
const BASE_DURATION_MS = 3;
const WATCHDOG_MS = 10_000;
/** Environments of one function at a time; more are needed only by functions that call each other without end. */
const MOST_ENVIRONMENTS = 10;

export interface HandlerPoolOptions {
  readonly functions: readonly FunctionModel[];
  readonly region: string;
  readonly account: string;
  /** What stands behind the handlers' AWS calls. */
  readonly aws: AwsBackend;
  /** What stands for every other host. */
  readonly outside: OutsideWorld;
  /** Start of the handlers' randomness; equal seeds give equal runs. */
  readonly seed?: number;
  /** Real time that an invocation may run without waiting for anything, before it counts as hanging. */
  readonly watchdogMs?: number;
}

type Runnable = FunctionModel & { readonly codeDirectory: string };

/** Runs the real handlers of a stack in worker threads, in virtual time. Everything that they do is answered here. */
export class HandlerPool implements Invoker {
  /** What could not be rehearsed, each thing once. */
  public readonly findings: NotRehearsed[] = [];
  private readonly functions: ReadonlyMap<string, FunctionModel>;
  private readonly environments = new Map<string, ExecutionEnvironment[]>();
  private readonly started = new Map<string, number>();
  private readonly network: Network;
  private worker: string | undefined;

  public constructor(private readonly options: HandlerPoolOptions) {
    this.functions = new Map(options.functions.map((model) => [model.functionName, model]));
    this.network = new Network(options.aws, options.outside, (finding) => this.note(finding));
  }

  /** Makes the pool ready; workers start with the first invocation of their function. */
  public async start(): Promise<void> {
    this.worker = workerFile();
    // Lambda's time zone; a worker has that of its process, whatever its own environment says.
    process.env.TZ = 'UTC';
    for (const model of this.functions.values()) {
      if (!isRunnable(model)) this.note({ where: model.logicalId, what: whyNotRunnable(model) });
    }
  }

  /** Ends every worker. */
  public async close(): Promise<void> {
    const all = [...this.environments.values()].flat();
    this.environments.clear();
    await Promise.all(all.map((environment) => environment.close()));
  }

  /** Never rejects because of what a handler does. A function that cannot be run succeeds with nothing, and is noted. */
  public async invoke(request: InvocationRequest): Promise<InvocationResult> {
    const model = this.functions.get(request.functionName);
    if (model === undefined) return this.unknown(request);
    if (!isRunnable(model)) {
      return { outcome: 'success', payload: null, durationMs: BASE_DURATION_MS, coldStart: false, lines: [] };
    }
    const environment = this.environmentFor(model, request.atMs);
    if (environment === undefined) return this.throttled(request);
    return this.run(model, environment, request);
  }

  private async run(
    model: Runnable,
    environment: ExecutionEnvironment,
    request: InvocationRequest,
  ): Promise<InvocationResult> {
    const { requestId, atMs, fault } = request;
    const coldStart = !environment.warm;
    let began = false;
    const { ending, lines } = await environment.invoke(
      {
        requestId,
        atMs,
        traceId: traceIdOf(requestId, atMs),
        payloadJson: JSON.stringify(request.payload) ?? 'null',
        ...(fault === undefined ? {} : { fault }),
      },
      () => {
        began = true;
        return startLine(model, requestId, atMs);
      },
    );
    const durationMs = durationOf(model, ending);
    const endMs = atMs + durationMs;
    const { lines: closing, ...result } = resultOf(model, requestId, endMs, ending);
    const ended = { ...result, durationMs, coldStart };
    return {
      ...ended,
      lines: [
        ...lines,
        ...(began ? [] : [startLine(model, requestId, atMs)]),
        ...closing,
        ...endLines(model, requestId, endMs, ended),
      ],
    };
  }

  /** An idle environment of the function, or a new one: a function may be called while it runs. */
  private environmentFor(model: Runnable, atMs: number): ExecutionEnvironment | undefined {
    if (this.worker === undefined) throw new Error('HandlerPool: call start() before invoke()');
    const all = (this.environments.get(model.functionName) ?? []).filter(({ gone }) => !gone);
    this.environments.set(model.functionName, all);
    const idle = all.find(({ busy }) => !busy);
    if (idle !== undefined || all.length >= MOST_ENVIRONMENTS) return idle;
    const index = this.started.get(model.functionName) ?? 0;
    this.started.set(model.functionName, index + 1);
    const environment = new ExecutionEnvironment({
      model,
      index,
      atMs,
      workerFile: this.worker,
      region: this.options.region,
      seed: String(this.options.seed ?? 0),
      watchdogMs: this.options.watchdogMs ?? WATCHDOG_MS,
      answer: (call) => this.network.answer(model.functionName, call),
      note: (finding) => this.note(finding),
    });
    all.push(environment);
    return environment;
  }

  private unknown({ functionName }: InvocationRequest): InvocationResult {
    this.note({ where: functionName, what: 'a function that is called but is not in the template' });
    const arn = `arn:aws:lambda:${this.options.region}:${this.options.account}:function:${functionName}`;
    return failed('ResourceNotFoundException', `Function not found: ${arn}`);
  }

  private throttled({ functionName }: InvocationRequest): InvocationResult {
    this.note({ where: functionName, what: `a function that calls itself more than ${MOST_ENVIRONMENTS} times over` });
    return failed('TooManyRequestsException', 'Rate Exceeded.');
  }

  private note({ where: functionName, what }: NotRehearsed): void {
    const where = this.functions.get(functionName)?.logicalId ?? functionName;
    if (this.findings.some((finding) => finding.where === where && finding.what === what)) return;
    this.findings.push({ where, what });
  }
}

function isRunnable(model: FunctionModel): model is Runnable {
  return model.codeDirectory !== undefined && model.runtime.startsWith('nodejs');
}

function whyNotRunnable(model: FunctionModel): string {
  return model.runtime.startsWith('nodejs')
    ? 'a function without a code folder in the cloud assembly: its invocations succeed and do nothing'
    : `a function for ${model.runtime}: its invocations succeed and do nothing`;
}

function durationOf(model: FunctionModel, ending: Ending): number {
  const timeoutMs = model.timeoutSeconds * 1000;
  return ending.outcome === 'timeout' ? timeoutMs : Math.min(ending.elapsedMs + BASE_DURATION_MS, timeoutMs);
}

function resultOf(
  model: FunctionModel,
  requestId: string,
  endMs: number,
  ending: Ending,
): Pick<InvocationResult, 'outcome' | 'payload' | 'error' | 'lines'> {
  switch (ending.outcome) {
    case 'success':
      return { outcome: 'success', payload: JSON.parse(ending.payloadJson), lines: [] };
    case 'error':
      return {
        outcome: 'error',
        error: { errorType: ending.errorType, errorMessage: ending.errorMessage },
        lines: [],
      };
    case 'timeout': {
      const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${model.timeoutSeconds.toFixed(2)} seconds`;
      return {
        outcome: 'timeout',
        error: { errorType: 'Sandbox.Timedout', errorMessage },
        lines: [timeoutLine(model, requestId, endMs)],
      };
    }
    default: {
      const reason = ending.outcome === 'exit' ? { exitCode: ending.code } : { signal: 'killed' };
      const { error, line } = exitFailure(model, requestId, endMs, reason);
      return { outcome: 'error', error, lines: [line] };
    }
  }
}

function failed(errorType: string, errorMessage: string): InvocationResult {
  return { outcome: 'error', error: { errorType, errorMessage }, durationMs: 0, coldStart: false, lines: [] };
}

/** An X-Ray trace header that depends on the invocation alone. */
function traceIdOf(requestId: string, atMs: number): string {
  const digest = createHash('sha256').update(requestId).digest('hex');
  const epochSeconds = Math.floor(atMs / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${epochSeconds}-${digest.slice(0, 24)};Parent=${digest.slice(24, 40)};Sampled=0`;
}
