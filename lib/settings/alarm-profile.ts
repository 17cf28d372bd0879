/** How many of the default alarms are created. An alarm that is enabled explicitly is in every profile. */
export enum AlarmProfile {
  /** All of them. */
  STANDARD = 'standard',
  /** What wakes people, and the few tickets that foretell an outage. */
  LEAN = 'lean',
  /** Only what would wake people in production, and as tickets: nobody is woken by a test environment. */
  NON_PRODUCTION = 'non-production',
}
