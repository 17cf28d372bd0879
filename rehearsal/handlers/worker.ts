import { realpathSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { workerData } from 'node:worker_threads';
import { virtualFetch } from './inside/fetch';
import { type Handler, HandlerModule, runtimeError } from './inside/handler-module';
import { Host } from './inside/host';
import { InvocationRun } from './inside/invocation-run';
import { isolate } from './inside/isolation';
import { Output } from './inside/output';
import { seedRandomness } from './inside/seeded-random';
import { fixSelfMeasurement } from './inside/self-measurement';
import { hideOwnFrames } from './inside/stack-trace';
import { VirtualTime } from './inside/virtual-time';
import { Wire } from './inside/wire';
import type { InvokeMessage, WorkerSetup } from './worker-messages';

// The execution environment of one function. The order matters: everything is replaced before the handler is loaded.
const INIT_LIMIT_MS = 10_000;
/** Real time that is left to work which outlives its handler and never lets the event loop run dry. */
const LINGER_MS = 200;
const real = { setImmediate, setTimeout };

const setup = workerData as WorkerSetup;
const host = new Host(setup, [
  [realpathSync(setup.codeDirectory), '/var/task'],
  [setup.codeDirectory, '/var/task'],
  [__filename, '/var/runtime/index.mjs'],
]);
hideOwnFrames(__filename);
// Node's own warnings are about the Node that runs the rehearsal, not about the one that will run the handler.
process.removeAllListeners('warning');
const time = new VirtualTime(setup.atMs);
const reseed = seedRandomness();
const output = new Output(host, time, setup.logFormat);
fixSelfMeasurement(setup.memoryMegabytes, setup.codeDirectory);
isolate(new Wire(host, time, setup.functionName), host, setup.functionName);
globalThis.fetch = virtualFetch(host, time);
const exit = process.exit.bind(process);
syncBuiltinESMExports();

const handlerModule = new HandlerModule(setup.codeDirectory, setup.handler);
let handler: Handler | undefined;
let current: InvocationRun | undefined;

async function run(message: InvokeMessage): Promise<void> {
  host.listen(false);
  time.standAt(message.atMs);
  process.env._X_AMZN_TRACE_ID = message.traceId;
  const invocation = new InvocationRun(setup, message, host, time, output, () => onEnd(invocation));
  current = invocation;
  try {
    if (handler === undefined) {
      output.requestId = undefined;
      reseed(`${setup.seed}\0${setup.functionName}`);
      invocation.start(INIT_LIMIT_MS);
      handler = await handlerModule.load();
      // Loading is no part of the invocation's duration.
      time.standAt(message.atMs);
    }
    if (invocation.ending !== undefined) return;
    output.requestId = message.requestId;
    reseed(`${setup.seed}\0${setup.functionName}\0${message.requestId}`);
    host.post({ kind: 'began' });
    invocation.start(setup.timeoutMs);
    await invocation.call(handler);
  } catch (error) {
    output.requestId = message.requestId;
    invocation.fail('Invoke Error', error, false);
  }
}

/** A success waits for what the handler left running at this instant; no time passes for that. */
function onEnd(invocation: InvocationRun): void {
  const outcome = invocation.ending?.outcome;
  if (outcome === 'success' || outcome === 'error') real.setTimeout(() => finish(invocation), LINGER_MS).unref();
  else finish(invocation);
}

function finish(invocation: InvocationRun): void {
  if (current !== invocation || invocation.ending === undefined) return;
  current = undefined;
  output.flush();
  host.post({ kind: 'ended', ending: invocation.ending });
  host.listen(true);
}

// With the host unheard, an empty event loop means that the handler waits for nothing but time.
process.on('beforeExit', () => {
  const invocation = current;
  if (invocation === undefined) return;
  if (invocation.ending !== undefined) {
    finish(invocation);
    return;
  }
  real.setImmediate(() => {
    try {
      invocation.idle();
    } catch (error) {
      crash('Uncaught Exception', error);
    }
  });
});

function crash(title: string, error: unknown): void {
  const invocation = current;
  if (invocation === undefined) return;
  invocation.fail(title, error, true);
  finish(invocation);
}

process.on('uncaughtException', (error) => crash('Uncaught Exception', error));
process.on('unhandledRejection', (reason) =>
  crash('Unhandled Promise Rejection', runtimeError('UnhandledPromiseRejection', String(reason))),
);
process.exit = (code) => {
  current?.exit(Number(code ?? process.exitCode ?? 0));
  return exit(code ?? undefined);
};

host.onMessage((message) => void run(message as InvokeMessage));
