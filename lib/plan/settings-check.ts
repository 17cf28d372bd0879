import type { ResourceSettings } from '../settings/resource-settings';
import type { SettingsSource } from '../settings/settings';
import type { Definitions } from '../signals/definitions';
import type { ResourceDefinition } from '../signals/resource-definition';
import { refuseProblems, refuseSource, type Subject } from './check-layers';

/**
 * Refuses names in settings that nothing has. Stages are planned one by one, and what is not in one may be in another:
 * each plan notes what it found, and only who knows all of them can refuse.
 */
export class SettingsCheck {
  private readonly subjects: Subject[] = [];
  private readonly watched = new Map<ResourceSettings, Subject[]>();
  private readonly definitions = new Map<string, readonly ResourceDefinition[]>();

  /** What a plan knows: its resources and types. */
  public note(subjects: Iterable<Subject>, definitions: Definitions): void {
    this.subjects.push(...subjects);
    for (const [type, several] of definitions) this.definitions.set(type, several);
  }

  /** What a `watch()` covers in a plan. */
  public noteWatched(settings: ResourceSettings, subjects: readonly Subject[]): void {
    this.watched.set(settings, [...(this.watched.get(settings) ?? []), ...subjects]);
  }

  public refuse(sources: readonly SettingsSource[]): void {
    for (const [settings, subjects] of this.watched) refuseProblems('watch()', settings, subjects);
    for (const source of sources) refuseSource(source, this.subjects, this.definitions);
  }
}
