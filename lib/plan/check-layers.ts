import type { Resource } from '../discover/resource';
import { GoldenSignalsError } from '../private/errors';
import type { Expected } from '../settings/expected';
import { unknownName } from '../settings/fields';
import type { ResourceSettings } from '../settings/resource-settings';
import type { SettingsSource } from '../settings/settings';
import type { Definitions } from '../signals/definitions';
import type { Signal } from '../signals/signal';
import { expectable, withExpectedAlarms } from './expected-alarms';
import { metricNames, withOwnAlarms } from './own-alarms';
import { matchOf, selectableNames } from './selectors';

/** What can be said about a resource. */
export interface Subject {
  readonly resource: Resource;
  readonly noun: string;
  readonly signals: readonly Signal[];
  /** Ids of what is not an alarm on a metric: alerts on events. */
  readonly alertIds: readonly string[];
}

export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** What is wrong with settings that are about these resources: names that none of them has. */
export function problemsOf(settings: ResourceSettings, subjects: readonly Subject[]): Problem[] {
  const { alarms = {}, signals = {}, expected = {} } = settings;
  const told = subjects.map(({ signals: own }) => withOwnAlarms(withExpectedAlarms(own, expected), alarms));
  const own = Object.entries(alarms).filter(([, { metric }]) => metric !== undefined);
  const onMetrics = told.flatMap((all) => all.flatMap((signal) => signal.alarms.map(({ id }) => id)));
  const alertIds = subjects.flatMap((subject) => subject.alertIds);
  const alarmIds = known([...onMetrics, ...alertIds, ...own.map(([id]) => id), ...EXPECTED_IDS]);
  const signalIds = known(told.flatMap((all) => all.flatMap(({ id, goldenSignal }) => [id, goldenSignal ?? id])));
  const expectations = new Set(subjects.flatMap((subject) => expectable(subject.signals)));
  return [
    ...unknown('UnknownAlarm', 'alarm of what these settings are about', Object.keys(alarms), alarmIds),
    ...unknown(
      'UnknownMetric',
      'metric of what these settings are about',
      own.map(([, { metric }]) => metric!),
      own.length === 0 ? [] : known(subjects.flatMap((subject) => metricNames(subject.signals))),
    ),
    ...unknown('UnknownSignal', 'signal of what these settings are about', Object.keys(signals), signalIds),
    ...Object.entries(alarms)
      .filter(([id]) => alertIds.includes(id) && !onMetrics.includes(id))
      .flatMap(([id, override]) =>
        Object.entries(override)
          .filter(([key, value]) => value !== undefined && !OF_ALERTS.includes(key))
          .map(([key]) => ({
            code: 'NotOfAnEvent',
            message: `"${id}" tells of events and compares no metric: it has no ${key}; it has ${OF_ALERTS.join(', ')}`,
          })),
      ),
    ...EXPECTATIONS.filter((key) => expected[key] !== undefined && !expectations.has(key)).map((key) => ({
      code: 'NothingToExpect',
      message: `expected.${key}: none of these resources publishes ${key === 'latency' ? 'the latency' : 'the number'} of its requests`,
    })),
  ];
}

/** What can be said of an alert on events. */
const OF_ALERTS = ['enabled', 'severity', 'symptom', 'runbookUrl'];

const EXPECTATIONS = ['latency', 'trafficPerMinute', 'anomaly'] as const satisfies (keyof Expected)[];

/** Their alarms exist only where something is expected, at any level. */
const EXPECTED_IDS = ['slower-than-expected', 'less-traffic-than-expected', 'unusual-latency', 'unusual-traffic'];

/** A typo must not leave a default in force silently. */
export function refuseProblems(where: string, settings: ResourceSettings, subjects: readonly Subject[]): void {
  const [problem] = problemsOf(settings, subjects);
  if (problem !== undefined) throw new GoldenSignalsError(problem.code, `${where}: ${problem.message}`);
}

/** Refuses types that the catalogue does not have, selectors that select nothing, and what is wrong within them. */
export function refuseSource(
  { where, values }: SettingsSource,
  subjects: readonly Subject[],
  definitions: Definitions,
): void {
  const { types = {}, resources = {}, alarms, signals, expected } = values;
  if (subjects.length > 0) refuseProblems(where, { alarms, signals, expected }, subjects);
  const names = known([...definitions].flatMap(([type, several]) => [type, ...several.map(({ noun }) => noun)]));
  for (const [type, settings] of Object.entries(types)) {
    if (!names.includes(type)) {
      throw new GoldenSignalsError('UnknownType', `${where}: types: ${unknownName('type', type, names)}`);
    }
    const some = subjects.filter(({ resource, noun }) => resource.type === type || noun === type);
    // Settings that several stacks share may speak of types that this one does not have.
    if (some.length > 0) refuseProblems(`${where}: types["${type}"]`, settings, some);
  }
  for (const [selector, settings] of Object.entries(resources)) {
    const some = subjects.filter(({ resource }) => matchOf(selector, resource) !== undefined);
    if (some.length === 0) {
      const selectable = known(subjects.flatMap(({ resource }) => selectableNames(resource)));
      const ids = known(subjects.map(({ resource }) => resource.id));
      throw new GoldenSignalsError(
        'UnknownResource',
        `${where}: resources: ${unknownName('watched resource', selector, selectable, ids)}`,
      );
    }
    refuseProblems(`${where}: resources["${selector}"]`, settings, some);
  }
}

function unknown(code: string, what: string, asked: readonly string[], names: readonly string[]): Problem[] {
  return asked
    .filter((name) => !names.includes(name))
    .map((name) => ({ code, message: unknownName(what, name, names) }));
}

function known(names: readonly string[]): string[] {
  return [...new Set(names)];
}
