import type { LogPolicy } from './logs/log-policy';
import type { IChannel } from './notify/channel';
import type { Routes } from './notify/routes';
import type { ServiceSettings } from './settings/service-settings';
import type { Settings } from './settings/settings';

/** Properties of `GoldenSignals`. */
export interface GoldenSignalsProps extends ServiceSettings {
  /**
   * What the service is called, on the dashboard and in alerts.
   *
   * @default - the name of the stack
   */
  readonly serviceName?: string;

  /**
   * Who is told of pages and tickets.
   *
   * @default - nobody; alarms publish to topics that you can subscribe to, and a warning says so
   */
  readonly channels?: IChannel[];

  /**
   * Channels for single severities, in place of `channels`.
   *
   * @default - pages and tickets go to `channels`, info only shows
   */
  readonly routes?: Routes;

  /**
   * What is done with log groups.
   *
   * @default - three months of retention where there is none; ERROR and WARN lines are counted
   */
  readonly logs?: LogPolicy;

  /**
   * Name of the dashboard; unique in the account. One that a dashboard of the app has already is refused.
   *
   * @default - `<service name>-golden-signals`, with some letters more where a dashboard of yours has that name
   */
  readonly dashboardName?: string;

  /**
   * Settings from a file or plain data, for values that differ by environment. At the same level of the cascade they
   * win over what is said here.
   *
   * @default - only what is said here
   */
  readonly settings?: Settings;

  /**
   * Put alarms and dashboards into nested stacks from the beginning. They go there by themselves when a template would
   * exceed CloudFormation's limits; alarms then change their names once.
   *
   * @default - only when a template would exceed a limit
   */
  readonly nestedStacks?: boolean;
}
