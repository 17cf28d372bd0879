import type { IConstruct } from 'constructs';
import type { AlarmOverride } from './plan/alarm-override';

/** How something is watched. */
export interface WatchOptions {
  /**
   * Constructs below the target that are not watched, with everything in them.
   *
   * @default - everything is watched
   */
  readonly exclude?: IConstruct[];

  /**
   * What to change of the default alarms, by alarm id: `{ latency: { threshold: 800 }, throttles: { enabled: false } }`.
   * An id that no watched resource has is refused.
   *
   * @default - the catalogue's defaults
   */
  readonly alarms?: { readonly [alarmId: string]: AlarmOverride };
}
