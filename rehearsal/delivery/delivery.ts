import type { Clock } from '../clock';
import type { Invoker } from '../handlers/invocation';
import type { LogSink } from '../logs/log-event';
import type { SampleSink } from '../metrics/sample';
import { functionNameIn } from '../template/function-name';
import type { Model, NotRehearsed } from '../template/model';
import type { Trace } from '../trace';
import { ChatSink, type ChatVendor } from './chat/chat-sink';
import { HttpApis } from './http/http-apis';
import { destinationFindings, type EventTarget } from './lambda/async-invocations';
import { Lambdas } from './lambda/lambdas';
import { LogSubscriptions } from './logs/log-subscriptions';
import { Outside } from './outside';
import { EventSource } from './queues/event-source';
import { Queues } from './queues/queues';
import { Recorder } from './recorder';
import { StableIds } from './stable-ids';
import { TableMetrics } from './tables/table-metrics';
import { Topics } from './topics/topics';

/** What the simulated services work with. */
export interface DeliveryOptions {
  readonly model: Model;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly invoker: Invoker;
  readonly samples: SampleSink;
  readonly logs: LogSink;
  /** The chat vendors that a handler can reach; `slack({ botToken })` for example. */
  readonly chat: readonly ChatVendor[];
}

/** The services between the handlers of a stack, wired together; all run on one virtual clock. */
export class Delivery {
  public readonly queues: Queues;
  public readonly lambdas: Lambdas;
  public readonly topics: Topics;
  public readonly httpApis: HttpApis;
  public readonly tables: TableMetrics;
  public readonly chat: ChatSink;
  public readonly outside: Outside;
  public readonly logSubscriptions: LogSubscriptions;
  /** What of the stack's deliveries is not rehearsed. */
  public readonly findings: readonly NotRehearsed[];

  public constructor({ model, clock, trace, invoker, samples, logs, chat }: DeliveryOptions) {
    const recorder = new Recorder(clock, trace, samples, logs);
    const ids = new StableIds();
    const target: EventTarget = { send: (...args) => this.send(...args) };
    this.queues = new Queues(model.queues, clock, recorder, ids);
    this.lambdas = new Lambdas({ functions: model.functions, clock, recorder, invoker, ids, target });
    const { topics, subscriptions } = model;
    this.topics = new Topics({
      topics,
      subscriptions,
      clock,
      recorder,
      ids,
      queues: this.queues,
      lambdas: this.lambdas,
    });
    this.httpApis = new HttpApis({ stack: model, apis: model.httpApis, recorder, ids, lambdas: this.lambdas });
    this.tables = new TableMetrics(recorder);
    this.chat = new ChatSink(chat, recorder);
    this.outside = new Outside(this.chat, this.httpApis);
    this.logSubscriptions = new LogSubscriptions({ model, clock, recorder, lambdas: this.lambdas });
    this.findings = [...destinationFindings(model.functions), ...this.logSubscriptions.findings];
    for (const mapping of model.eventSourceMappings) {
      const queue = this.queues.find(mapping.eventSourceArn);
      if (queue !== undefined && mapping.enabled) {
        new EventSource(mapping, queue, this.queues, this.lambdas, clock);
      }
    }
  }

  /** Delivers to whatever has this ARN: a queue, a topic or a function. */
  private send: EventTarget['send'] = (arn, body, atMs, attributes = {}) => {
    const queue = this.queues.find(arn);
    if (queue !== undefined) {
      this.queues.send(queue, { body, attributes }, atMs);
      return true;
    }
    const functionName = functionNameIn(arn) ?? arn;
    if (this.lambdas.has(functionName)) {
      this.lambdas.invokeAsync(functionName, JSON.parse(body), atMs);
      return true;
    }
    return this.topics.publish(arn, undefined, body, atMs, attributes) !== undefined;
  };
}
