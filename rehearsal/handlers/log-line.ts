import { format } from 'node:util';

export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';

/** When and for which invocation a line is written. */
export interface LineOrigin {
  readonly timestampMs: number;
  /** Absent while the module loads. */
  readonly requestId: string | undefined;
  readonly level: LogLevel;
}

/** A console call as the Node.js runtime of Lambda writes it in the function's log format. */
export function consoleLine(logFormat: 'JSON' | 'Text', origin: LineOrigin, params: readonly unknown[]): string {
  return logFormat === 'JSON' ? jsonLine(origin, params) : textLine(origin, params);
}

/** A failed invocation as the Node.js runtime of Lambda logs it; `title` is `Invoke Error`, `Uncaught Exception` … */
export function failureLine(logFormat: 'JSON' | 'Text', origin: LineOrigin, title: string, failure: unknown): string {
  const error = toError(failure);
  if (logFormat === 'JSON') return jsonLine(origin, [error]);
  const details = {
    errorType: error.name,
    errorMessage: error.message,
    ...error,
    stack: stackLines(error),
  };
  return textLine(origin, [title, `\t${stringify(details) ?? format(error)}`]);
}

/** What the invoker sees of a failure. */
export function failureOf(failure: unknown): { readonly errorType: string; readonly errorMessage: string } {
  return failure instanceof Error
    ? { errorType: String(failure.name), errorMessage: String(failure.message) }
    : { errorType: typeof failure, errorMessage: String(failure) };
}

function textLine({ timestampMs, requestId, level }: LineOrigin, params: readonly unknown[]): string {
  return `${new Date(timestampMs).toISOString()}\t${requestId}\t${level}\t${format(...params)}`;
}

function jsonLine({ timestampMs, requestId, level }: LineOrigin, params: readonly unknown[]): string {
  const head = { timestamp: new Date(timestampMs).toISOString(), level, requestId };
  if (params.length === 1) {
    return stringify({ ...head, message: params[0] }) ?? JSON.stringify({ ...head, message: format(params[0]) });
  }
  const error = params.find((param) => param instanceof Error);
  return JSON.stringify({ ...head, message: format(...params), ...(error === undefined ? {} : errorMembers(error)) });
}

/** `undefined` when the value has no JSON (cycles, BigInt, a toJSON that throws). */
function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_key, member: unknown) =>
      member instanceof Error ? { ...errorMembers(member), ...member } : member,
    );
  } catch {
    return undefined;
  }
}

function errorMembers(error: Error): Record<string, unknown> {
  return {
    errorType: error.name?.startsWith('Runtime.') ? error.name : (error.constructor?.name ?? 'UnknownError'),
    errorMessage: error.message,
    stackTrace: stackLines(error),
  };
}

function stackLines(error: Error): string[] {
  return typeof error.stack === 'string' ? error.stack.split('\n') : [];
}

function toError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error(String(failure));
}
