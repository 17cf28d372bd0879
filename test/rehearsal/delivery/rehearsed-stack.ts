import { Clock } from '../../../rehearsal/clock';
import { slack } from '../../../rehearsal/delivery/chat/slack';
import { Delivery } from '../../../rehearsal/delivery/delivery';
import type { InvocationRequest, InvocationResult } from '../../../rehearsal/handlers/invocation';
import type { LogEvent } from '../../../rehearsal/logs/log-event';
import type { Sample } from '../../../rehearsal/metrics/sample';
import type { EventSourceMappingModel, FunctionModel, Model, QueueModel } from '../../../rehearsal/template/model';
import { Trace } from '../../../rehearsal/trace';

export const startMs = Date.UTC(2026, 0, 5, 9, 0, 0);
export const botToken = 'xoxb-the-valid-one';
export const webhookUrl = 'https://hooks.slack.com/services/T0/B0/the-secret-part';

/** `minutes` after the start, in ms since the epoch. */
export const at = (minutes: number): number => startMs + minutes * 60_000;

/** What a stand-in handler does: its result, or an exception for a failed invocation. */
export type Handler = (event: never, request: InvocationRequest) => unknown;

const emptyModel: Model = {
  stackName: 'Shop',
  region: 'us-east-1',
  account: '123456789012',
  functions: [],
  eventSourceMappings: [],
  httpApis: [],
  queues: [],
  topics: [],
  subscriptions: [],
  tables: [],
  secrets: [],
  logGroups: [],
  metricFilters: [],
  alarms: [],
  compositeAlarms: [],
  dashboards: [],
  muteRules: [],
  subscriptionFilters: [],
  keys: [],
  permissions: [],
  outputs: {},
  absentAlarms: [],
  notRehearsed: [],
};

export const arn = (service: string, name: string): string => `arn:aws:${service}:us-east-1:123456789012:${name}`;

export const queueUrl = (name: string): string => `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;

export function queue(queueName: string, overrides: Partial<QueueModel> = {}): QueueModel {
  return {
    logicalId: queueName,
    queueName,
    arn: arn('sqs', queueName),
    url: queueUrl(queueName),
    fifo: false,
    visibilityTimeoutSeconds: 30,
    delaySeconds: 0,
    retentionSeconds: 345_600,
    policies: [],
    ...overrides,
  };
}

export function lambdaFunction(functionName: string, overrides: Partial<FunctionModel> = {}): FunctionModel {
  return {
    logicalId: functionName,
    functionName,
    arn: arn('lambda', `function:${functionName}`),
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    timeoutSeconds: 60,
    memoryMegabytes: 128,
    environment: {},
    logGroupName: `/aws/lambda/${functionName}`,
    logFormat: 'JSON',
    asyncInvoke: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 },
    ...overrides,
  };
}

export function mapping(
  queueName: string,
  functionName: string,
  overrides: Partial<EventSourceMappingModel> = {},
): EventSourceMappingModel {
  return {
    logicalId: `${functionName}From${queueName}`,
    functionName,
    eventSourceArn: arn('sqs', queueName),
    batchSize: 10,
    maximumBatchingWindowSeconds: 0,
    reportBatchItemFailures: false,
    enabled: true,
    ...overrides,
  };
}

/** A stack with stand-in handlers that take `durationMs` each, on its own clock. */
export class RehearsedStack {
  public readonly clock = new Clock(startMs);
  public readonly trace = new Trace();
  public readonly samples: (Sample & { readonly arrivedMs: number })[] = [];
  public readonly logs: LogEvent[] = [];
  public readonly invocations: InvocationRequest[] = [];
  public readonly delivery: Delivery;
  public durationMs = 100;

  public constructor(model: Partial<Model>, handlers: Readonly<Record<string, Handler>> = {}) {
    this.delivery = new Delivery({
      model: { ...emptyModel, ...model },
      clock: this.clock,
      trace: this.trace,
      invoker: { invoke: (request) => this.invoke(handlers[request.functionName], request) },
      samples: { put: (sample) => this.samples.push({ ...sample, arrivedMs: this.clock.now() }) },
      logs: { put: (event) => this.logs.push(event) },
      chat: [slack({ botToken, webhookUrls: [webhookUrl] })],
    });
  }

  /** Values of a metric by the minute of their timestamp, counted from the start. */
  public valuesOf(metricName: string, dimensions: Readonly<Record<string, string>>): [minute: number, value: number][] {
    return this.samples
      .filter((sample) => sample.metricName === metricName)
      .filter((sample) => JSON.stringify(sample.dimensions) === JSON.stringify(dimensions))
      .map(({ timestampMs, values }) => [(timestampMs - startMs) / 60_000, values[0]!]);
  }

  /** Events of a kind, without the members that every one has. */
  public eventsOf(kind: string): readonly Record<string, unknown>[] {
    return this.trace.events.filter((event) => event.kind === kind);
  }

  /** Minutes after the start at which a function was invoked. */
  public invokedAt(functionName: string): number[] {
    const requests = this.invocations.filter((request) => request.functionName === functionName);
    return requests.map(({ atMs }) => (atMs - startMs) / 60_000);
  }

  private async invoke(handler: Handler | undefined, request: InvocationRequest): Promise<InvocationResult> {
    this.invocations.push(request);
    const common = { durationMs: this.durationMs, coldStart: false };
    const line = (message: string) => ({ timestampMs: request.atMs + 1, message });
    if (request.fault !== undefined) {
      const error = { errorType: 'InjectedFault', errorMessage: request.fault.kind };
      return { ...common, outcome: 'error', error, lines: [] };
    }
    try {
      const payload = await handler?.(request.payload as never, request);
      return { ...common, outcome: 'success', payload, lines: [line('done')] };
    } catch (error) {
      const failure = { errorType: 'Error', errorMessage: (error as Error).message };
      return { ...common, outcome: 'error', error: failure, lines: [line('failed')] };
    }
  }
}
