import { AlarmEngine } from './alarms/alarm-engine';
import { type Band, givenBand } from './alarms/band';
import type { Explanation } from './alarms/explanation';
import { type AlarmChanges, Hindsight } from './alarms/hindsight';
import { firstOf } from './aws/first-of';
import { Secrets } from './aws/secrets';
import { Clock } from './clock';
import { slack } from './delivery/chat/slack';
import { Delivery } from './delivery/delivery';
import { runAlarmAction } from './delivery/run-alarm-action';
import { TableBackend } from './delivery/tables/table-backend';
import { HandlerPool } from './handlers/handler-pool';
import type { AwsBackend } from './handlers/invocation';
import { LogStore } from './logs/log-store';
import { MetricReader } from './metrics/metric-reader';
import { MetricStore } from './metrics/metric-store';
import { recordOf } from './record-of';
import type { AlarmRecord, RunRecord } from './run-record';
import { giveInputs } from './scenario/inputs';
import { byLogicalId } from './scenario/logical-id';
import { play } from './scenario/play';
import type { Scenario } from './scenario/scenario';
import { inOrder } from './template/in-order';
import { loadTemplate, type TemplateSource } from './template/load-template';
import type { Model, NotRehearsed } from './template/model';
import { Trace, type TraceEvent } from './trace';

const DEFAULT_START = '2026-01-05T09:00:00Z';
const SLACK_TOKEN = 'xoxb-rehearsal';

export interface RehearseOptions {
  /** What would be deployed; as a Model when it was read before. */
  readonly template: TemplateSource | Model;
  readonly scenario: Scenario;
  /** Whether alarm actions run. Without them alarms change state and nobody is told: no handler has to be started. @default true */
  readonly actions?: boolean;
  /** Told of everything as it happens. */
  readonly onEvent?: (event: TraceEvent) => void;
}

/** A finished rehearsal. */
export interface Rehearsal {
  /** What was read from the template. */
  readonly model: Model;
  readonly record: RunRecord;
  readonly trace: Trace;
  /** Everything that was logged. */
  readonly logs: LogStore;
  /** Why an alarm had its state at an instant (ms since the epoch). Throws a RangeError for an unknown alarm. */
  explain(alarm: string, atMs: number): Explanation;
  /** The changes of state that a metric alarm would have had in this run if it were configured otherwise. */
  replay(alarm: string, changes: AlarmChanges): AlarmRecord['transitions'];
}

/**
 * Plays a scenario on a synthesized template: the real handler bundles, CloudWatch's semantics, virtual time. Nothing
 * leaves the machine. The same input gives the same trace, byte for byte.
 */
export async function rehearse({ template, scenario, actions = true, onEvent }: RehearseOptions): Promise<Rehearsal> {
  const listed = 'notRehearsed' in template ? template : loadTemplate(template);
  const model = inOrder(listed);
  const startMs = Date.parse(scenario.startsAt ?? DEFAULT_START);
  const endMs = startMs + Math.round(scenario.minutes * 60_000);
  const clock = new Clock(startMs);
  const trace = new Trace();
  if (onEvent !== undefined) trace.onEvent(onEvent);
  const store = new MetricStore();
  const reader = new MetricReader(store);
  const logs = new LogStore({ metricFilters: model.metricFilters, sink: store, clock });

  const tableFindings: NotRehearsed[] = [];
  // The handlers call the services and the services call the handlers.
  const world: { delivery?: Delivery; aws?: AwsBackend } = {};
  const tables = new TableBackend(
    model.tables,
    () => world.delivery!.tables,
    (finding) => tableFindings.push(finding),
  );
  const secrets = new Secrets(secretValues(model, scenario));
  const pool = new HandlerPool({
    functions: model.functions,
    region: model.region,
    account: model.account,
    seed: scenario.seed ?? 1,
    outside: { request: (request) => world.delivery!.outside.request(request) },
    aws: { call: (call) => world.aws!.call(call) },
  });
  const chat = [slack({ botToken: scenario.slackToken ?? SLACK_TOKEN })];
  const delivery = new Delivery({ model, clock, trace, invoker: pool, samples: store, logs, chat });
  world.delivery = delivery;
  logs.onEvent((event, line) => delivery.logSubscriptions.take(event, line));
  world.aws = firstOf([tables, secrets, delivery.queues, delivery.topics, delivery.lambdas]);
  const bands = bandsOf(scenario, model, startMs);
  const engine = new AlarmEngine({
    model,
    bands,
    reader,
    clock,
    trace,
    act: (action) => {
      if (!actions) return;
      const { atMs, alarmName, actionArn, afterMuteWindow } = action;
      const ran = runAlarmAction(action, delivery);
      const late = afterMuteWindow ? { afterMuteWindow } : {};
      trace.add({ atMs, kind: 'alarmAction', alarmName, actionArn, ...late, ...ran });
    },
  });

  if (model.functions.length > 0) await pool.start();
  try {
    giveInputs(scenario, { model, clock, samples: store, logs, lambdas: delivery.lambdas });
    play(scenario, { model, clock, trace, delivery, secrets });
    engine.start();
    await clock.runUntil(endMs);
  } finally {
    await pool.close();
  }
  const findings = [
    ...model.notRehearsed,
    ...engine.findings,
    ...logs.findings,
    ...delivery.findings,
    ...pool.findings,
    ...tableFindings,
  ];
  const inferredRules = [...engine.inferredRules, ...logs.inferredRules];
  const record = recordOf({
    scenario,
    model: listed,
    trace,
    delivery,
    reader,
    startMs,
    endMs,
    findings,
    inferredRules,
  });
  const transitionsOf = (alarm: string) => record.alarms.find(({ name }) => name === alarm)?.transitions ?? [];
  const hindsight = new Hindsight({ model, reader, startMs, endMs, bands, transitionsOf });
  return {
    model: listed,
    trace,
    logs,
    record,
    explain: (alarm, atMs) => hindsight.explain(alarm, atMs),
    replay: (alarm, changes) => hindsight.replay(alarm, changes),
  };
}

/** The bands that the scenario gives, by the name of their alarm. */
function bandsOf({ bands = [] }: Scenario, { alarms }: Model, startMs: number): Map<string, Band> {
  return new Map(
    bands.map((input) => {
      const alarm = alarms.find(({ name }) => name === input.alarm) ?? byLogicalId(alarms, input.alarm, 'alarm');
      return [alarm.name, givenBand(input, startMs, alarm.periodSeconds)];
    }),
  );
}

/** Every secret holds the token of the simulated Slack, unless the scenario says otherwise. */
function secretValues(model: Model, { secrets = {}, slackToken = SLACK_TOKEN }: Scenario): Map<string, string> {
  const values = new Map(model.secrets.map(({ arn }) => [arn, slackToken]));
  for (const [name, value] of Object.entries(secrets)) {
    const { arn } = byLogicalId(model.secrets, name, 'secret');
    if (value === null) values.delete(arn);
    else values.set(arn, value);
  }
  return values;
}
