import { Severity } from '../alarms/severity';
import { AlarmProfile } from '../settings/alarm-profile';

/** What a profile looks at; `enabled` is what the settings say of the alarm. */
export interface Profiled {
  readonly severity: Severity;
  readonly lean?: boolean;
  readonly enabled?: boolean;
}

/** The severity that an alarm has in a profile; `undefined` when it is not created. */
export function severityIn(profile: AlarmProfile, { severity, lean, enabled }: Profiled): Severity | undefined {
  if (enabled === false) return undefined;
  const pages = severity === Severity.PAGE;
  switch (profile) {
    case AlarmProfile.STANDARD:
      return severity;
    case AlarmProfile.LEAN:
      return enabled || (lean ?? pages) ? severity : undefined;
    case AlarmProfile.NON_PRODUCTION:
      if (pages) return Severity.TICKET;
      return enabled ? severity : undefined;
  }
}
