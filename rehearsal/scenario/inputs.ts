import { type Clock, Phase } from '../clock';
import type { Lambdas } from '../delivery/lambda/lambdas';
import type { LogSink } from '../logs/log-event';
import type { MetricStore } from '../metrics/metric-store';
import type { Model } from '../template/model';
import { canonicalJson } from '../trace';
import { byLogicalId } from './logical-id';
import type { InvocationInput, LogInput, MetricInput, Scenario } from './scenario';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** Where what a scenario gives goes. */
export interface InputStage {
  readonly model: Model;
  readonly clock: Clock;
  readonly samples: MetricStore;
  readonly logs: LogSink;
  readonly lambdas: Lambdas;
}

/** Gives the run the samples, log lines and invocations of a scenario. */
export function giveInputs(scenario: Scenario, stage: InputStage): void {
  for (const metric of scenario.metrics ?? [])
    giveMetric(metric, (scenario.ingestionDelaySeconds ?? 0) * SECOND_MS, stage);
  for (const log of inOrder(scenario.logs)) writeLines(log, stage);
  for (const invocation of inOrder(scenario.invocations)) invoke(invocation, stage);
}

/** What falls on one instant comes in an order that does not depend on how the scenario lists it. */
function inOrder<T>(inputs: readonly T[] = []): T[] {
  const texts = new Map(inputs.map((input) => [input, canonicalJson(input)]));
  return [...inputs].sort((a, b) => (texts.get(a)! < texts.get(b)! ? -1 : 1));
}

function giveMetric(
  { values, intervalSeconds = 60, atMinute = 0, ...metric }: MetricInput,
  delayMs: number,
  stage: InputStage,
) {
  const { clock, samples } = stage;
  const firstMs = clock.now() + Math.round(atMinute * MINUTE_MS);
  const intervalMs = intervalSeconds * SECOND_MS;
  const put = samples.stream(metric, intervalSeconds < 60 ? 1 : 60, values.length);
  const putAll = (value: number | readonly number[], timestampMs: number) => {
    if (typeof value === 'number') put(timestampMs, value, 1);
    else for (const each of value) put(timestampMs, each, 1);
  };
  values.forEach((value, index) => {
    if (value === null) return;
    const timestampMs = firstMs + index * intervalMs;
    // Only periods that are over are read, so that a sample does no harm by lying there before its time.
    if (delayMs === 0) putAll(value, timestampMs);
    else clock.schedule(timestampMs + intervalMs + delayMs, Phase.SAMPLES, () => putAll(value, timestampMs));
  });
}

function writeLines({ logGroup, lines, ...when }: LogInput, { model, clock, logs }: InputStage): void {
  // The group of a function need not be declared.
  const named = [...model.logGroups, ...model.functions].find(({ logGroupName }) => logGroupName === logGroup);
  const { logGroupName } = named ?? byLogicalId(model.logGroups, logGroup, 'log group');
  for (const timestampMs of instants(when, clock.now())) {
    for (const message of lines) {
      clock.schedule(timestampMs, Phase.SAMPLES, () => logs.put({ logGroupName, timestampMs, message }));
    }
  }
}

function invoke({ function: name, event, asynchronous = false, ...when }: InvocationInput, stage: InputStage): void {
  const { model, clock, lambdas } = stage;
  const known = model.functions.find(({ functionName }) => functionName === name);
  const { functionName } = known ?? byLogicalId(model.functions, name, 'function');
  for (const atMs of instants(when, clock.now())) {
    if (asynchronous) lambdas.invokeAsync(functionName, event, atMs);
    else clock.schedule(atMs, Phase.TRAFFIC, async () => void (await lambdas.invokeSync(functionName, event, atMs)));
  }
}

function instants(
  { atMinute, times = 1, everySeconds = 60 }: Pick<LogInput, 'atMinute' | 'times' | 'everySeconds'>,
  startMs: number,
): number[] {
  const firstMs = startMs + Math.round(atMinute * MINUTE_MS);
  return Array.from({ length: times }, (_, index) => firstMs + index * everySeconds * SECOND_MS);
}
