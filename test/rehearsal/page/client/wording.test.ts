import { Cursor } from '../../../../rehearsal/page/client/cursor';
import { numberText } from '../../../../rehearsal/page/client/number-text';
import { notRehearsedOf, runSummary } from '../../../../rehearsal/page/client/run-summary';
import { clockTime, duration, minuteTime, timeSpan, timeTicks } from '../../../../rehearsal/page/client/virtual-time';
import { incidentRecord } from '../incident-record';
import { minute, START_MS } from '../incident-time';

describe('virtual time in words', () => {
  test('is UTC, with seconds only where there are some', () => {
    expect([clockTime(START_MS), clockTime(START_MS + 5000), minuteTime(START_MS + 5000)]).toEqual([
      '09:00',
      '09:00:05',
      '09:00',
    ]);
  });

  test('names the day once, or both when there are two', () => {
    expect(timeSpan(START_MS, minute(40))).toBe('Mon 5 Jan 2026, 09:00 – 09:40 UTC');
    expect(timeSpan(START_MS, minute(24 * 60))).toBe('Mon 5 Jan 2026, 09:00 – Tue 6 Jan 2026, 09:00 UTC');
  });

  test.each([
    [45_000, '45 s'],
    [90_000, '1 min 30 s'],
    [2_400_000, '40 min'],
    [5_400_000, '1 h 30 min'],
    [86_400_000, '24 h'],
  ])('%i ms is %s', (lengthMs, text) => {
    expect(duration(lengthMs)).toBe(text);
  });

  test('ticks stand on round instants and are not too many', () => {
    expect(timeTicks(minute(1), minute(40), 4).map(clockTime)).toEqual(['09:10', '09:20', '09:30', '09:40']);
    expect(timeTicks(minute(0), minute(24 * 60), 9).length).toBeLessThanOrEqual(10);
  });
});

test.each([
  [null, '–'],
  [0, '0'],
  [0.1234, '0.12'],
  [2.345, '2.35'],
  [21.46, '21.5'],
  [412.4, '412'],
  [3000, '3000'],
  [12_500, '12.5k'],
  [1_250_000, '1.3M'],
  [-0.5, '-0.5'],
])('%p is written %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});

describe('the summary of a run', () => {
  test('counts messages without their edits, and what the dashboards cannot show', () => {
    expect(runSummary(incidentRecord())).toEqual({ fired: 8, resolved: 8, messages: 8, emails: 2, notRehearsed: 4 });
  });

  test('an alarm that is still in ALARM is not resolved', () => {
    const record = incidentRecord();
    const alarms = record.alarms.map((alarm) => ({ ...alarm, transitions: alarm.transitions.slice(0, 2) }));
    expect(runSummary({ ...record, alarms })).toMatchObject({ fired: 8, resolved: 0 });
  });

  test('names the widget where something is missing', () => {
    expect(notRehearsedOf(incidentRecord()).at(-1)).toEqual({
      where: 'orders-production › Last errors',
      what: 'widgets of type "log" are not drawn',
    });
  });
});

describe('the cursor', () => {
  function cursorOf() {
    const frames: (() => void)[] = [];
    const cursor = new Cursor(0, 100, 100, (run) => frames.push(run));
    const shown: number[] = [];
    cursor.follow(({ shownMs }) => shown.push(shownMs));
    const frame = () => {
      for (const run of frames.splice(0)) run();
    };
    return { cursor, shown, frame };
  }

  test('tells its listeners at once, then once a frame', () => {
    const { cursor, shown, frame } = cursorOf();
    cursor.set(10);
    cursor.set(20);
    expect(shown).toEqual([100]);
    frame();
    expect(shown).toEqual([100, 20]);
  });

  test('shows the instant below the pointer, then goes back to the slider', () => {
    const { cursor, shown, frame } = cursorOf();
    cursor.hover(30);
    frame();
    cursor.hover(undefined);
    frame();
    expect(shown).toEqual([100, 30, 100]);
    expect(cursor.position.atMs).toBe(100);
  });

  test('stays in the run', () => {
    const { cursor } = cursorOf();
    cursor.set(-5);
    expect(cursor.position.atMs).toBe(0);
    cursor.hover(500);
    expect(cursor.position.shownMs).toBe(100);
  });
});
