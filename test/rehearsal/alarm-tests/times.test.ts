import fc from 'fast-check';
import { parseDuration, parseTime } from '../../../rehearsal/alarm-tests/notation/duration';
import { NotationError } from '../../../rehearsal/alarm-tests/notation/notation-error';
import { parseTimeline } from '../../../rehearsal/alarm-tests/notation/states';
import { sinceStart } from '../../../rehearsal/expectations/since-start';

const NINE = Date.parse('2026-01-05T09:00:00Z');
const MINUTE = 60_000;

test.each([
  ['0', 0],
  ['90s', 90_000],
  ['11m', 11 * MINUTE],
  ['1h30m', 90 * MINUTE],
  ['1d', 1440 * MINUTE],
  ['500ms', 500],
  [' 1m30s ', 90_000],
])('%s is a time', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  ['11', /has no unit; write 11m or 11s/],
  ['11x', /"11x" is not a time; write it as 90s, 11m, 1h30m or 1d/],
  ['-5m', /before the start/],
  ['1.5m', /is not a time/],
  ['30m1h', /is not a time/],
  ['', /is not a time/],
  ['99999999999d', /longer than a test may last/],
  // From JavaScript.
  [11, /11 has no unit; write 11m or 11s/],
  [undefined, /"" is not a time/],
])('%j is none', (text, message) => {
  expect(() => parseDuration(text as string)).toThrow(message);
  expect(() => parseDuration(text as string)).toThrow(NotationError);
});

test.each([
  ['09:11', 11],
  ['9:00', 0],
  ['08:59', 23 * 60 + 59],
  ['00:00', 15 * 60],
  ['11m', 11],
])('the clock shows %s this many minutes after nine', (text, minutes) => {
  expect(parseTime(text, NINE)).toBe(minutes * MINUTE);
});

test('the clock shows no 24:00 and no 09:60', () => {
  expect(() => parseTime('24:00', NINE)).toThrow(/not a time of day/);
  expect(() => parseTime('09:60', NINE)).toThrow(/not a time of day/);
});

test('what a report writes can be read', () => {
  fc.assert(
    fc.property(fc.nat({ max: 30 * 86_400_000 }), (ms) => {
      expect(parseDuration(sinceStart(ms, 0))).toBe(ms);
    }),
  );
});

describe('a timeline', () => {
  test('is states with their times', () => {
    expect(parseTimeline('OK@1m ALARM@11m OK@09:15', NINE)).toEqual([
      { state: 'OK', offsetMs: MINUTE },
      { state: 'ALARM', offsetMs: 11 * MINUTE },
      { state: 'OK', offsetMs: 15 * MINUTE },
    ]);
  });

  test.each([
    ['', /has no states; write OK@1m ALARM@11m/],
    ['OK', /"OK" is not a state and its time; write ALARM@11m/],
    ['ALRM@1m', /"ALRM" is not a state; write OK, ALARM, INSUFFICIENT_DATA/],
    ['OK@5m ALARM@5m', /not later than the state before it/],
    ['OK@5m OK@6m', /is no change/],
    ['OK@5q', /"5q" is not a time/],
  ])('%j is none', (text, message) => {
    expect(() => parseTimeline(text, NINE)).toThrow(message);
  });
});
