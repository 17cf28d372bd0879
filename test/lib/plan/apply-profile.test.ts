import { Severity } from '../../../lib/alarms/severity';
import { severityIn } from '../../../lib/plan/apply-profile';
import { AlarmProfile } from '../../../lib/settings/alarm-profile';

const { PAGE, TICKET, INFO } = Severity;
const { STANDARD, LEAN, NON_PRODUCTION } = AlarmProfile;

test.each([
  [STANDARD, { severity: PAGE }, PAGE],
  [STANDARD, { severity: INFO, lean: false }, INFO],
  [LEAN, { severity: PAGE }, PAGE],
  [LEAN, { severity: PAGE, lean: false }, undefined],
  [LEAN, { severity: TICKET }, undefined],
  [LEAN, { severity: TICKET, lean: true }, TICKET],
  [LEAN, { severity: TICKET, enabled: true }, TICKET],
  [NON_PRODUCTION, { severity: PAGE }, TICKET],
  [NON_PRODUCTION, { severity: PAGE, enabled: true }, TICKET],
  [NON_PRODUCTION, { severity: TICKET, lean: true }, undefined],
  [NON_PRODUCTION, { severity: INFO, enabled: true }, INFO],
  [STANDARD, { severity: PAGE, enabled: false }, undefined],
])('in the profile %s, %j is %s', (profile, alarm, expected) => {
  expect(severityIn(profile, alarm)).toBe(expected);
});
