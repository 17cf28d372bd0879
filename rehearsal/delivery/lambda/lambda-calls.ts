import type { AwsAnswer, AwsCall } from '../../handlers/invocation';
import { functionNameIn } from '../../template/function-name';
import type { Lambdas } from './lambdas';

/** Virtual time that the call takes beside the invocation itself. */
const latencyMs = 5;

/** Answers a handler's Invoke of another function; `undefined` for an operation that is not simulated. */
export async function answerLambdaCall(lambdas: Lambdas, call: AwsCall): Promise<AwsAnswer | undefined> {
  if (call.operation !== 'Invoke') return undefined;
  const reference = String(call.input.FunctionName ?? '');
  const functionName = functionNameIn(reference) ?? reference;
  const failed = (code: string, message: string, statusCode: number): AwsAnswer => ({
    error: { code, message, statusCode },
    latencyMs,
  });
  if (!lambdas.has(functionName)) return failed('ResourceNotFoundException', `Function not found: ${reference}`, 404);
  let payload: unknown;
  try {
    payload = JSON.parse(String(call.input.Payload || '{}'));
  } catch {
    return failed('InvalidRequestContentException', 'Could not parse request body into json', 400);
  }
  const atMs = call.atMs + latencyMs;
  if (call.input.InvocationType === 'Event') {
    lambdas.invokeAsync(functionName, payload, atMs);
    return { output: { StatusCode: 202 }, latencyMs };
  }
  const result = await lambdas.invokeSync(functionName, payload, atMs);
  if (result.throttled) return failed('TooManyRequestsException', 'Rate Exceeded.', 429);
  const output =
    result.outcome === 'success'
      ? { StatusCode: 200, Payload: JSON.stringify(result.payload ?? null) }
      : { StatusCode: 200, FunctionError: 'Unhandled', Payload: JSON.stringify(result.error) };
  return { output, latencyMs: latencyMs + result.durationMs };
}
