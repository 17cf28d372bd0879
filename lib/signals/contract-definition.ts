import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { applyOverride } from '../plan/apply-override';
import { GoldenSignalsError, nearestName } from '../private/errors';
import { GoldenSignal } from './golden-signal';
import type { MetricContract, MetricContractEntry } from './metric-contract';
import type { ResourceDefinition } from './resource-definition';
import type { AlarmDefault, Line, MetricRef, Signal, Unit } from './signal';
import type { MetricAlarm, WatchMetricsOptions } from './watch-metrics-options';

/** Units as CloudWatch spells them → as people read them; all others are "units". */
const UNITS: Readonly<Record<string, Unit>> = { Milliseconds: 'ms', Seconds: 's', Percent: '%', Count: 'count' };

/** What a value of a dimension is called: itself, if it is known. */
export type NameOfValue = (value: string) => string;

/** The catalogue entry of a metric contract: what `defineMetrics` declared, as a section with panels and alarms. */
export function contractDefinition(
  contract: MetricContract,
  options: WatchMetricsOptions,
  nameOf: NameOfValue = (value) => value,
): ResourceDefinition {
  checkDimensions(contract, options);
  const id = idOf(contract, options, nameOf);
  const alarms = (options.alarms ?? []).map((alarm) => ({ alarm, entry: entryOf(contract, alarm.metric) }));
  refuseSameIds(id, options);
  const metric = ({ name }: MetricContractEntry, statistic: string): MetricRef => ({
    namespace: contract.namespace,
    metricName: name,
    statistic,
    dimensions: Object.fromEntries(contract.dimensions.map((key) => [key, options.dimensionValues?.[key] ?? ''])),
  });
  const signals = groups(contract).map(
    ({ goldenSignal, unit, entries }): Signal => ({
      id: `${goldenSignal ?? 'other'}-${unit === '%' ? 'percent' : unit}`,
      goldenSignal,
      title: entries.map(({ name }) => name).join(', '),
      unit,
      inOverview: true,
      lines: entries.map((entry): Line => ({ label: entry.name, query: metric(entry, statisticOf(entry)) })),
      alarms: alarms
        .filter(({ entry }) => entries.includes(entry))
        .map(({ alarm, entry }) => alarmOf(alarm, metric(entry, alarm.statistic ?? statisticOf(entry)), unit, id)),
    }),
  );
  return { types: [typeOf(id)], noun: 'metrics', tier: 'code', missing: [], signals: () => signals };
}

/** A contract has no CloudFormation resource; this stands for it in the plan. */
export function contractResource(
  contract: MetricContract,
  options: WatchMetricsOptions,
  stackName: string,
  nameOf: NameOfValue = (value) => value,
): Resource {
  const id = idOf(contract, options, nameOf);
  return {
    type: typeOf(id),
    id,
    stackName,
    path: `${stackName}/${id}`,
    ref: id,
    attribute: () => id,
    property: () => undefined,
    number: (_path, fallback) => fallback,
    text: () => undefined,
    references: () => [],
    referrers: () => [],
    unresolved: [],
    referredToAs: [],
  };
}

/** The namespace, then the values of the dimensions in their order: `Example/Orders/place`. */
function idOf(
  { namespace, dimensions }: MetricContract,
  { dimensionValues = {} }: WatchMetricsOptions,
  nameOf: NameOfValue,
): string {
  return [namespace, ...dimensions.map((key) => nameOf(dimensionValues[key] ?? ''))].join('/');
}

/** The same contract with other dimension values is another set of series, and has its own entry. */
function typeOf(id: string): string {
  return `metrics ${id}`;
}

interface Group {
  readonly goldenSignal?: GoldenSignal;
  readonly unit: Unit;
  readonly entries: MetricContractEntry[];
}

/** Metrics of the same golden signal and unit share a panel. */
function groups({ metrics }: MetricContract): Group[] {
  const found = new Map<string, Group>();
  for (const entry of metrics) {
    const goldenSignal = Object.values(GoldenSignal).find((signal) => signal === entry.signal);
    const unit = UNITS[entry.unit] ?? 'units';
    const key = `${goldenSignal} ${unit}`;
    const group = found.get(key) ?? { goldenSignal, unit, entries: [] };
    group.entries.push(entry);
    found.set(key, group);
  }
  return [...found.values()];
}

function statisticOf({ unit, signal }: MetricContractEntry): string {
  if (signal === GoldenSignal.LATENCY) return 'p90';
  return unit === 'Percent' ? 'Maximum' : 'Sum';
}

/** Refuses what CloudWatch would refuse, or never evaluate, as for any other alarm. */
function alarmOf(alarm: MetricAlarm, metric: MetricRef, unit: Unit, path: string): AlarmDefault {
  const { evaluationPeriods = 3, datapointsToAlarm = evaluationPeriods, ...said } = alarm;
  const unsaid: AlarmDefault = {
    id: alarmIdOf(alarm),
    severity: Severity.TICKET,
    lean: true,
    symptom: `${alarm.metric} (${metric.statistic}) is too high`,
    query: metric,
    threshold: { above: Number.NaN, unit },
    datapoints: { breaching: 3, of: 3, periodSeconds: 60 },
    causes: 'see the code that emits this metric',
    lookAt: 'the error lines in the log of the function that emits it',
    source: 'the user',
  };
  return applyOverride(unsaid, { ...said, evaluationPeriods, datapointsToAlarm }, path);
}

function alarmIdOf({ id, metric }: MetricAlarm): string {
  return id ?? kebabCase(metric);
}

function refuseSameIds(path: string, { alarms = [] }: WatchMetricsOptions): void {
  const ids = alarms.map(alarmIdOf);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice === undefined) return;
  throw new GoldenSignalsError(
    'SameAlarmId',
    `two alarms of ${path} are called "${twice}"; give one of them another id`,
  );
}

function entryOf(contract: MetricContract, name: string): MetricContractEntry {
  const entry = contract.metrics.find((candidate) => candidate.name === name);
  if (entry !== undefined) return entry;
  const names = contract.metrics.map((candidate) => candidate.name);
  const nearest = nearestName(name, names);
  throw new GoldenSignalsError(
    'UnknownMetric',
    `the contract ${contract.namespace} has no metric "${name}"; ${nearest === undefined ? `it has: ${names.join(', ')}` : `did you mean "${nearest}"?`}`,
  );
}

function checkDimensions(
  { namespace, dimensions }: MetricContract,
  { dimensionValues = {} }: WatchMetricsOptions,
): void {
  const given = Object.keys(dimensionValues);
  const missing = dimensions.filter((key) => !given.includes(key));
  const unknown = given.filter((key) => !dimensions.includes(key));
  if (missing.length === 0 && unknown.length === 0) return;
  throw new GoldenSignalsError(
    'WrongDimensions',
    `the contract ${namespace} has the dimensions [${dimensions.join(', ')}]; ${[
      ...missing.map((key) => `"${key}" has no value`),
      ...unknown.map((key) => `"${key}" is not one of them`),
    ].join(', ')}. A wrong dimension makes an alarm that never fires.`,
  );
}

function kebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
}
