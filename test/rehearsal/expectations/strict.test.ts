import { checkExpectations, checkStrict, type Expectation, rehearse } from '../../../rehearsal';
import { loadTemplate } from '../../../rehearsal/template/load-template';
import { errorsHigh, incident, minute, rehearseErrors } from './shop';

const fires: Expectation = {
  kind: 'timeline',
  alarm: 'errors-high',
  states: [
    { state: 'ALARM', atMs: minute(11) },
    { state: 'OK', atMs: minute(13) },
  ],
};
const email = (atMinute: number): Expectation => ({
  kind: 'notifies',
  channel: 'oncall@example.com',
  atMs: minute(atMinute),
});

const mailed = {
  Alerts: { Type: 'AWS::SNS::Topic' },
  Mail: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Alerts' }, Protocol: 'email', Endpoint: 'oncall@example.com' },
  },
  ErrorsHigh: errorsHigh({ AlarmActions: [{ Ref: 'Alerts' }], OKActions: [{ Ref: 'Alerts' }] }),
};

test('an e-mail that nobody expects is a failure; the one of the first OK of a new alarm is not', async () => {
  const run = await rehearseErrors(mailed, incident);
  expect(run.record.emails).toHaveLength(3);
  const summaries = (...expected: Expectation[]) => checkStrict(run, expected).map(({ summary }) => summary);
  expect(summaries(fires)).toEqual([
    'e-mail to oncall@example.com at 11m, and no expectation covers it',
    'e-mail to oncall@example.com at 13m, and no expectation covers it',
  ]);
  expect(summaries(fires, email(11), email(13))).toEqual([]);
});

describe('where the actions of an alarm are held back', () => {
  const told: Expectation = { kind: 'notifies', channel: '#ops', text: /errors-high/, atMs: minute(11) };

  test('by a mute rule', async () => {
    const model = loadTemplate({ template: { Resources: mailed } });
    const night = {
      logicalId: 'Night',
      name: 'night',
      expression: 'at(2026-01-05T09:00)',
      durationSeconds: 3600,
      timeZone: 'UTC',
      alarmNames: ['errors-high'],
    };
    const metrics = [{ namespace: 'Shop', metricName: 'Errors', dimensions: {}, values: incident }];
    const scenario = { title: 'test', minutes: 20, metrics };
    const [failure] = checkExpectations(await rehearse({ template: { ...model, muteRules: [night] }, scenario }), [
      told,
    ]);
    expect(failure!.text).toContain(' 11m  errors-high became ALARM\n    x  11m  Actions muted by night until ');
  });

  test('because they are disabled', async () => {
    const disabled = { ErrorsHigh: errorsHigh({ ActionsEnabled: false, AlarmActions: ['arn:aws:sns:us-east-1:1:x'] }) };
    const [failure] = checkExpectations(await rehearseErrors(disabled, incident), [told]);
    expect(failure!.text).toContain('x       its actions are disabled (ActionsEnabled: false)');
  });

  test('or lead to a topic that the stack does not have', async () => {
    const elsewhere = { ErrorsHigh: errorsHigh({ AlarmActions: ['arn:aws:sns:us-east-1:123456789012:central'] }) };
    const [failure] = checkExpectations(await rehearseErrors(elsewhere, incident), [told]);
    expect(failure!.text).toContain(
      'x  11m  its action is arn:aws:sns:us-east-1:123456789012:central: the stack has no such topic',
    );
  });
});
