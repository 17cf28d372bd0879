import type { Scenario, Step } from '../../scenario/scenario';
import type { Model } from '../../template/model';
import type { AlarmTest } from '../alarm-test';
import { parseDuration } from '../notation/duration';
import { doubtsAbout } from './doubts';
import type { Field } from './field';
import { readExpectation } from './read-expectation';
import { readFault } from './read-faults';
import { type Reading, readBand, readInvocation, readLog, readMetric } from './read-inputs';
import { readOperation } from './read-operations';
import { readSingleRequest, readTraffic } from './read-requests';
import { readStart } from './read-start';
import { StackLookup } from './stack-lookup';
import { TestTimes } from './test-times';

const KEYS = [
  'name',
  'start',
  'duration',
  'strict',
  'metrics',
  'ingestionDelay',
  'bands',
  'logs',
  'invoke',
  'traffic',
  'requests',
  'faults',
  'operations',
  'secrets',
  'slackToken',
  'expect',
] as const;

/** What the file says for all of its tests. */
export interface FileDefaults {
  readonly model: Model | undefined;
  readonly startMs: number;
  readonly strict: boolean;
}

/** Reads one test. What is wrong in it is reported, and then there is none. */
export function readTest(field: Field, defaults: FileDefaults): AlarmTest | undefined {
  const map = field.map(KEYS);
  if (map === undefined) return undefined;
  const name = map.need('name', 'name: what the test shows')?.text();
  const strict = map.get('strict')?.flag() ?? defaults.strict;
  const startMs = map.has('start') ? readStart(map.get('start')!) : defaults.startMs;
  const times = new TestTimes(startMs ?? defaults.startMs);
  const reading: Reading = { stack: new StackLookup(defaults.model), times };
  const each = <T>(key: (typeof KEYS)[number], read: (item: Field, reading: Reading) => T | undefined): T[] =>
    (map.get(key)?.list() ?? []).map((item) => read(item, reading)).filter((item) => item !== undefined);

  const steps: Step[] = [
    ...each('faults', readFault),
    ...each('requests', readSingleRequest).flat(),
    ...each('operations', readOperation),
  ];
  const inputs = {
    metrics: each('metrics', readMetric),
    bands: each('bands', readBand),
    logs: each('logs', readLog),
    invocations: each('invoke', readInvocation),
    traffic: each('traffic', readTraffic),
    steps: steps.toSorted((a, b) => a.atMinute - b.atMinute),
  };
  const expectations = each('expect', readExpectation);
  if (!strict && (map.get('expect')?.list() ?? []).length === 0) {
    field.problem('this test expects nothing; write expect:, or strict: true when all has to be quiet');
  }
  const delayMs = map.get('ingestionDelay')?.parsed(parseDuration);
  const secrets = readSecrets(map.get('secrets'), reading);
  const slackToken = map.get('slackToken')?.text();
  const durationMs = times.duration(map.get('duration'), field);
  if (name === undefined || durationMs === undefined) return undefined;
  const scenario: Scenario = {
    title: name,
    startsAt: new Date(times.startMs).toISOString(),
    minutes: durationMs / 60_000,
    ...inputs,
    ...(delayMs === undefined ? {} : { ingestionDelaySeconds: delayMs / 1000 }),
    ...(secrets === undefined ? {} : { secrets }),
    ...(slackToken === undefined ? {} : { slackToken }),
  };
  const notes = defaults.model === undefined ? [] : doubtsAbout(scenario, expectations, defaults.model);
  return { name, line: field.line, scenario, expectations, strict, notes };
}

/** Secret values by logical id; nothing for one without a value. */
function readSecrets(field: Field | undefined, { stack }: Reading): Scenario['secrets'] {
  if (field === undefined) return undefined;
  const known = stack.model?.secrets ?? [];
  const entries = field.entries().map(([name, value]) => {
    const secret = stack.named(value, 'secret', name, known, (each) => each.name);
    return [secret?.logicalId ?? name, value.isNull() ? null : (value.text() ?? null)] as const;
  });
  return Object.fromEntries(entries);
}
