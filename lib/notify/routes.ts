import type { IChannel } from './channel';

/** Severity → channels. */
export interface Routes {
  /**
   * Who is woken.
   *
   * @default - `channels` of the GoldenSignals
   */
  readonly page?: IChannel[];

  /**
   * Who looks at it on the working day.
   *
   * @default - `channels` of the GoldenSignals
   */
  readonly ticket?: IChannel[];

  /**
   * Who is told what only shows.
   *
   * @default - nobody: the alarm shows on the dashboard
   */
  readonly info?: IChannel[];
}
