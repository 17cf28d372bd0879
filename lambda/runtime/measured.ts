import { defineMetrics } from './metrics';

/** What `measured` emits for each invocation. Hand `handlerMetrics.contract` to `GoldenSignals.watchMetrics`. */
export const handlerMetrics = defineMetrics({
  namespace: 'GoldenSignals/Handler',
  dimensions: ['service'],
  metrics: {
    Duration: { unit: 'Milliseconds', signal: 'latency' },
    Invocations: { unit: 'Count', signal: 'traffic' },
    Errors: { unit: 'Count', signal: 'errors' },
    TimeUsedPercent: { unit: 'Percent', signal: 'saturation' },
    MemoryUsedPercent: { unit: 'Percent', signal: 'saturation' },
  },
});

/** Options of `measured`. */
export interface MeasuredOptions {
  /**
   * Value of the dimension `service`.
   *
   * @default - the function's name, from AWS_LAMBDA_FUNCTION_NAME
   */
  readonly service?: string;
}

/**
 * Wraps a Lambda handler so that each invocation emits its golden signals. An invocation counts as an error when it
 * throws or rejects, or when it answers HTTP with a status of 500 or more. The result and the error of the handler are
 * passed on as they are, whatever happens here. An invocation that Lambda kills (time-out, out of memory) cannot emit: the
 * alarms on `AWS/Lambda Errors` and `Duration` see those.
 */
export function measured<Arguments extends readonly unknown[], Result>(
  handler: (...args: Arguments) => Result,
  options: MeasuredOptions = {},
): (...args: Arguments) => Promise<Awaited<Result>> {
  const service = options.service ?? process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown';
  return async (...args): Promise<Awaited<Result>> => {
    const context: unknown = args[1];
    const startMs = performance.now();
    const timeLimitMs = orUndefined(() => (context as LambdaContext).getRemainingTimeInMillis());
    let isError = true;
    try {
      const result = await handler(...args);
      isError = orUndefined(() => (result as HttpResult).statusCode >= 500) ?? false;
      return result;
    } finally {
      const durationMs = performance.now() - startMs;
      handlerMetrics.emit(
        { service },
        {
          Duration: rounded(durationMs),
          Invocations: 1,
          Errors: isError ? 1 : 0,
          TimeUsedPercent: percent(durationMs, timeLimitMs),
          MemoryUsedPercent: percent(memoryUsedBytes(), memoryLimitBytes(context)),
        },
      );
    }
  };
}

/** What is read of Lambda's context; any of it may be missing, in a test for instance. */
interface LambdaContext {
  getRemainingTimeInMillis(): number;
  readonly memoryLimitInMB: string;
}

interface HttpResult {
  readonly statusCode: number;
}

function memoryUsedBytes(): number | undefined {
  // Reads /proc, which fails when the handler has leaked all its file descriptors.
  return orUndefined(() => process.memoryUsage().rss);
}

function memoryLimitBytes(context: unknown): number | undefined {
  return orUndefined(() => Number((context as LambdaContext).memoryLimitInMB) * 1024 * 1024);
}

/** Contexts and results come from elsewhere: what cannot be read is not measured. */
function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** 0 to 100, or `undefined` (not emitted) without a limit. */
function percent(used: number | undefined, limit: number | undefined): number | undefined {
  if (used === undefined || limit === undefined || !(limit > 0)) return undefined;
  return rounded(Math.min(100, Math.max(0, (100 * used) / limit)));
}

/** To thousandths: more digits are noise, and are paid for as log bytes. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
