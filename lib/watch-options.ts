import type { IConstruct } from 'constructs';
import type { ResourceSettings } from './settings/resource-settings';

/** How something is watched. Its settings are more specific than those by type, less than those by resource. */
export interface WatchOptions extends ResourceSettings {
  /**
   * Constructs below the target that are not watched, with everything in them.
   *
   * @default - everything is watched
   */
  readonly exclude?: IConstruct[];
}
