import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Rehearsal, rehearse, type Scenario } from '../../../rehearsal';

const folders: string[] = [];

/** Removes what `smallStack` has written. */
export function removeStacks(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>>;

/** Rehearses a few resources, and functions given by the text of their index.js; properties of a function can be added. */
export function rehearseSmall(
  scenario: Partial<Scenario>,
  resources: Resources,
  functions: Readonly<Record<string, string>> = {},
  properties: Readonly<Record<string, unknown>> = {},
): Promise<Rehearsal> {
  const assemblyDirectory = mkdtempSync(join(tmpdir(), 'golden-signals-stack-'));
  folders.push(assemblyDirectory);
  const withCode = Object.entries(functions).map(([logicalId, source]) => {
    mkdirSync(join(assemblyDirectory, `asset.${logicalId}`));
    writeFileSync(join(assemblyDirectory, `asset.${logicalId}`, 'index.js'), source);
    return [logicalId, lambdaResource({ Code: { S3Bucket: 'assets', S3Key: `${logicalId}.zip` }, ...properties })];
  });
  return rehearse({
    template: { template: { Resources: { ...resources, ...Object.fromEntries(withCode) } }, assemblyDirectory },
    scenario: { title: 'test', minutes: 10, ...scenario },
  });
}

export function lambdaResource(properties: Readonly<Record<string, unknown>> = {}) {
  const base = { Runtime: 'nodejs24.x', Handler: 'index.handler', Timeout: 3 };
  return { Type: 'AWS::Lambda::Function', Properties: { ...base, ...properties } };
}

/** An alarm on one minute of a metric's sum. */
export function alarmOn(
  AlarmName: string,
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, unknown>> = {},
  properties: Readonly<Record<string, unknown>> = {},
) {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName,
      Namespace,
      MetricName,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      ...properties,
    },
  };
}

/** Minute after the start at which an alarm first fired. */
export function firstAlarmOf({ record }: Rehearsal, alarm: string): number | undefined {
  const { transitions } = record.alarms.find(({ name }) => name === alarm)!;
  const fired = transitions.find(({ state }) => state === 'ALARM');
  return fired && (fired.atMs - record.startMs) / 60_000;
}

/** Members of the invocations in the trace, without time and request id. */
export function invocationsOf({
  trace,
  record,
}: Rehearsal): { minute: number; outcome: unknown; durationMs: unknown }[] {
  return trace.events
    .filter(({ kind }) => kind === 'invocation')
    .map(({ atMs, outcome, durationMs }) => ({ minute: (atMs - record.startMs) / 60_000, outcome, durationMs }));
}
