import type { AlarmOverride } from '../plan/alarm-override';
import type { Expected } from './expected';

/** What to change of the defaults of some resources. */
export interface ResourceSettings {
  /**
   * Whether they are watched at all.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * What to change of the default alarms, by alarm id: `{ latency: { threshold: 800 }, throttles: { enabled: false } }`.
   * An id that none of the resources has is refused.
   *
   * @default - the catalogue's defaults
   */
  readonly alarms?: { readonly [alarmId: string]: AlarmOverride };

  /**
   * Signals to switch off, with their panels and alarms, or on again: `{ saturation: false }`.
   *
   * @default - all signals of the catalogue
   */
  readonly signals?: { readonly [signal: string]: boolean };

  /**
   * What is normal, for alarms on what is not.
   *
   * @default - no alarms that need to know
   */
  readonly expected?: Expected;
}
