import type { Secrets } from '../aws/secrets';
import { type Clock, Phase } from '../clock';
import type { Delivery } from '../delivery/delivery';
import type { TimeWindow } from '../delivery/time-window';
import type { Model } from '../template/model';
import type { Trace } from '../trace';
import { arrivals } from './arrivals';
import { byLogicalId } from './logical-id';
import { type Action, type Scenario, ScenarioError, type Step } from './scenario';

const MINUTE_MS = 60_000;

/** What a scenario is played on. */
export interface Stage {
  readonly model: Model;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly delivery: Delivery;
  readonly secrets: Secrets;
}

/** Puts everything that a scenario does on the clock. Throws a `ScenarioError` for what the stack does not have. */
export function play(scenario: Scenario, stage: Stage): void {
  const startMs = stage.clock.now();
  const answers = new Map<string, string>();
  for (const step of scenario.steps ?? []) {
    const atMs = startMs + Math.round(step.atMinute * MINUTE_MS);
    const act = actionOf(step, windowOf(step, startMs), scenario.seed ?? 1, stage);
    stage.clock.schedule(atMs, Phase.TRAFFIC, () => {
      stage.trace.add({ atMs, kind: 'step', text: step.text });
      return act(atMs);
    });
  }
  scenario.traffic?.forEach((traffic, index) => {
    const { method, path, bodies = [] } = traffic;
    const seed = (scenario.seed ?? 1) * 1000 + index;
    arrivals(traffic, scenario.minutes, seed).forEach((offsetMs, count) => {
      const atMs = startMs + offsetMs;
      const body = bodies[count % Math.max(bodies.length, 1)];
      stage.clock.schedule(atMs, Phase.TRAFFIC, async () => {
        const filled = fill(path, answers);
        if (filled !== undefined) remember(await request(stage, method, filled, body, atMs), answers);
      });
    });
  });
}

function windowOf({ atMinute, untilMinute }: Step, startMs: number): TimeWindow {
  const fromMs = startMs + Math.round(atMinute * MINUTE_MS);
  return untilMinute === undefined ? { fromMs } : { fromMs, toMs: startMs + Math.round(untilMinute * MINUTE_MS) };
}

/** What a step does when its time has come; what it refers to is looked up now. */
function actionOf(
  { action }: Step,
  window: TimeWindow,
  seed: number,
  stage: Stage,
): (atMs: number) => void | Promise<void> {
  if (action === undefined) return () => undefined;
  const { model, delivery } = stage;
  switch (action.kind) {
    case 'dependency': {
      const { kind: _kind, url, ...behaviour } = action;
      delivery.outside.addBehaviour({ ...behaviour, urlPrefix: urlPrefixOf(url, stage), window });
      return () => undefined;
    }
    case 'function': {
      const { functionName } = byLogicalId(model.functions, action.function, 'function');
      const { fault, rate = 1 } = action;
      if (!(rate >= 0 && rate <= 1)) throw new ScenarioError(`the rate of a fault is from 0 to 1, not ${rate}`);
      delivery.lambdas.addFault({ functionName, window, fault, rate, seed });
      return () => undefined;
    }
    case 'chat':
      delivery.chat.addFault({ window, fault: action.fault });
      return () => undefined;
    case 'secretMissing':
      stage.secrets.addOutage(byLogicalId(model.secrets, action.secret, 'secret').arn, window);
      return () => undefined;
    case 'throttleTable':
      delivery.tables.addThrottle({ tableName: byLogicalId(model.tables, action.table, 'table').tableName, window });
      return () => undefined;
    case 'request':
      return async (atMs) => void (await request(stage, action.method, action.path, action.body, atMs));
    case 'redrive':
    case 'purge':
      return queueAction(action, stage);
  }
}

function queueAction(action: Extract<Action, { queue: string }>, { model, delivery }: Stage): () => void {
  const { arn, queueName } = byLogicalId(model.queues, action.queue, 'queue');
  return action.kind === 'redrive'
    ? () => delivery.queues.redriveDeadLetters(arn)
    : () => delivery.queues.purge(queueName);
}

function urlPrefixOf(url: string, { model, delivery }: Stage): string {
  if (!url.startsWith('api:')) return url;
  const [api] = model.httpApis;
  if (api === undefined) throw new ScenarioError(`"${url}" means the HTTP API of the stack, and it has none`);
  return `https://${delivery.httpApis.domainNameOf(api.apiId)}${url.slice('api:'.length)}`;
}

async function request(
  { delivery }: Stage,
  method: string,
  path: string,
  body: unknown,
  atMs: number,
): Promise<string> {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return (await delivery.httpApis.request({ method, path, atMs, ...json })).body;
}

/** Fills `{name}` from earlier answers; `undefined` while there is none. */
function fill(path: string, answers: ReadonlyMap<string, string>): string | undefined {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  if (!names.every((name) => answers.has(name))) return undefined;
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(answers.get(name)!));
}

function remember(body: string, answers: Map<string, string>): void {
  if (!body.startsWith('{')) return;
  try {
    for (const [name, value] of Object.entries(JSON.parse(body) as object)) {
      if (typeof value === 'string') answers.set(name, value);
    }
  } catch {
    // An answer that is not JSON has nothing to remember.
  }
}
