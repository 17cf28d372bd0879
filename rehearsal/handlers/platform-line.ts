import type { FunctionModel } from '../template/model';
import type { InvocationResult } from './invocation';
import { consoleLine } from './log-line';
import { usedMegabytes } from './memory';

type Line = InvocationResult['lines'][number];

/** What loading the module is said to take; Lambda reports it beside the duration and bills it since 2025. */
const INIT_DURATION_MS = 200;

/** The line that Lambda writes before the handler is called. */
export function startLine(model: FunctionModel, requestId: string, atMs: number): Line {
  const message =
    model.logFormat === 'JSON'
      ? platformRecord('platform.start', atMs, { requestId, functionArn: model.arn, version: '$LATEST' })
      : `START RequestId: ${requestId} Version: $LATEST`;
  return { timestampMs: atMs, message };
}

/** The lines that Lambda writes after an invocation. */
export function endLines(
  model: FunctionModel,
  requestId: string,
  endMs: number,
  result: Pick<InvocationResult, 'outcome' | 'error' | 'durationMs' | 'coldStart'>,
): Line[] {
  const { durationMs, coldStart } = result;
  const initMs = coldStart ? INIT_DURATION_MS : 0;
  const billedMs = Math.ceil(durationMs) + initMs;
  const usedMb = usedMegabytes(model.memoryMegabytes);
  const line = (message: string): Line => ({ timestampMs: endMs, message });
  if (model.logFormat === 'JSON') {
    const record = {
      requestId,
      metrics: {
        durationMs,
        billedDurationMs: billedMs,
        memorySizeMB: model.memoryMegabytes,
        maxMemoryUsedMB: usedMb,
        ...(coldStart ? { initDurationMs: initMs } : {}),
      },
      status: result.outcome,
      ...(result.outcome === 'error' ? { errorType: result.error?.errorType } : {}),
    };
    return [line(platformRecord('platform.report', endMs, record))];
  }
  const report = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billedMs} ms`,
    `Memory Size: ${model.memoryMegabytes} MB`,
    `Max Memory Used: ${usedMb} MB`,
    ...(coldStart ? [`Init Duration: ${initMs.toFixed(2)} ms`] : []),
    ...(result.outcome === 'success' ? [] : [`Status: ${result.outcome}`]),
  ];
  return [line(`END RequestId: ${requestId}`), line(`${report.join('\t')}\t`)];
}

/** `Task timed out after 3.00 seconds`, in the function's log format. */
export function timeoutLine(model: FunctionModel, requestId: string, endMs: number): Line {
  const text = `Task timed out after ${model.timeoutSeconds.toFixed(2)} seconds`;
  const message =
    model.logFormat === 'JSON'
      ? consoleLine('JSON', { timestampMs: endMs, requestId, level: 'ERROR' }, [text])
      : `${new Date(endMs).toISOString()} ${requestId} ${text}`;
  return { timestampMs: endMs, message };
}

/** The error of a process that ended under the invocation, and its line. */
export function exitFailure(
  model: FunctionModel,
  requestId: string,
  endMs: number,
  reason: { readonly exitCode: number } | { readonly signal: string },
): { readonly error: NonNullable<InvocationResult['error']>; readonly line: Line } {
  const how =
    'signal' in reason
      ? `Runtime exited with error: signal: ${reason.signal}`
      : reason.exitCode === 0
        ? 'Runtime exited without providing a reason'
        : `Runtime exited with error: exit status ${reason.exitCode}`;
  const errorMessage = `RequestId: ${requestId} Error: ${how}`;
  const message =
    model.logFormat === 'JSON'
      ? consoleLine('JSON', { timestampMs: endMs, requestId, level: 'ERROR' }, [errorMessage])
      : `${errorMessage}\nRuntime.ExitError`;
  return { error: { errorType: 'Runtime.ExitError', errorMessage }, line: { timestampMs: endMs, message } };
}

function platformRecord(type: string, atMs: number, record: Record<string, unknown>): string {
  return JSON.stringify({ time: new Date(atMs).toISOString(), type, record });
}
