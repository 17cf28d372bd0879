import { type Clock, Phase } from '../../clock';
import type { FunctionModel, NotRehearsed } from '../../template/model';
import type { MessageAttribute } from '../queues/message';
import type { Recorder } from '../recorder';
import type { LambdaResult } from './lambdas';

/** Delivers an event to a queue, a topic or a function, given by its ARN. */
export interface EventTarget {
  /** False when nothing that the rehearsal simulates has this ARN. */
  send(arn: string, body: string, atMs: number, attributes?: Readonly<Record<string, MessageAttribute>>): boolean;
}

interface Options {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly target: EventTarget;
  readonly invoke: (functionName: string, payload: unknown, atMs: number, attempt: number) => Promise<LambdaResult>;
}

interface AsyncEvent {
  readonly model: FunctionModel;
  readonly payload: unknown;
  readonly acceptedMs: number;
  /** Attempts at which the handler ran; throttled ones do not count. */
  readonly attempts: number;
  readonly throttles: number;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;

/** The queue that Lambda keeps before a function for asynchronous invocations. */
export class AsyncInvocations {
  public constructor(private readonly options: Options) {}

  /** Takes an event in and makes the first attempt at once. */
  public async accept(model: FunctionModel, payload: unknown, atMs: number): Promise<void> {
    this.publish(model, 'AsyncEventsReceived', 1, atMs);
    await this.attempt({ model, payload, acceptedMs: atMs, attempts: 0, throttles: 0 }, atMs);
  }

  private async attempt(event: AsyncEvent, atMs: number): Promise<void> {
    const { model, payload, acceptedMs } = event;
    const attempt = event.attempts + 1;
    const result = await this.options.invoke(model.functionName, payload, atMs, attempt);
    const endMs = atMs + result.durationMs;
    if (result.throttled) {
      // Throttled events go back to the queue: 1 s, 2 s, 4 s … up to 5 min apart, as long as their age allows.
      const waitMs = Math.min(secondMs * 2 ** event.throttles, 5 * minuteMs);
      this.retry({ ...event, throttles: event.throttles + 1 }, endMs + waitMs, result);
      return;
    }
    this.publish(model, 'AsyncEventAge', atMs - acceptedMs, atMs, 'Milliseconds');
    const done = { ...event, attempts: attempt };
    if (result.outcome === 'success') this.tell(model.asyncInvoke.onSuccessArn, done, result, 'Success', endMs);
    else if (attempt > model.asyncInvoke.maximumRetryAttempts) this.drop(done, result, 'RetriesExhausted', endMs);
    else this.retry(done, endMs + attempt * minuteMs, result);
  }

  private retry(event: AsyncEvent, atMs: number, result: LambdaResult): void {
    const lastMs = event.acceptedMs + event.model.asyncInvoke.maximumEventAgeSeconds * secondMs;
    const { clock } = this.options;
    if (atMs <= lastMs) clock.schedule(atMs, Phase.TRAFFIC, () => this.attempt(event, atMs));
    else clock.schedule(lastMs, Phase.TRAFFIC, () => this.drop(event, result, 'EventAgeExceeded', lastMs));
  }

  private drop(event: AsyncEvent, result: LambdaResult, condition: string, atMs: number): void {
    const { model } = event;
    const { functionName } = model;
    this.publish(model, 'AsyncEventsDropped', 1, atMs);
    this.options.recorder.event({ atMs, kind: 'asyncEventDropped', functionName, condition, attempts: event.attempts });
    this.tell(model.asyncInvoke.onFailureArn, event, result, condition, atMs);
    if (model.deadLetterTargetArn === undefined) return;
    const attributes = {
      RequestID: { DataType: 'String', StringValue: result.requestId },
      ErrorCode: { DataType: 'Number', StringValue: result.throttled ? '429' : '200' },
      ErrorMessage: { DataType: 'String', StringValue: result.error?.errorMessage ?? '' },
    };
    const sent = this.options.target.send(model.deadLetterTargetArn, json(event.payload), atMs, attributes);
    if (!sent) this.undelivered(model, 'DeadLetterErrors', model.deadLetterTargetArn, atMs);
  }

  /** Sends the record of an invocation to a destination, if there is one. */
  private tell(
    arn: string | undefined,
    event: AsyncEvent,
    result: LambdaResult,
    condition: string,
    atMs: number,
  ): void {
    if (arn === undefined || isElsewhere(arn)) return;
    const failed = result.outcome !== 'success';
    const record = {
      version: '1.0',
      timestamp: new Date(atMs).toISOString(),
      requestContext: {
        requestId: result.requestId,
        functionArn: `${event.model.arn}:$LATEST`,
        condition,
        approximateInvokeCount: event.attempts,
      },
      requestPayload: event.payload,
      responseContext: {
        statusCode: result.throttled ? 429 : 200,
        executedVersion: '$LATEST',
        ...(failed ? { functionError: 'Unhandled' } : {}),
      },
      responsePayload: failed ? result.error : (result.payload ?? null),
    };
    const sent = this.options.target.send(arn, json(record), atMs);
    if (!sent) this.undelivered(event.model, 'DestinationDeliveryFailures', arn, atMs);
  }

  private undelivered(model: FunctionModel, metricName: string, to: string, atMs: number): void {
    this.publish(model, metricName, 1, atMs);
    this.options.recorder.event({ atMs, kind: 'notDelivered', to, reason: 'nothing that is rehearsed has this ARN' });
  }

  private publish(model: FunctionModel, metricName: string, value: number, atMs: number, unit = 'Count'): void {
    const dimensions = { FunctionName: model.functionName };
    const sample = { namespace: 'AWS/Lambda', metricName, dimensions, unit, timestampMs: atMs, values: [value] };
    this.options.recorder.sample(sample);
  }
}

/** Destinations that Lambda knows and the rehearsal does not: what goes there succeeds and is not followed. */
export function destinationFindings(functions: readonly FunctionModel[]): NotRehearsed[] {
  return functions.flatMap(({ logicalId, asyncInvoke: { onSuccessArn, onFailureArn } }) =>
    Object.entries({ OnSuccess: onSuccessArn, OnFailure: onFailureArn }).flatMap(([name, arn]) =>
      arn !== undefined && isElsewhere(arn)
        ? [
            {
              where: `${logicalId}.${name}`,
              what: `the destination ${arn} is not simulated: what goes there ends there`,
            },
          ]
        : [],
    ),
  );
}

/** An event bus, a bucket … */
function isElsewhere(arn: string): boolean {
  const [prefix, , service] = arn.split(':');
  return prefix === 'arn' && !['sqs', 'sns', 'lambda'].includes(service!);
}

function json(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}
