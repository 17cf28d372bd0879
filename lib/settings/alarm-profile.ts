/** How many of the alarms are created. One that is enabled explicitly is in every profile. */
export enum AlarmProfile {
  /** All of them. */
  STANDARD = 'standard',
  /** What wakes people, the few tickets that foretell an outage, and what you ask for yourself. */
  LEAN = 'lean',
  /** Only what would wake people in production, and as tickets: nobody is woken by a test environment. */
  NON_PRODUCTION = 'non-production',
}
