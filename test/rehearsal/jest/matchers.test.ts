import '../../../rehearsal/jest';
import { type RunUnderTest, rehearsal } from '../../../rehearsal';
import { shopStack } from './shop-stack';

const ERRORS = 'Shop/Checkout Errors{service=api}';

describe('a stack in a test', () => {
  const stack = shopStack();
  let run: RunUnderTest;
  beforeAll(async () => {
    run = await rehearsal(stack).startAt('2026-01-05T09:00:00Z').series(ERRORS, '0x7 8x3 0x9').run('20m');
  });

  test('its alarms can be looked at', () => {
    expect(run.alarm('errors-high')).toBecome('ALARM');
    expect(run.alarm('errors-high')).toBecome('ALARM', { at: '11m' });
    expect(run.alarm('errors-high')).toBecome('ALARM', { at: '09:11' });
    expect(run.alarm('errors-high')).toStay('OK', { to: '11m' });
    expect(run.alarm('errors-high')).toHaveState('ALARM', { at: '12m' });
    expect(run.alarm('errors-high')).toHaveTimeline('OK@0m ALARM@11m OK@13m');
    expect(run.alarm('errors-high')).toHaveTimeline('ALARM@11m OK@13m');
    expect(run.alarm('NotifierFails')).not.toBecome('ALARM');
  });

  test('and so can what people are told, by the real handler', () => {
    expect(run).toNotify('#ops', /errors-high/, { at: '11m', times: 1 });
    expect(run).toNotify('ops', 'ALARM: errors-high');
    expect(run).toNotify('#ops', { times: 1 });
    expect(run).not.toNotify('#ops', 'OK: errors-high');
  });

  test('what must not be and is, is told with its reason', () => {
    const message = (assertion: () => void): string => {
      try {
        assertion();
      } catch (error) {
        return (error as Error).message;
      }
      return 'no failure';
    };
    const lines = message(() => expect(run.alarm('errors-high')).not.toBecome('ALARM')).split('\n');
    expect(lines[0]).toBe('errors-high: expected it not to become ALARM, but it did');
    expect(lines).toContain(
      '  Why it became ALARM at 11m (09:11 UTC): of the newest 3 datapoints 3 breach, 3 are needed.',
    );
    expect(lines).toContain('  What would prevent it, the smallest change first:');
    expect(message(() => expect(run).not.toNotify('#ops', /errors-high/, { at: '11m' }))).toBe(
      [
        'expected no message on #ops with /errors-high/ at 11m, but there was 1',
        '',
        '  These were:',
        '    11m  #ops  ALARM: errors-high',
      ].join('\n'),
    );
  });

  test.each([
    ['name', 'errors-high'],
    ['logical id', 'ErrorsHigh'],
    ['construct path', 'Shop/ErrorsHigh'],
    ['alarmName in CDK code', stack.alarm.alarmName],
  ])('an alarm is found by its %s', (_what, name) => {
    expect(run.alarm(name).name).toBe('errors-high');
  });

  test('nothing else fires: what the test has found to be so is not a surprise', async () => {
    const another = await rehearsal(stack).series(ERRORS, '0x7 8x3 0x9').run('20m');
    expect(() => expect(another).toStayQuiet()).toThrow('errors-high: became ALARM at 11m, and no expectation covers');
    expect(another.alarm('errors-high')).toBecome('ALARM', { at: '11m' });
    expect(() => expect(another).toStayQuiet()).toThrow('message on #ops at 11m, and no expectation covers it');
    expect(another).toNotify('#ops', /errors-high/);
    expect(another).toStayQuiet();
    expect(() => expect(another).not.toStayQuiet()).toThrow('nothing else became ALARM');
  });

  test('a failing handler is seen, and found in the story of a message that did not come', async () => {
    const broken = await rehearsal(shopStack({ token: 'wrong' }))
      .series(ERRORS, '0x7 8x3 0x9')
      .run('20m');
    expect(broken.alarm('NotifierFails')).toBecome('ALARM', { at: '12m' });
    expect(() => expect(broken).toNotify('#ops', /errors-high/, { at: '11m' })).toThrow(
      /failed: Error, "Slack said invalid_auth" \(3 times\)/,
    );
  });

  test('tokens of CDK code stand for the names of resources', async () => {
    const { notifier } = stack;
    const failing = await rehearsal(stack)
      .series(`AWS/Lambda Errors{FunctionName=${notifier.functionName}}`, [0, 0, 1, 0])
      .run('5m');
    expect(failing.alarm('NotifierFails')).toHaveTimeline('OK@1m ALARM@3m OK@4m');
    const invoked = await rehearsal(stack)
      .invoke(notifier.functionName, {
        at: '2m',
        event: { Records: [{ Sns: { Message: '{"AlarmName":"by hand"}' } }] },
      })
      .run('5m');
    expect(invoked).toNotify('#ops', 'by hand', { at: '2m' });
  });
});

describe('a test that is wrong', () => {
  const template = {
    Resources: {
      ErrorsHigh: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'errors-high',
          Namespace: 'Shop',
          MetricName: 'Errors',
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 5,
          ComparisonOperator: 'GreaterThanThreshold',
        },
      },
    },
  };

  test('gets one clear message', async () => {
    const run = await rehearsal(template).series('Shop Errors', '0x9').run('10m');
    const alarm = run.alarm('errors-high');
    expect(() => run.alarm('errors-hihg')).toThrow(
      'the template has no alarm "errors-hihg"; did you mean "errors-high"?',
    );
    expect(() => expect(alarm).toBecome('ALARM', { at: '11' })).toThrow('11 has no unit; write 11m or 11s');
    expect(() => expect(alarm).toBecome('ALARM', { at: '11m' })).toThrow('11m is after the end of the run, 10m');
    expect(() => expect(alarm).not.toBecome('ALARM', { at: '11m' })).toThrow('11m is after the end of the run, 10m');
    expect(() => expect(alarm).toStay('ok' as 'OK')).toThrow(`"ok" is not a state; write 'OK', 'ALARM'`);
    expect(() => expect('errors-high').toStay('OK')).toThrow(
      "toStay is about an alarm of a run: expect(run.alarm('errors-high'))",
    );
    expect(() => expect(Promise.resolve()).toStayQuiet()).toThrow('await the run first');
    expect(() => rehearsal(template).series('Shop Errors', '0x9 y')).toThrow('"y" is not a value');
    expect(() => rehearsal('no-such.template.json')).toThrow('there is no such file');
    expect(() => rehearsal({ foo: 1 } as never)).toThrow(
      'an object with foo is not something to rehearse; give a CDK Stack',
    );
    await expect(rehearsal(template).run('0m')).rejects.toThrow('a run of 0m shows nothing');
    await expect(rehearsal(template).invoke('Checkout', { at: '1m' }).run('5m')).rejects.toThrow(
      'the template has no function "Checkout"; it has: none',
    );
  });

  test('is told of a series that no alarm reads', async () => {
    const run = await rehearsal(template).series('Shop Error', '9x9').run('10m');
    expect(() => expect(run.alarm('errors-high')).toBecome('ALARM')).toThrow(
      'Note: no alarm reads Shop Error{}; one reads Shop Errors{}',
    );
  });
});
