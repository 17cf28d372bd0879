import fc from 'fast-check';
import { parseTimeline } from '../../../rehearsal/alarm-tests/notation/states';
import { sinceStart } from '../../../rehearsal/expectations/since-start';
import { timelineText } from '../../../rehearsal/expectations/timeline';
import { START_MS } from './shop';

test.each([
  [0, '0m'],
  [10, '10s'],
  [60, '1m'],
  [90, '1m30s'],
  [5400, '90m'],
  [9000, '2h30m'],
  [90_000, '1d1h'],
  [-60, '-1m'],
])('%s s after the start is %s', (seconds, text) => {
  expect(sinceStart(START_MS + seconds * 1000, START_MS)).toBe(text);
});

test('a timeline that a failure shows can be copied into a test', () => {
  const instants = fc.uniqueArray(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(instants, (seconds) => {
      const states = seconds
        .toSorted((a, b) => a - b)
        .map((second, index) => ({ state: index % 2 ? 'ALARM' : 'OK', atMs: START_MS + second * 1000 }) as const);
      const read = parseTimeline(timelineText(states, START_MS), START_MS);
      expect(read.map(({ state, offsetMs }) => ({ state, atMs: START_MS + offsetMs }))).toEqual(states);
    }),
  );
});
