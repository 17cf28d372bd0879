import fc from 'fast-check';
import { checkExpectations, type Expectation, type StateAt } from '../../../rehearsal';
import { timelineText } from '../../../rehearsal/expectations/timeline';
import { errorsHigh, minute, type Properties, rehearseErrors, START_MS } from './shop';

const MINUTES = 16;

const alarms = fc
  .record({
    EvaluationPeriods: fc.integer({ min: 1, max: 5 }),
    DatapointsToAlarm: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    TreatMissingData: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching'),
    ComparisonOperator: fc.constantFrom('GreaterThanThreshold', 'GreaterThanOrEqualToThreshold', 'LessThanThreshold'),
    Threshold: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ DatapointsToAlarm: m, ...rest }) =>
    m === undefined ? rest : { ...rest, DatapointsToAlarm: Math.min(m, rest.EvaluationPeriods) },
  );

const values = fc.array(fc.option(fc.constantFrom(0, 2, 4, 5.5, 8, 9), { nil: null }), {
  minLength: MINUTES,
  maxLength: MINUTES,
});

const minutes = fc.integer({ min: 0, max: MINUTES });
const states = fc.constantFrom('OK', 'ALARM', 'INSUFFICIENT_DATA');
const expectations: fc.Arbitrary<Expectation> = fc.oneof(
  fc.record({
    kind: fc.constant('becomes'),
    alarm: fc.constant('errors-high'),
    state: states,
    atMs: minutes.map(minute),
  }),
  fc.record({
    kind: fc.constant('state'),
    alarm: fc.constant('errors-high'),
    state: states,
    atMs: minutes.map(minute),
  }),
  fc.record({ kind: fc.constant('stays'), alarm: fc.constant('errors-high'), state: states }),
  fc
    .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 6 }))
    .map(([at, lasts]) => ({ kind: 'timeline', alarm: 'errors-high', states: alarmFor(at, lasts) })),
) as fc.Arbitrary<Expectation>;

function alarmFor(atMinute: number, lasts: number): StateAt[] {
  return [
    { state: 'ALARM', atMs: minute(atMinute) },
    { state: 'OK', atMs: minute(atMinute + lasts) },
  ];
}

/** What a line of the text proposes, as properties of the alarm; `undefined` for a line about the test. */
function propertiesOf(line: string): Properties | undefined {
  const one = /^ {4}(DatapointsToAlarm|EvaluationPeriods|Threshold|ComparisonOperator|TreatMissingData) (\S+)/.exec(
    line,
  );
  if (one !== null) return { [one[1]!]: Number.isNaN(Number(one[2])) ? one[2] : Number(one[2]) };
  const both = /^ {4}(\d+) of (\d+) datapoints instead of/.exec(line);
  return both === null ? undefined : { DatapointsToAlarm: Number(both[1]), EvaluationPeriods: Number(both[2]) };
}

test('every change that a failure proposes makes the run meet the expectation, with the timeline that it shows', async () => {
  let proposed = 0;
  await fc.assert(
    fc.asyncProperty(
      alarms,
      values,
      fc.array(expectations, { minLength: 1, maxLength: 2 }),
      async (alarm, series, expected) => {
        const rehearseWith = (changes: Properties) =>
          rehearseErrors({ ErrorsHigh: errorsHigh({ ...alarm, ...changes }) }, series, { minutes: MINUTES });
        const missed = checkExpectations(await rehearseWith({}), expected);
        const met = expected.filter((each) => !missed.some(({ expectation }) => expectation === each));
        for (const { expectation, text } of missed) {
          for (const line of text.split('\n')) {
            const changes = propertiesOf(line);
            if (changes === undefined) continue;
            proposed += 1;
            const changed = await rehearseWith(changes);
            const failures = checkExpectations(changed, [expectation!, ...met]);
            expect([line, failures.map(({ summary }) => summary)]).toEqual([line, []]);
            const timeline = timelineText(changed.record.alarms[0]!.transitions, START_MS) || 'no change';
            expect(line.endsWith('...') || line.endsWith(timeline)).toBe(true);
          }
        }
      },
    ),
    { numRuns: 100, seed: 5 },
  );
  expect(proposed).toBeGreaterThan(40);
});
