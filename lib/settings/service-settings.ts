import type { AlarmOverride } from '../plan/alarm-override';
import type { AlarmProfile } from './alarm-profile';
import type { Expected } from './expected';
import type { ResourceSettings } from './resource-settings';

/**
 * What to change of the catalogue's defaults, from the widest to the most specific. For each property of each alarm
 * the most specific place that says something wins: these members, `types`, the options of `watch()`, `resources` by
 * tag and by pattern, the resource's own CloudFormation `Metadata`, `resources` by exact path or logical id.
 */
export interface ServiceSettings {
  /**
   * How many of the default alarms are created.
   *
   * @default AlarmProfile.STANDARD
   */
  readonly profile?: AlarmProfile;

  /**
   * Where runbooks are; every alarm links to `<runbookUrl>/<alarm id>`.
   *
   * @default - no runbook links
   */
  readonly runbookUrl?: string;

  /**
   * What to change of the default alarms of all resources, by alarm id.
   *
   * @default - the catalogue's defaults
   */
  readonly alarms?: { readonly [alarmId: string]: AlarmOverride };

  /**
   * Signals of all resources to switch off: `{ saturation: false }`.
   *
   * @default - all signals of the catalogue
   */
  readonly signals?: { readonly [signal: string]: boolean };

  /**
   * What is normal for every resource that answers requests.
   *
   * @default - no alarms that need to know
   */
  readonly expected?: Expected;

  /**
   * What to change for the resources of a type, by CloudFormation type (`AWS::SQS::Queue`) or by what the catalogue
   * calls it (`queue`), which is the more specific.
   *
   * @default - nothing
   */
  readonly types?: { readonly [type: string]: ResourceSettings };

  /**
   * What to change for single resources: by construct path, with or without the stack (`Shop/Orders/Queue`, which also
   * stands for everything below it), by pattern (`Shop/*`, `**` for any depth), by logical id, or by tag
   * (`team=payments`). What selects nothing is refused.
   *
   * @default - nothing
   */
  readonly resources?: { readonly [selector: string]: ResourceSettings };
}
