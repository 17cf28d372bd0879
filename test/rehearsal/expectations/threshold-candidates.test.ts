import { thresholdCandidates } from '../../../rehearsal/expectations/threshold-candidates';

const above = { breachesAbove: true, includesEqual: false };

test.each([
  ['counts: the next whole number', 10, [0, 8, 9], above, [9, 8, 7, 0]],
  ['a round number below a latency', 820, [804.33, 811.27], above, [810, 800, 850]],
  ['the value itself where it breaches', 10, [0, 8], { breachesAbove: true, includesEqual: true }, [9, 8, 1, 0]],
  ['what lies below breaches', 5, [8, 20], { breachesAbove: false, includesEqual: false }, [8, 9, 20, 22]],
  ['small numbers', 0.5, [0.012, 0.3], above, [0.3, 0.28, 0.012, 0.011]],
])('%s', (_name, threshold, values, side, expected) => {
  expect(thresholdCandidates(threshold, values, side, 10)).toEqual(expected);
});

test('at most as many as are asked for, nearest first', () => {
  expect(thresholdCandidates(10, [1, 2, 3, 20, 30], above, 2)).toHaveLength(2);
});
