import { muteSchedule } from '../../../rehearsal/alarms/mute-schedule';
import type { MuteRuleModel } from '../../../rehearsal/template/model';

const HOUR = 3600;

function rule(expression: string, overrides: Partial<MuteRuleModel> = {}): MuteRuleModel {
  return {
    logicalId: 'Mute',
    name: 'mute',
    expression,
    durationSeconds: HOUR,
    timeZone: 'UTC',
    alarmNames: [],
    ...overrides,
  };
}

/** `from / to` of the window that is active at an instant. */
function windowAt(at: string, expression: string, overrides: Partial<MuteRuleModel> = {}): string | undefined {
  const window = muteSchedule(rule(expression, overrides)).windowAt(Date.parse(at));
  return window && `${new Date(window.from).toISOString()} / ${new Date(window.to).toISOString()}`;
}

describe('a cron expression', () => {
  test('opens a window at each of its times; the end is not in it', () => {
    const expected = '2026-03-02T02:00:00.000Z / 2026-03-02T03:00:00.000Z';
    expect(windowAt('2026-03-02T01:59:59.999Z', 'cron(0 2 * * *)')).toBeUndefined();
    expect(windowAt('2026-03-02T02:00:00Z', 'cron(0 2 * * *)')).toBe(expected);
    expect(windowAt('2026-03-02T02:59:59.999Z', 'cron(0 2 * * *)')).toBe(expected);
    expect(windowAt('2026-03-02T03:00:00Z', 'cron(0 2 * * *)')).toBeUndefined();
  });

  // 2026-03-01 is a Sunday.
  test.each([
    ['0', true],
    ['7', true],
    ['SUN', true],
    ['sun,WED', true],
    ['6-7', true],
    ['MON-FRI', false],
    ['1', false],
  ])('day of week %s', (day, sunday) => {
    expect(windowAt('2026-03-01T02:30:00Z', `cron(0 2 * * ${day})`) !== undefined).toBe(sunday);
  });

  test('with a day of the month and of the week opens at either, as cron does; months may be names', () => {
    const active = (at: string) => windowAt(at, 'cron(0 2 13 MAR-APR FRI)') !== undefined;
    expect(['2026-03-06T02:00Z', '2026-04-13T02:00Z', '2026-03-12T02:00Z', '2026-05-13T02:00Z'].map(active)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('is read in its time zone, and a window lasts as long over a change of the clocks', () => {
    const night = { timeZone: 'Europe/Berlin', durationSeconds: 8 * HOUR };
    expect(windowAt('2026-03-28T23:00:00Z', 'cron(0 22 * * SAT)', night)).toBe(
      '2026-03-28T21:00:00.000Z / 2026-03-29T05:00:00.000Z',
    );
    expect(windowAt('2026-10-24T23:00:00Z', 'cron(0 22 * * SAT)', night)).toBe(
      '2026-10-24T20:00:00.000Z / 2026-10-25T04:00:00.000Z',
    );
  });

  test('at a time that the clocks skip opens an hour later, at one that they repeat the first time', () => {
    const berlin = { timeZone: 'Europe/Berlin' };
    expect(windowAt('2026-03-29T01:30:00Z', 'cron(30 2 * * *)', berlin)).toBeDefined();
    expect(windowAt('2026-10-25T00:30:00Z', 'cron(30 2 * * *)', berlin)).toBeDefined();
    expect(windowAt('2026-10-25T01:30:00Z', 'cron(30 2 * * *)', berlin)).toBeUndefined();
    expect(windowAt('2026-10-25T00:30:00Z', 'at(2026-10-25T02:30)', berlin)).toBeDefined();
    expect(windowAt('2026-03-29T01:30:00Z', 'at(2026-03-29T02:30)', berlin)).toBeDefined();
  });

  test('answers the same whatever was asked before', () => {
    const schedule = muteSchedule(rule('cron(0 2 * * *)', { durationSeconds: 30 * HOUR }));
    const at = (text: string) => schedule.windowAt(Date.parse(text))!.from;
    const later = at('2026-03-08T05:00:00Z');
    expect(at('2026-03-02T01:00:00Z')).toBe(Date.parse('2026-03-01T02:00:00Z'));
    expect(at('2026-03-08T05:00:00Z')).toBe(later);
  });
});

test('an at expression opens one window, in its time zone', () => {
  const newYork = { timeZone: 'America/New_York', durationSeconds: 60 };
  expect(windowAt('2026-01-06T03:00:59Z', 'at(2026-01-05T22:00)', newYork)).toBe(
    '2026-01-06T03:00:00.000Z / 2026-01-06T03:01:00.000Z',
  );
  expect(windowAt('2026-01-06T02:59:59Z', 'at(2026-01-05T22:00)', newYork)).toBeUndefined();
});

test('a rule has no windows that begin before its start date, and is over at its expire date', () => {
  const dates = {
    startMs: Date.parse('2026-03-02T02:30:00Z'),
    expireMs: Date.parse('2026-03-04T02:15:00Z'),
  };
  expect(windowAt('2026-03-02T02:45:00Z', 'cron(0 2 * * *)', dates)).toBeUndefined();
  expect(windowAt('2026-03-03T02:45:00Z', 'cron(0 2 * * *)', dates)).toBeDefined();
  expect(windowAt('2026-03-04T02:10:00Z', 'cron(0 2 * * *)', dates)).toMatch(/02:15:00.000Z$/);
  expect(windowAt('2026-03-04T02:15:00Z', 'cron(0 2 * * *)', dates)).toBeUndefined();
});

test.each([
  ['cron(*/5 * * * *)', 'the minute "*/5" has more than numbers, names, "*", "-" and ","'],
  ['cron(0 2 L * *)', 'the day of month "L" has more'],
  ['cron(0 2 * *)', '"cron(0 2 * *)" has 4 fields, not the five minute, hour, day of month, month, day of week'],
  ['cron(61 2 * * *)', '"cron(61 2 * * *)" names no time'],
  ['cron(0 2 31 2 *)', '"cron(0 2 31 2 *)" names no time'],
  ['cron(0 2 * * FOO)', '"cron(0 2 * * FOO)" names no time'],
  ['rate(1 day)', '"rate(1 day)" is neither cron('],
  ['at(2026-01-05)', '"at(2026-01-05)" is no time like at(2026-01-05T22:00)'],
])('%s is refused in words', (expression, message) => {
  expect(() => muteSchedule(rule(expression))).toThrow(message);
});

test('a time zone that is none is refused', () => {
  expect(() => muteSchedule(rule('cron(0 2 * * *)', { timeZone: 'Mars/Olympus' }))).toThrow(
    'there is no time zone "Mars/Olympus"',
  );
});
