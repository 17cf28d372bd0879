import type { Resource } from '../discover/resource';
import type { ResourceSettings } from '../settings/resource-settings';
import type { SettingsSource } from '../settings/settings';
import type { ResourceDefinition } from '../signals/resource-definition';
import type { AlarmOverride } from './alarm-override';
import type { AlarmOverrides } from './own-alarms';
import { Exactness, matchOf } from './selectors';

/** Settings of one level of the cascade, and where they stand, for messages. */
export interface Layer {
  readonly where: string;
  readonly settings: ResourceSettings;
}

/** All that may be said about a resource, wherever it stands. */
export interface Cascade {
  readonly sources: readonly SettingsSource[];
  /** Of the `watch()` that a resource belongs to. */
  readonly watch?: Layer;
  /** What the resource's own CloudFormation `Metadata` says. */
  readonly metadata?: Layer;
}

/** The layers that are about a resource, the widest first: whatever a later one says wins. */
export function layersOf(resource: Resource, definition: ResourceDefinition, cascade: Cascade): Layer[] {
  const { sources, watch, metadata } = cascade;
  const service = sources.map(({ where, values }) => {
    const { alarms, signals, expected } = values;
    return { where, settings: { alarms, signals, expected } };
  });
  const byType = [resource.type, definition.noun].flatMap((type) =>
    sources.flatMap(({ where, values: { types = {} } }) =>
      Object.hasOwn(types, type) ? [{ where: `${where}: types["${type}"]`, settings: types[type]! }] : [],
    ),
  );
  const selected = selectedBy(resource, sources);
  return [
    ...service,
    ...byType,
    ...present(watch),
    ...selected.filter(({ exactness }) => exactness < Exactness.EXACT).map(({ layer }) => layer),
    ...present(metadata),
    ...selected.filter(({ exactness }) => exactness === Exactness.EXACT).map(({ layer }) => layer),
  ];
}

function selectedBy(resource: Resource, sources: readonly SettingsSource[]) {
  return sources
    .flatMap(({ where, values: { resources = {} } }) =>
      Object.entries(resources).flatMap(([selector, settings]) => {
        const match = matchOf(selector, resource);
        return match === undefined
          ? []
          : [{ ...match, layer: { where: `${where}: resources["${selector}"]`, settings } }];
      }),
    )
    .sort((a, b) => a.exactness - b.exactness || a.length - b.length);
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

/** What the layers say of one resource together, property by property. */
export interface Settled extends ResourceSettings {
  /** What is said of each alarm that any layer speaks of. */
  readonly alarms: AlarmOverrides;
  /** Which layer switched the whole resource off. */
  readonly switchedOffBy?: string;
}

export function settle(layers: readonly Layer[]): Settled {
  const said = layers.map(({ settings }) => settings);
  const alarm = (id: string): AlarmOverride =>
    merged(said.map(({ alarms = {} }) => (Object.hasOwn(alarms, id) ? alarms[id] : undefined)));
  const ids = new Set(said.flatMap(({ alarms = {} }) => Object.keys(alarms)));
  const last = layers.findLast(({ settings }) => settings.enabled !== undefined);
  return {
    enabled: last?.settings.enabled ?? true,
    switchedOffBy: last?.settings.enabled === false ? last.where : undefined,
    signals: merged(said.map(({ signals }) => signals)),
    expected: merged(said.map(({ expected }) => expected)),
    alarms: Object.fromEntries([...ids].map((id) => [id, alarm(id)])),
  };
}

/** Later members win; what is undefined says nothing. */
function merged<T extends object>(values: readonly (T | undefined)[]): T {
  const entries = values.flatMap((value) => Object.entries(value ?? {}).filter(([, member]) => member !== undefined));
  return Object.fromEntries(entries) as T;
}
