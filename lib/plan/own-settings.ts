import type { Resource } from '../discover/resource';
import { readResourceSettings } from '../settings/read-settings';
import type { Layer } from './layers';

/** What a resource's `Metadata` says of its monitoring, and what of it cannot be read. */
export interface OwnSettings {
  readonly layer?: Layer;
  readonly problems: readonly string[];
}

/** Reads the `Metadata` of a resource. It is somebody else's template: what is wrong in it must not fail the synthesis. */
export function ownSettingsOf({ ownSettings }: Resource): OwnSettings {
  if (ownSettings === undefined) return { problems: [] };
  const where = 'Metadata.GoldenSignals';
  const problems: string[] = [];
  const settings = readResourceSettings(ownSettings, where, (problem) => problems.push(problem));
  return { layer: settings === undefined ? undefined : { where, settings }, problems };
}
