import { definitions } from '../../../lib/resources/generated/registry';
import { staticFindings } from '../../../rehearsal/findings/static-findings';
import { rehearse } from '../../../rehearsal/rehearse';
import type { AlarmModel, Model } from '../../../rehearsal/template/model';
import { attached, STACK_NAME } from './behaviour/attached';
import { type AlarmBehaviour, type Example, examples } from './behaviour/example';
import { type Course, series } from './behaviour/series';

const MIDNIGHT = '2026-01-05T00:00:00Z';
const DAY = 1440;

/** What an alarm does on a course of its metrics: minute and new state, INSUFFICIENT_DATA at the start left out. */
async function changes(model: Model, alarm: AlarmModel, behaviour: AlarmBehaviour, course: Course) {
  const alone: Model = { ...model, ...NOTHING_ELSE, alarms: [alarm] };
  const scenario = {
    title: alarm.name,
    startsAt: MIDNIGHT,
    minutes: course.minutes,
    metrics: series(alarm, behaviour, course),
  };
  const { record } = await rehearse({ template: alone, scenario, actions: false });
  return record.alarms[0]!.transitions.map(({ atMs, state }) => ({ minute: (atMs - record.startMs) / 60_000, state }));
}

const NOTHING_ELSE = { functions: [], eventSourceMappings: [], dashboards: [], metricFilters: [], logGroups: [] };

/** A day, or as many samples as the alarm looks at where they are rare. */
function healthyDay({ evaluationPeriods, periodSeconds }: AlarmModel, behaviour: AlarmBehaviour): Course {
  const every = (behaviour.every ?? 60) / 60;
  const minutes = Math.max(DAY, (evaluationPeriods + 3) * Math.max(every, periodSeconds / 60));
  const { blip = {}, deployment = {} } = behaviour;
  const at = (hour: number, samples: number) => {
    const fromMinute = Math.ceil((hour * 60) / every) * every;
    return { fromMinute, toMinute: fromMinute + samples * every };
  };
  if (every > 60) return { minutes, changes: [] };
  return {
    minutes,
    changes: [
      { ...at(10, 1), levels: blip },
      { ...at(14, 3), levels: deployment },
      { ...at(19.7, 1), levels: blip },
    ],
  };
}

describe.each(examples().map((example) => [example.name, example] as const))('%s', (_name, example: Example) => {
  const { model } = attached(example);
  const alarms = new Map(model.alarms.map((alarm) => [alarm.name.slice(STACK_NAME.length + 1), alarm]));

  test('every default alarm has its behaviour, and nothing else has', () => {
    expect([...alarms.keys()].sort()).toEqual(Object.keys(example.alarms).sort());
  });

  test('the audit has nothing to say of the alarms', () => {
    // The examples have no channel.
    expect(staticFindings(model).filter(({ id }) => id !== 'action-to-nobody')).toEqual([]);
  });

  const known = Object.entries(example.alarms).filter(([name]) => alarms.has(name));

  if (known.length === 0) return;

  test.each(known)('%s looks at the series of its resource', (name) => {
    const expected = example.dimensions[name.slice(0, name.lastIndexOf('/'))] ?? {};
    for (const { metric } of alarms.get(name)!.metrics) {
      // Metrics that are made from log lines carry the resource in their name.
      if (metric === undefined || !metric.namespace.startsWith('AWS/')) continue;
      for (const [key, value] of Object.entries(metric.dimensions)) {
        expect([key, [expected[key] ?? []].flat()]).toEqual([key, expect.arrayContaining([value])]);
      }
    }
  });

  test.each(known)('%s stays OK on a healthy day with blips and a deployment', async (name, behaviour) => {
    const alarm = alarms.get(name)!;
    const found = await changes(model, alarm, behaviour, healthyDay(alarm, behaviour));
    expect(found.filter(({ state }) => state === 'ALARM')).toEqual([]);
  });

  test.each(known)('%s fires on its incident within its M of N, and ends with it', async (name, behaviour) => {
    const alarm = alarms.get(name)!;
    const period = Math.max(alarm.periodSeconds, behaviour.every ?? 60) / 60;
    const { evaluationPeriods: of, datapointsToAlarm: breaching = of } = alarm;
    const start = Math.ceil(Math.max(30, (of + 2) * period) / period) * period;
    const end = start + (breaching + 2) * period;
    const course = {
      // CloudWatch looks back further than the window where data is missing.
      minutes: end + (2 * of + 6) * period,
      changes: [{ fromMinute: start, toMinute: end, levels: behaviour.incident }],
    };
    const found = await changes(model, alarm, behaviour, course);
    const fired = found.filter(({ state }) => state === 'ALARM');
    expect(fired).toHaveLength(1);
    expect(fired[0]!.minute).toBeGreaterThan(start);
    expect(fired[0]!.minute).toBeLessThanOrEqual(start + (breaching + 1) * period + 1);
    expect(found.at(-1)!.state).toBe('OK');
  });
});

test('every example is one of a type of the catalogue', () => {
  for (const { name, template } of examples()) {
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    expect([name, types.some((type) => definitions.has(type))]).toEqual([name, true]);
  }
});
