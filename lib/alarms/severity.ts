/** What an alarm asks of people. Routes lead from a severity to channels. */
export enum Severity {
  /** Wakes someone: users are hurt now. */
  PAGE = 'page',
  /** Waits for the working day. */
  TICKET = 'ticket',
  /** Only shows: on the dashboard, and in a channel if a route says so. */
  INFO = 'info',
}
