import type { Alert } from '../../../../lambda/notifier/alert';
import { withDescribedUnit } from '../../../../lambda/notifier/events/described-unit';
import { describeAlarm } from '../../../../lib/plan/alarm-description';
import { definitions } from '../../../../lib/resources/generated/registry';
import type { AlarmDefault } from '../../../../lib/signals/signal';
import { fakeResource } from '../../../lib/fake-resource';

const alertWith = (description: string): Alert =>
  ({
    kind: 'metric',
    id: 'a',
    name: 'a',
    severity: 'page',
    children: [],
    description,
    metric: { dimensions: [], recentValues: [] },
  }) as Alert;

const UNITS: Record<string, string> = {
  ms: 'Milliseconds',
  s: 'Seconds',
  µs: 'Microseconds',
  '%': 'Percent',
  bytes: 'Bytes',
  MiB: 'Megabytes',
};

const alarms = [...new Set([...definitions.values()].flat())].flatMap((definition) =>
  definition.signals(fakeResource()).flatMap((signal) => signal.alarms),
);

test.each(alarms.map((alarm) => [alarm.symptom, alarm] as const))(
  '%s: the alert has the unit of the catalogue',
  (_symptom, alarm) => {
    const alert = withDescribedUnit(alertWith(describeAlarm(alarm, 'function Fn', undefined)));
    expect(alert.metric?.unit).toBe(UNITS[alarm.threshold.unit]);
  },
);

const UNITS_OF_CATALOGUE = ['ms', 's', 'µs', '%', 'bytes', 'MiB'] as const;
const everyThreshold = UNITS_OF_CATALOGUE.flatMap((unit) =>
  [0, 3, 2500, 5e6, 2 ** 31].flatMap((value) =>
    (['above', 'atLeast', 'below', 'atMost'] as const).map((operator) => [operator, value, unit] as const),
  ),
);

test.each(everyThreshold)(
  '%s %d %s: the alert has the unit of the metric, whatever people call it',
  (operator, value, unit) => {
    const threshold = { [operator]: value, unit } as AlarmDefault['threshold'];
    const alert = withDescribedUnit(alertWith(describeAlarm({ ...alarms[0]!, threshold }, 'function Fn', undefined)));
    expect(alert.metric?.unit).toBe(UNITS[unit]);
  },
);

test('a description of somebody else names no unit', () => {
  expect(withDescribedUnit(alertWith('CPU above 80 % for ages')).metric?.unit).toBeUndefined();
});
