import { checkExpectations, checkStrict, type Expectation, type Rehearsal } from '../../../rehearsal';
import { errorsHigh, minute, rehearseErrors, series } from './shop';

const alarm = 'errors-high';

describe('checkExpectations', () => {
  let run: Rehearsal;
  // 8 in minutes 8 to 11: ALARM at 11m, when the third minute is over; OK at 13m, when one of three is good again.
  beforeAll(async () => {
    run = await rehearseErrors({ ErrorsHigh1234ABCD: errorsHigh() }, [
      ...series(0, 8),
      ...series(8, 4),
      ...series(0, 8),
    ]);
  });

  const summaries = (...expectations: Expectation[]) =>
    checkExpectations(run, expectations).map(({ summary }) => summary);
  const timeline = (...states: [state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA', atMinute: number][]): Expectation => ({
    kind: 'timeline',
    alarm,
    states: states.map(([state, atMinute]) => ({ state, atMs: minute(atMinute) })),
  });

  test.each<[string, Expectation]>([
    ['the whole timeline', timeline(['OK', 1], ['ALARM', 11], ['OK', 13])],
    ['with the state at the start', timeline(['INSUFFICIENT_DATA', 0], ['OK', 1], ['ALARM', 11], ['OK', 13])],
    ['without the first OK', timeline(['ALARM', 11], ['OK', 13])],
    ['a state', { kind: 'state', alarm, state: 'ALARM', atMs: minute(12) }],
    ['a change', { kind: 'becomes', alarm, state: 'ALARM', atMs: minute(11) }],
    ['a change at any time', { kind: 'becomes', alarm, state: 'ALARM' }],
    ['a state that lasts up to a change', { kind: 'stays', alarm, state: 'OK', toMs: minute(11) }],
    ['a state between two instants', { kind: 'stays', alarm, state: 'ALARM', fromMs: minute(11), toMs: minute(13) }],
    ['no message', { kind: 'notifies', channel: '*', times: 0 }],
    ['the logical id without its hash', { kind: 'becomes', alarm: 'ErrorsHigh', state: 'ALARM', atMs: minute(11) }],
  ])('is met: %s', (_name, expectation) => {
    expect(summaries(expectation)).toEqual([]);
  });

  test.each<[string, Expectation]>([
    ['errors-high: expected ALARM at 10m, but it became ALARM at 11m', timeline(['OK', 1], ['ALARM', 10], ['OK', 13])],
    ['errors-high: expected ALARM at 12m, but it became ALARM already at 11m', timeline(['ALARM', 12])],
    ['errors-high: expected no change, but it became ALARM at 11m', timeline()],
    ['errors-high: expected no change after ALARM at 11m, but it became OK at 13m', timeline(['ALARM', 11])],
    ['errors-high: expected ALARM at 15m, but it stayed OK', timeline(['ALARM', 11], ['OK', 13], ['ALARM', 15])],
    [
      'errors-high: expected ALARM at 5m, but it was OK and became ALARM at 11m',
      { kind: 'state', alarm, state: 'ALARM', atMs: minute(5) },
    ],
    [
      'errors-high: expected ALARM at 12m, but it became ALARM already at 11m',
      { kind: 'becomes', alarm, state: 'ALARM', atMs: minute(12) },
    ],
    [
      'errors-high: expected it to become INSUFFICIENT_DATA, but it never did',
      { kind: 'becomes', alarm, state: 'INSUFFICIENT_DATA' },
    ],
    ['errors-high: expected it to stay OK, but it became ALARM at 11m', { kind: 'stays', alarm, state: 'OK' }],
    [
      'expected a message on #ops with /errors-high/ at 11m, but there was none',
      { kind: 'notifies', channel: '#ops', text: /errors-high/, atMs: minute(11) },
    ],
  ])('is missed: %s', (summary, expectation) => {
    expect(summaries(expectation)).toEqual([summary]);
  });

  test('says which alarm a mistyped name could mean', () => {
    expect(() => summaries({ kind: 'becomes', alarm: 'erors-high', state: 'ALARM' })).toThrow(
      'the template has no alarm "erors-high"; did you mean "errors-high"?',
    );
  });

  test('in strict mode an ALARM that nobody expects is a failure', () => {
    expect(checkStrict(run, []).map(({ summary }) => summary)).toEqual([
      'errors-high: became ALARM at 11m, and no expectation covers that',
    ]);
    expect(checkStrict(run, [timeline(['ALARM', 11], ['OK', 13])])).toEqual([]);
    expect(checkStrict(run, [{ kind: 'becomes', alarm, state: 'ALARM' }])).toEqual([]);
    expect(checkStrict(run, [{ kind: 'state', alarm, state: 'ALARM', atMs: minute(15) }])).toHaveLength(1);
  });
});
