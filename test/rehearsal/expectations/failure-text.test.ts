import { checkExpectations, checkStrict, type Expectation, type Rehearsal } from '../../../rehearsal';
import { postsToOps, rehearseNotifier } from './notifier-stack';
import { errorsHigh, incident, minute, rehearseErrors, series, text } from './shop';

const alarm = 'errors-high';

async function failureText(run: Promise<Rehearsal>, ...expectations: Expectation[]): Promise<string> {
  return checkExpectations(await run, expectations)
    .map((failure) => failure.text)
    .join('\n\n');
}

function timeline(...states: [state: 'OK' | 'ALARM', atMinute: number][]): Expectation {
  return { kind: 'timeline', alarm, states: states.map(([state, at]) => ({ state, atMs: minute(at) })) };
}

describe('the story of a metric alarm', () => {
  test('that fires two minutes late, because M is 3', async () => {
    const run = rehearseErrors({ A: errorsHigh({ EvaluationPeriods: 5, DatapointsToAlarm: 3 }) }, [
      ...series(0, 10),
      ...series(8, 4),
      ...series(0, 6),
    ]);
    expect(await failureText(run, { kind: 'becomes', alarm, state: 'ALARM', atMs: minute(11) })).toBe(text`
      errors-high: expected ALARM at 11m, but it became ALARM at 13m

        expected  ALARM@11m
        actual    OK@1m ALARM@13m OK@17m

        Why it was OK at 11m (09:11 UTC): of the newest 5 datapoints 1 breaches, 3 are needed.

          from   4m   5m   6m   7m   8m   9m  10m  | 11m  12m  13m
          value   0    0    0    0    0    0    8  |   8    8    8
                  0    0   [0]  [0]  [0]  [0]  [X] |   X    X    X
          0 not breaching, X breaching, - missing; newest right.
          Left of |: the 7 periods looked at; [ ]: those that count, the newest N = 5.

          ALARM when at least 3 of the newest 5 datapoints are greater than the threshold (5.0). A
          datapoint is the Sum of Shop Errors over 1m; missing ones are treated as missing.

        What would satisfy it, the smallest change first:
          DatapointsToAlarm 1 instead of 3  OK@1m ALARM@11m OK@19m
          expect ALARM@13m                  if the alarm is right and the test is not
    `);
  });

  test('that never fires, because missing data do not breach', async () => {
    const run = rehearseErrors({ A: errorsHigh({ TreatMissingData: 'notBreaching' }) }, [
      ...series(0, 4),
      ...series(null, 3),
      8,
      ...series(null, 9),
    ]);
    expect(await failureText(run, { kind: 'becomes', alarm, state: 'ALARM' })).toBe(text`
      errors-high: expected it to become ALARM, but it stayed OK

        actual    OK@0m

        It came nearest to ALARM at 8m (09:08 UTC): 1 missing datapoint filled in as notBreaching, of
        the others 1 breaches, 3 needed.

          from   3m   4m   5m   6m   7m  |  8m   9m  10m
          value   0    -    -    -    8  |   -    -    -
                 [0]   -    -    -   [X] |   -    -    -
          0 not breaching, X breaching, - missing; newest right.
          Left of |: the 5 periods looked at; [ ]: those that count, the newest N = 3.

          ALARM when all of the newest 3 datapoints are greater than the threshold (5.0). A datapoint
          is the Sum of Shop Errors over 1m; missing ones are treated as notBreaching.

        What would satisfy it, the smallest change first:
          DatapointsToAlarm 1 instead of 3                  OK@0m ALARM@8m OK@13m
          TreatMissingData missing instead of notBreaching  OK@1m INSUFFICIENT_DATA@9m ALARM@10m INSUFFICIENT_DATA@13m
    `);
  });

  test('that fires on one old datapoint, with nothing newer', async () => {
    const run = rehearseErrors({ A: errorsHigh() }, [...series(null, 5), 8, ...series(null, 9)]);
    expect(await failureText(run, { kind: 'stays', alarm, state: 'INSUFFICIENT_DATA' })).toBe(text`
      errors-high: expected it to stay INSUFFICIENT_DATA, but it became ALARM at 8m

        actual    ALARM@8m INSUFFICIENT_DATA@11m

        Why it became ALARM at 8m (09:08 UTC): the oldest datapoint breaches, is at least 3 periods
        old, and nothing newer says otherwise.

          from   3m   4m   5m   6m   7m  |  8m   9m  10m
          value   -    -    8    -    -  |   -    -    -
                  -    -   [X]   -    -  |   -    -    -
          0 not breaching, X breaching, - missing; newest right.
          Left of |: the 5 periods looked at; [ ]: those that count, the newest N = 3.

          ALARM when all of the newest 3 datapoints are greater than the threshold (5.0). A datapoint
          is the Sum of Shop Errors over 1m; missing ones are treated as missing.

        What would satisfy it, the smallest change first:
          TreatMissingData ignore instead of missing  no change
          expect INSUFFICIENT_DATA only up to 8m      if the alarm is right and the test is not
    `);
  });

  test('whose threshold is just too high', async () => {
    const run = rehearseErrors({ A: errorsHigh({ Statistic: 'p99', Threshold: 820 }) }, [
      ...series(212.4, 8),
      804.33,
      811.27,
      815.9,
      ...series(190, 6),
    ]);
    expect(await failureText(run, timeline(['ALARM', 11], ['OK', 12]))).toBe(text`
      errors-high: expected ALARM at 11m, but it stayed OK

        expected  ALARM@11m OK@12m
        actual    OK@1m

        Why it was OK at 11m (09:11 UTC): of the newest 3 datapoints 0 breach, 3 are needed.

          from     6m     7m     8m     9m    10m  |   11m    12m    13m
          value 212.4  212.4  804.3  811.3  815.9  |   190    190    190
                    0      0     [0]    [0]    [0] |     0      0      0
          0 not breaching, X breaching, - missing; newest right.
          Left of |: the 5 periods looked at; [ ]: those that count, the newest N = 3.

          ALARM when all of the newest 3 datapoints are greater than the threshold (820.0). A
          datapoint is the p99 of Shop Errors over 1m; missing ones are treated as missing.

        What would satisfy it, the smallest change first:
          Threshold 800 instead of 820  OK@1m ALARM@11m OK@12m
          expect the actual timeline    if the alarm is right and the test is not
    `);
  });

  test('whose threshold is met but not exceeded; another expectation that holds is not given up', async () => {
    const run = rehearseErrors({ A: errorsHigh({ Threshold: 8 }) }, [
      0,
      7,
      7,
      7,
      0,
      0,
      0,
      0,
      ...series(8, 4),
      ...series(0, 6),
    ]);
    const expected = timeline(['ALARM', 11], ['OK', 13]);
    const kept: Expectation = { kind: 'stays', alarm, state: 'OK', toMs: minute(8) };
    expect(await failureText(run, expected, kept)).toBe(text`
      errors-high: expected ALARM at 11m, but it stayed OK

        expected  ALARM@11m OK@13m
        actual    OK@1m

        Why it was OK at 11m (09:11 UTC): of the newest 3 datapoints 0 breach, 3 are needed.

          from   6m   7m   8m   9m  10m  | 11m  12m  13m
          value   0    0    8    8    8  |   8    0    0
                  0    0   [0]  [0]  [0] |   0    0    0
          0 not breaching, X breaching, - missing; newest right.
          Left of |: the 5 periods looked at; [ ]: those that count, the newest N = 3.

          ALARM when all of the newest 3 datapoints are greater than the threshold (8.0). A datapoint
          is the Sum of Shop Errors over 1m; missing ones are treated as missing.

        What would satisfy it, the smallest change first:
          Threshold 7 instead of 8                          OK@1m ALARM@11m OK@13m
          ComparisonOperator GreaterThanOrEqualToThreshold  OK@1m ALARM@11m OK@13m
          expect the actual timeline                        if the alarm is right and the test is not
    `);
  });

  test('that waits for 30 datapoints: the picture goes over several rows', async () => {
    const run = rehearseErrors(
      { A: errorsHigh({ EvaluationPeriods: 30 }) },
      [...series(null, 20), ...series(0, 20), ...series(8.25, 20)],
      { minutes: 60 },
    );
    expect(await failureText(run, { kind: 'state', alarm, state: 'ALARM', atMs: minute(56) })).toBe(text`
      errors-high: expected ALARM at 56m, but it was OK

        actual    OK@21m

        Why it was OK at 56m (09:56 UTC): of the newest 30 datapoints 16 breach, 30 are needed.

          from  24m  25m  26m  27m  28m  29m  30m  31m  32m  33m  34m  35m  36m  37m
          value   0    0    0    0    0    0    0    0    0    0    0    0    0    0
                  0    0   [0]  [0]  [0]  [0]  [0]  [0]  [0]  [0]  [0]  [0]  [0]  [0]

          from   38m   39m   40m   41m   42m   43m   44m   45m   46m   47m   48m   49m   50m   51m
          value    0     0  8.25  8.25  8.25  8.25  8.25  8.25  8.25  8.25  8.25  8.25  8.25  8.25
                  [0]   [0]   [X]   [X]   [X]   [X]   [X]   [X]   [X]   [X]   [X]   [X]   [X]   [X]

          from   52m   53m   54m   55m  |  56m   57m   58m
          value 8.25  8.25  8.25  8.25  | 8.25  8.25  8.25
                  [X]   [X]   [X]   [X] |    X     X     X
          0 not breaching, X breaching, - missing; newest right.
          Left of |: the 32 periods looked at; [ ]: those that count, the newest N = 30.

          ALARM when all of the newest 30 datapoints are greater than the threshold (5.0). A datapoint
          is the Sum of Shop Errors over 1m; missing ones are treated as missing.

        What would satisfy it, the smallest change first:
          DatapointsToAlarm 16 instead of 30  OK@21m ALARM@56m
          expect OK at 56m                    if the alarm is right and the test is not
    `);
  });

  test('whose data come later than their evaluation', async () => {
    const run = rehearseErrors({ A: errorsHigh() }, incident, { ingestionDelaySeconds: 120 });
    expect(await failureText(run, { kind: 'becomes', alarm, state: 'ALARM', atMs: minute(11) })).toBe(text`
      errors-high: expected ALARM at 11m, but it became ALARM at 13m

        expected  ALARM@11m
        actual    OK@3m ALARM@13m OK@15m

        It was OK at 11m (09:11 UTC); with what came later it would have been ALARM: of the newest 3
        datapoints 3 breach, 3 are needed.

          from   6m   7m   8m   9m  10m  | 11m  12m  13m
          value   0    0    8    8    8  |   8    0    0
                  0    0   [X]  [X]  [X] |   X    0    0
          0 not breaching, X breaching, - missing; newest right.
          Left of |: the 5 periods looked at; [ ]: those that count, the newest N = 3.

          ALARM when all of the newest 3 datapoints are greater than the threshold (5.0). A datapoint
          is the Sum of Shop Errors over 1m; missing ones are treated as missing.

        No change is proposed: some data came after the evaluation that they belong to.
          expect ALARM@13m  if the alarm is right and the test is not
    `);
  });

  test('that watches something else', async () => {
    const run = rehearseErrors({ A: errorsHigh({ MetricName: 'Failures' }) }, incident);
    expect(await failureText(run, { kind: 'becomes', alarm, state: 'ALARM' })).toBe(text`
      errors-high: expected it to become ALARM, but it stayed INSUFFICIENT_DATA

        actual    no change: INSUFFICIENT_DATA from start to end

        In the whole run there is no datapoint of what it watches: compare its namespace, name and
        dimensions with what the test gives.

          ALARM when all of the newest 3 datapoints are greater than the threshold (5.0). A datapoint
          is the Sum of Shop Failures over 1m; missing ones are treated as missing.

        What would satisfy it, the smallest change first:
          TreatMissingData breaching instead of missing  ALARM@0m
    `);
  });

  test('that cannot be rehearsed', async () => {
    const metrics = [{ Id: 'q', Expression: 'SELECT AVG(Errors) FROM Shop', Period: 60 }];
    const { Properties } = errorsHigh();
    const properties = { ...(Properties as object), Metrics: metrics };
    const without = Object.fromEntries(
      Object.entries(properties).filter(([key]) => !['Namespace', 'MetricName', 'Statistic', 'Period'].includes(key)),
    );
    const run = rehearseErrors({ A: { Type: 'AWS::CloudWatch::Alarm', Properties: without } }, incident);
    expect(await failureText(run, { kind: 'becomes', alarm, state: 'ALARM' })).toMatch(
      /The rehearsal cannot evaluate this alarm; it stays INSUFFICIENT_DATA:\n {4}.*Metrics Insights/,
    );
  });

  test('that nobody expected', async () => {
    const run = await rehearseErrors({ A: errorsHigh() }, incident);
    expect(checkStrict(run, []).map((failure) => failure.text)).toEqual([
      text`
      errors-high: became ALARM at 11m, and no expectation covers that

        actual    OK@1m ALARM@11m OK@13m

        Why it became ALARM at 11m (09:11 UTC): of the newest 3 datapoints 3 breach, 3 are needed.

          from   6m   7m   8m   9m  10m  | 11m  12m  13m
          value   0    0    8    8    8  |   8    0    0
                  0    0   [X]  [X]  [X] |   X    0    0
          0 not breaching, X breaching, - missing; newest right.
          Left of |: the 5 periods looked at; [ ]: those that count, the newest N = 3.

          ALARM when all of the newest 3 datapoints are greater than the threshold (5.0). A datapoint
          is the Sum of Shop Errors over 1m; missing ones are treated as missing.

        What would keep it from ALARM, the smallest change first:
          Threshold 8 instead of 5          OK@1m
          EvaluationPeriods 5 instead of 3  OK@1m
          expect ALARM@11m                  if the alarm is right and the test is not
    `,
    ]);
  });
});

test('the story of a composite alarm names the child in its way', async () => {
  const run = rehearseErrors(
    {
      ErrorsHigh: errorsHigh(),
      Deploying: errorsHigh({ AlarmName: 'deploying', EvaluationPeriods: 1, Threshold: -1 }),
      Down: {
        Type: 'AWS::CloudWatch::CompositeAlarm',
        Properties: {
          AlarmName: 'checkout-down',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how CloudFormation writes it
          AlarmRule: { 'Fn::Sub': 'ALARM("${ErrorsHigh.Arn}") AND NOT ALARM("deploying")' },
        },
      },
    },
    incident,
  );
  const expected: Expectation = { kind: 'becomes', alarm: 'checkout-down', state: 'ALARM', atMs: minute(11) };
  expect(await failureText(run, expected)).toBe(text`
    checkout-down: expected ALARM at 11m, but it stayed OK

      expected  ALARM@11m
      actual    OK@0m

      Why it was OK at 11m: its rule was false.

        ALARM("errors-high") AND NOT ALARM("deploying")

        child        at 11m  timeline
        errors-high  ALARM   OK@1m ALARM@11m OK@13m
        deploying    ALARM   ALARM@1m

      One change would have made it true:
        deploying OK or INSUFFICIENT_DATA instead of ALARM (it was ALARM: of the newest 1 datapoint
          1 breaches, 1 is needed)
  `);
});

describe('the story of a message that did not come', () => {
  const told: Expectation = { kind: 'notifies', channel: '#ops', text: /errors-high/, atMs: minute(11) };

  test('because the topic has no subscription', async () => {
    const Alerts = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alerts' } };
    const run = rehearseErrors({ Alerts, A: errorsHigh({ AlarmActions: [{ Ref: 'Alerts' }] }) }, incident);
    expect(await failureText(run, told)).toBe(text`
      expected a message on #ops with /errors-high/ at 11m, but there was none

        #ops around 11m: nothing.
        Nobody was told anything in this run.

        The way of errors-high to a human (x: where it breaks):
             11m  errors-high became ALARM
             11m  its action published to the topic alerts
          x       the topic alerts has no subscription: nobody is told
    `);
  });

  test('because the alarm has no action', async () => {
    const run = rehearseErrors({ A: errorsHigh() }, incident);
    expect(await failureText(run, told)).toContain(text`
      expected a message on #ops with /errors-high/ at 11m, but there was none

        #ops around 11m: nothing.
        Nobody was told anything in this run.

        The way of errors-high to a human (x: where it breaks):
             11m  errors-high became ALARM
          x       it has no action for ALARM
    `);
  });

  test('because the notifier failed, again and again', async () => {
    const run = rehearseNotifier(`throw new TypeError("Cannot read properties of undefined (reading 'AlarmName')")`);
    expect(await failureText(run, told)).toBe(text`
      expected a message on #ops with /errors-high/ at 11m, but there was none

        #ops around 11m: nothing.
        Nobody was told anything in this run.

        The way of errors-high to a human (x: where it breaks):
             11m  errors-high became ALARM
             11m  its action published to the topic alerts
          x  11m  Notifier failed: TypeError, "Cannot read properties of undefined (reading 'AlarmN..." (3 times)
          x  14m  Lambda gave up on Notifier: RetriesExhausted
    `);
  });

  test('because the vendor refused it', async () => {
    const run = rehearseNotifier(postsToOps('errors-high', 'another-token'));
    expect(await failureText(run, told)).toContain(text`
      expected a message on #ops with /errors-high/ at 11m, but there was none

        #ops around 11m: nothing.
        Nobody was told anything in this run.

        The way of errors-high to a human (x: where it breaks):
             11m  errors-high became ALARM
             11m  its action published to the topic alerts
             11m  Notifier ran
          x  11m  slack refused a message: invalid_auth
    `);
  });

  test('because it says something else', async () => {
    const run = rehearseNotifier(postsToOps('ALARM: something is wrong'));
    expect(await failureText(run, told)).toBe(text`
      expected a message on #ops with /errors-high/ at 11m, but what was told there is another text

        #ops around 11m:
          11m  #ops  ALARM: something is wrong

        The way of errors-high to a human (x: where it breaks):
             11m  errors-high became ALARM
             11m  its action published to the topic alerts
             11m  Notifier ran
             11m  posted on #ops: ALARM: something is wrong
          It reached the end; look at the channel and the text that were expected.
    `);
  });

  test('because it came at another time', async () => {
    const run = rehearseNotifier(postsToOps('ALARM: errors-high'));
    expect(await failureText(run, { ...told, atMs: minute(15) } as Expectation)).toBe(text`
      expected a message on #ops with /errors-high/ at 15m, but it came at 11m

        #ops around 15m: nothing.

        No alarm changed its state at that time; errors-high became ALARM at 11m, errors-high became
        OK at 13m.
    `);
  });

  test('because no alarm changed', async () => {
    const run = rehearseErrors({ A: errorsHigh({ Threshold: 100 }) }, incident);
    expect(await failureText(run, told)).toContain(text`
      expected a message on #ops with /errors-high/ at 11m, but there was none

        #ops around 11m: nothing.
        Nobody was told anything in this run.

        No alarm changed its state in this run: there was nothing to tell.
    `);
  });
});

test('the story of a message that nobody expected', async () => {
  const run = await rehearseNotifier(postsToOps('ALARM: errors-high'));
  const expected: Expectation = { kind: 'becomes', alarm, state: 'ALARM' };
  expect(checkStrict(run, [expected]).map((failure) => failure.text)).toEqual([
    text`
    message on #ops at 11m, and no expectation covers it

        11m  #ops  ALARM: errors-high

      In the minute before it: errors-high became ALARM at 11m.
  `,
  ]);
});
