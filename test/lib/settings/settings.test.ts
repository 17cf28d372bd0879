import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlarmProfile, Settings, Severity } from '../../../lib';

const data = {
  profile: 'lean',
  alarms: { errors: { threshold: 3, periodSeconds: 120, severity: 'ticket', comparison: 'LessThanThreshold' } },
  expected: { latencyMs: 250, trafficPerMinute: 40 },
  environments: { test: { profile: 'non-production' }, prod: { types: { queue: { enabled: false } } } },
};

test('what all environments share comes first, then what is the own of one', () => {
  const { sources } = Settings.fromObject(data, 'test');
  expect(sources.map(({ where }) => where)).toEqual(['settings', 'settings, environments.test']);
  expect(sources.map(({ values }) => values.profile)).toEqual([AlarmProfile.LEAN, AlarmProfile.NON_PRODUCTION]);
});

test('lengths of time are numbers, names those of CloudWatch', () => {
  const [shared] = Settings.fromObject(data).sources;
  const { errors } = shared!.values.alarms!;
  expect(errors).toMatchObject({ threshold: 3, severity: Severity.TICKET, comparison: 'LessThanThreshold' });
  expect(errors!.period!.toSeconds()).toBe(120);
  expect(shared!.values.expected!.latency!.toMilliseconds()).toBe(250);
});

test('a file is read by its path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'golden-signals-settings-'));
  try {
    const path = join(folder, 'monitoring.json');
    writeFileSync(path, JSON.stringify(data));
    expect(Settings.fromFile(path, 'prod').sources.map(({ where }) => where)).toEqual([
      'monitoring.json',
      'monitoring.json, environments.prod',
    ]);
    writeFileSync(path, '{');
    expect(() => Settings.fromFile(path)).toThrow(/InvalidSettings.*monitoring\.json/);
    expect(() => Settings.fromFile(join(folder, 'other.json'))).toThrow(/InvalidSettings.*other\.json/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ['a property', { alarms: { errors: { treshold: 1 } } }, /settings\.alarms\.errors\.treshold: .*"threshold"/],
  ['a section', { alarm: {} }, /settings\.alarm: .*"alarms"/],
  ['a profile', { profile: 'leen' }, /settings\.profile: .*"lean"/],
  ['a type of value', { types: { queue: { enabled: 'no' } } }, /types\.queue\.enabled: "no" is not true or false/],
  ['an environment in an environment', { environments: { a: { environments: {} } } }, /environments\.a\.environments/],
  ['a number', { expected: { trafficPerMinute: 0 } }, /trafficPerMinute: 0 is not a number above 0/],
  ['an action', { alarms: { a: { actionArns: ['topic'] } } }, /actionArns: \["topic"\] is not a list of ARNs/],
  ['a prototype', JSON.parse('{"__proto__": {}}'), /settings\.__proto__/],
])('refuses %s that is wrong with the path to it', (_what, wrong, message) => {
  expect(() => Settings.fromObject(wrong)).toThrow(message);
});

test('tells all that is wrong at once', () => {
  expect(() => Settings.fromObject({ profle: 'lean', alarms: [] })).toThrow(
    /profle[\s\S]*settings\.alarms: \[\] is not/,
  );
});

test('refuses an environment that is not there with the nearest one', () => {
  expect(() => Settings.fromObject(data, 'prodd')).toThrow(/UnknownEnvironment.*did you mean "prod"/);
});
