import { alarmedSpans, alarmSpans, firedFirst, stateAt } from '../../../../rehearsal/page/client/alarm-span';
import type { AlarmRecord, AlarmState } from '../../../../rehearsal/run-record';

function alarm(...changes: [number, AlarmState][]): AlarmRecord {
  const transitions = changes.map(([atMs, state]) => ({ atMs, state, reason: `${state} at ${atMs}` }));
  return { name: 'a', arn: 'arn', kind: 'metric', transitions };
}

describe('the states of an alarm over time', () => {
  test('it begins without data, and its spans cover the run without a gap', () => {
    expect(alarmSpans(alarm([10, 'OK'], [30, 'ALARM']), 0, 50)).toEqual([
      { state: 'INSUFFICIENT_DATA', startMs: 0, endMs: 10, reason: '' },
      { state: 'OK', startMs: 10, endMs: 30, reason: 'OK at 10' },
      { state: 'ALARM', startMs: 30, endMs: 50, reason: 'ALARM at 30' },
    ]);
  });

  test('a change at the very start leaves no empty span', () => {
    expect(alarmSpans(alarm([0, 'OK']), 0, 50).map(({ state }) => state)).toEqual(['OK']);
  });

  test('the state at an instant is the one that began at or before it', () => {
    const one = alarm([10, 'OK'], [30, 'ALARM']);
    expect([9, 10, 29, 30].map((atMs) => stateAt(one, atMs))).toEqual(['INSUFFICIENT_DATA', 'OK', 'OK', 'ALARM']);
  });

  test('alarms that fired come first, by when they fired', () => {
    const [late, quiet, early] = [alarm([20, 'ALARM']), alarm([1, 'OK']), alarm([5, 'ALARM'], [9, 'OK'])];
    expect(firedFirst([late, quiet, early])).toEqual({ fired: [early, late], quiet: [quiet] });
  });

  test('spans in which any alarm fires are merged', () => {
    const all = [alarm([10, 'ALARM'], [20, 'OK']), alarm([15, 'ALARM'], [30, 'OK']), alarm([40, 'ALARM'])];
    expect(alarmedSpans(all, 0, 50)).toEqual([
      [10, 30],
      [40, 50],
    ]);
  });
});
