import { type Clock, Phase } from '../../clock';
import type { AwsAnswer, AwsBackend, AwsCall, InvocationResult, Invoker } from '../../handlers/invocation';
import type { FunctionModel } from '../../template/model';
import type { Recorder } from '../recorder';
import type { StableIds } from '../stable-ids';
import { AsyncInvocations, type EventTarget } from './async-invocations';
import { Concurrency } from './concurrency';
import { type FunctionFault, FunctionFaults } from './function-faults';
import { answerLambdaCall } from './lambda-calls';

/** How an invocation ended, or that it was turned away. */
export interface LambdaResult extends InvocationResult {
  readonly requestId: string;
  /** True when no concurrency was left (or a scenario says so): the handler did not run. */
  readonly throttled?: boolean;
}

/** What `Lambdas` works with. */
export interface LambdasOptions {
  readonly functions: readonly FunctionModel[];
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly invoker: Invoker;
  readonly ids: StableIds;
  /** Where on-failure and on-success destinations and dead letters go. */
  readonly target: EventTarget;
}

/** The one place that invokes functions, with what the Lambda service adds: throttling, retries, metrics, log lines. */
export class Lambdas implements AwsBackend {
  private readonly functions: ReadonlyMap<string, FunctionModel>;
  private readonly faults = new FunctionFaults();
  private readonly concurrency = new Concurrency();
  private readonly asynchronous: AsyncInvocations;

  public constructor(private readonly options: LambdasOptions) {
    this.functions = new Map(options.functions.map((each) => [each.functionName, each]));
    this.asynchronous = new AsyncInvocations({
      ...options,
      invoke: (functionName, payload, atMs, attempt) => this.invoke(functionName, payload, atMs, { attempt }),
    });
  }

  /** Answers a handler's Invoke; `undefined` for another service or an operation that is not simulated. */
  public async call(call: AwsCall): Promise<AwsAnswer | undefined> {
    return call.service === 'lambda' ? answerLambdaCall(this, call) : undefined;
  }

  public addFault(fault: FunctionFault): void {
    this.faults.add(fault);
  }

  public has(functionName: string): boolean {
    return this.functions.has(functionName);
  }

  /** Invokes and waits. Never throws: an unknown function and a throttle are results, too. */
  public invokeSync(functionName: string, payload: unknown, atMs: number): Promise<LambdaResult> {
    return this.invoke(functionName, payload, atMs, {});
  }

  /** Puts the event into the function's asynchronous queue at `atMs`; it runs, and is retried, as virtual time goes on. */
  public invokeAsync(functionName: string, payload: unknown, atMs: number): void {
    const model = this.functions.get(functionName);
    if (model === undefined) {
      this.options.recorder.event({
        atMs,
        kind: 'notDelivered',
        to: functionName,
        reason: 'there is no such function',
      });
      return;
    }
    this.options.clock.schedule(atMs, Phase.TRAFFIC, () => this.asynchronous.accept(model, payload, atMs));
  }

  private async invoke(
    functionName: string,
    payload: unknown,
    atMs: number,
    details: { readonly attempt?: number },
  ): Promise<LambdaResult> {
    const { recorder, ids, invoker, clock } = this.options;
    const requestId = ids.uuid('invocation', functionName, atMs, JSON.stringify(payload) ?? '');
    const model = this.functions.get(functionName);
    if (model === undefined)
      return refused(requestId, 'ResourceNotFoundException', `Function not found: ${functionName}`);
    const fault = this.faults.at(functionName, atMs, requestId);
    const running = this.concurrency.at(functionName, atMs);
    if (fault?.kind === 'throttle' || running >= (model.reservedConcurrency ?? Number.POSITIVE_INFINITY)) {
      this.publish(functionName, atMs, atMs, { Throttles: 1 });
      recorder.event({ atMs, kind: 'throttle', functionName, requestId, ...details });
      return { ...refused(requestId, 'TooManyRequestsException', 'Rate Exceeded.'), throttled: true };
    }
    const end = this.concurrency.start(functionName, atMs, clock.now());
    const request = { functionName, requestId, payload, atMs, ...(fault === undefined ? {} : { fault }) };
    const result = await invoker.invoke(request);
    const endMs = atMs + result.durationMs;
    end(endMs);
    for (const line of result.lines) recorder.log({ logGroupName: model.logGroupName, ...line });
    const errors = result.outcome === 'success' ? 0 : 1;
    this.publish(functionName, atMs, endMs, {
      Invocations: 1,
      Errors: errors,
      Throttles: 0,
      Duration: result.durationMs,
      ConcurrentExecutions: running + 1,
    });
    recorder.event({
      atMs,
      kind: 'invocation',
      functionName,
      requestId,
      outcome: result.outcome,
      durationMs: result.durationMs,
      ...(result.coldStart ? { coldStart: true } : {}),
      ...(result.error === undefined ? {} : { errorType: result.error.errorType }),
      ...details,
    });
    return { ...result, requestId };
  }

  /** Lambda stamps samples with the start of the invocation; they arrive when it ends. */
  private publish(
    functionName: string,
    startMs: number,
    endMs: number,
    values: Readonly<Record<string, number>>,
  ): void {
    for (const [metricName, value] of Object.entries(values)) {
      this.options.recorder.sample(
        {
          namespace: 'AWS/Lambda',
          metricName,
          dimensions: { FunctionName: functionName },
          unit: metricName === 'Duration' ? 'Milliseconds' : 'Count',
          timestampMs: startMs,
          values: [value],
        },
        endMs,
      );
    }
  }
}

function refused(requestId: string, errorType: string, errorMessage: string): LambdaResult {
  return {
    requestId,
    outcome: 'error',
    error: { errorType, errorMessage },
    durationMs: 0,
    coldStart: false,
    lines: [],
  };
}
