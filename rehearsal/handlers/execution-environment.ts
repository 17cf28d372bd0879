import { MessageChannel, Worker } from 'node:worker_threads';
import type { FunctionModel, NotRehearsed } from '../template/model';
import { environmentVariables } from './environment-variables';
import type { InvocationResult } from './invocation';
import type { Ending, InvokeMessage, NetworkAnswer, NetworkCall, WorkerMessage, WorkerSetup } from './worker-messages';

type Line = InvocationResult['lines'][number];

interface EnvironmentOptions {
  readonly model: FunctionModel & { readonly codeDirectory: string };
  readonly workerFile: string;
  readonly region: string;
  readonly seed: string;
  readonly watchdogMs: number;
  /** Counts the environments of a function. */
  readonly index: number;
  readonly atMs: number;
  readonly answer: (call: NetworkCall) => Promise<NetworkAnswer>;
  readonly note: (finding: NotRehearsed) => void;
}

/** A worker thread that runs one function, one invocation at a time, until it exits or is discarded. */
export class ExecutionEnvironment {
  public busy = false;
  /** Whether a handler was called here before: the next invocation is no cold start. */
  public warm = false;
  /** Whether the worker is no longer of use. */
  public gone = false;
  private readonly worker: Worker;
  private readonly answered = new SharedArrayBuffer(4);
  private readonly answers = new MessageChannel();
  private lines: Line[] = [];
  private onBegin: () => Line | undefined = () => undefined;
  private onEnding: (ending: Ending) => void = () => {};
  private watchdog: NodeJS.Timeout | undefined;

  public constructor(private readonly options: EnvironmentOptions) {
    const { model, region, atMs, index } = options;
    const logStreamName = logStream(model.functionName, index, atMs);
    const setup: WorkerSetup = {
      functionName: model.functionName,
      functionArn: model.arn,
      handler: model.handler,
      codeDirectory: model.codeDirectory,
      runtime: model.runtime,
      timeoutMs: model.timeoutSeconds * 1000,
      memoryMegabytes: model.memoryMegabytes,
      logFormat: model.logFormat,
      logGroupName: model.logGroupName,
      logStreamName,
      seed: options.seed,
      atMs,
      answered: this.answered,
      answers: this.answers.port2,
    };
    this.worker = new Worker(options.workerFile, {
      workerData: setup,
      transferList: [this.answers.port2],
      env: environmentVariables(model, { region, logStreamName, codeDirectory: model.codeDirectory }),
      argv: [],
      execArgv: [],
      stdin: false,
      resourceLimits: { maxOldGenerationSizeMb: Math.max(model.memoryMegabytes, 256) },
    });
    this.worker.on('message', (message: WorkerMessage) => this.receive(message));
    this.worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') {
        options.note({ where: model.functionName, what: `the rehearsal's worker failed: ${error.message}` });
      }
      this.end({ outcome: 'killed', elapsedMs: 0 });
    });
    this.worker.on('exit', (code) => {
      this.gone = true;
      this.end({ outcome: 'exit', code, elapsedMs: 0 });
    });
  }

  /** Runs one invocation; `onBegin` gives the line that comes before the handler's own. */
  public async invoke(
    message: InvokeMessage,
    onBegin: () => Line,
  ): Promise<{ readonly ending: Ending; readonly lines: readonly Line[] }> {
    this.busy = true;
    this.onBegin = onBegin;
    const ending = await new Promise<Ending>((resolve) => {
      this.onEnding = resolve;
      this.watch(true);
      this.worker.postMessage(message);
    });
    this.watch(false);
    this.onEnding = () => {};
    const lines = this.lines;
    this.lines = [];
    if (endsProcess(ending)) await this.close();
    this.busy = false;
    return { ending, lines };
  }

  /** Ends the worker at once. */
  public async close(): Promise<void> {
    this.gone = true;
    this.watch(false);
    this.answers.port1.close();
    await this.worker.terminate();
  }

  private receive(message: WorkerMessage): void {
    switch (message.kind) {
      case 'line':
        this.lines.push({ timestampMs: message.timestampMs, message: message.message });
        break;
      case 'began': {
        this.warm = true;
        const line = this.onBegin();
        if (line !== undefined) this.lines.push(line);
        break;
      }
      case 'call':
        void this.answer(message.call);
        break;
      case 'finding':
        this.options.note(message.finding);
        break;
      case 'ended':
        this.end(message.ending);
        break;
    }
  }

  private async answer(call: NetworkCall): Promise<void> {
    // The worker stands still meanwhile; what it waits for may be another function's invocation.
    this.watch(false);
    const answer = await this.options.answer(call);
    if (this.gone) return;
    this.watch(this.busy);
    this.answers.port1.postMessage(answer);
    const signal = new Int32Array(this.answered);
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  }

  private end(ending: Ending): void {
    this.onEnding(ending);
  }

  private watch(on: boolean): void {
    clearTimeout(this.watchdog);
    if (!on) return;
    const { watchdogMs, model } = this.options;
    this.watchdog = setTimeout(() => {
      this.options.note({
        where: model.functionName,
        what: `an invocation that ran for ${watchdogMs} ms of real time without waiting for anything: counted as a time-out`,
      });
      // An endless loop hears nothing; what it wrote is received before the exit is.
      this.onEnding = once(this.onEnding, { outcome: 'timeout', elapsedMs: model.timeoutSeconds * 1000 });
      void this.worker.terminate();
    }, watchdogMs);
  }
}

/** Replaces whatever ending comes next by `ending`. */
function once(onEnding: (ending: Ending) => void, ending: Ending) {
  return () => onEnding(ending);
}

function endsProcess(ending: Ending): boolean {
  return ending.outcome === 'error' ? ending.fatal : ending.outcome !== 'success';
}

/** `2026/01/05/[$LATEST]…`, the same in every run. */
function logStream(functionName: string, index: number, atMs: number): string {
  const day = new Date(atMs).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[$LATEST]${functionName}-${index}`;
}
