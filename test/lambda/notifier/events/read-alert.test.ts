import fc from 'fast-check';
import { openEnvelope } from '../../../../lambda/notifier/events/envelope';
import { readAlert } from '../../../../lambda/notifier/events/read-alert';
import {
  alarmAction,
  alarmArn,
  alarmEvent,
  anomalyAlarm,
  compositeAlarm,
  contributorAlarm,
  logAlarm,
  mathAlarm,
  metricAlarm,
  minutes,
  stamp,
  T0,
  TOPICS,
  throughSns,
} from '../sample-events';

const read = (body: unknown) => readAlert(openEnvelope(typeof body === 'string' ? body : JSON.stringify(body)), 'page');

describe('a metric alarm', () => {
  const alert = read(throughSns(metricAlarm()));

  test('says which alarm changed, from what to what, when and where', () => {
    expect(alert).toMatchObject({
      kind: 'metric',
      id: alarmArn('shop/checkout/errors'),
      name: 'shop/checkout/errors',
      state: 'ALARM',
      previousState: 'OK',
      changedAtMs: T0,
      account: '111122223333',
      region: 'eu-west-1',
      severity: 'page',
    });
  });

  test('says what it measures, with the values that only the reason holds, newest first', () => {
    expect(alert.metric).toEqual({
      namespace: 'AWS/Lambda',
      name: 'Errors',
      statistic: 'Sum',
      dimensions: [{ name: 'FunctionName', value: 'shop-checkout' }],
      threshold: 5,
      comparison: '>',
      periodSeconds: 60,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      recentValues: [12, 9, 7.5],
    });
  });

  test('finds the runbook in the description', () => {
    expect(alert.runbookUrl).toBe('https://runbooks.example.com/checkout');
  });

  test('reads the same whether SNS wraps it or delivers it raw', () => {
    expect(read(metricAlarm())).toEqual(alert);
  });

  test('from 2016, without ARN and with a null description, still has an identity', () => {
    const { AlarmArn: _, ...old } = metricAlarm({ AlarmDescription: null });
    expect(read(throughSns(old))).toMatchObject({
      kind: 'metric',
      id: '111122223333:EU (Ireland):shop/checkout/errors',
      region: 'eu-west-1',
    });
  });

  test('that fires because a mute window ended says so', () => {
    expect(read(throughSns(metricAlarm({ ActionExecutedAfterMuteWindow: true }))).afterMuteWindow).toBe(true);
  });
});

describe('the other alarms over SNS', () => {
  test('metric math: the label of the returned expression, the dimensions of all its metrics once', () => {
    const { kind, metric } = read(throughSns(mathAlarm()));
    expect(kind).toBe('math');
    expect(metric).toMatchObject({ name: 'Error rate', expression: '100 * e / i', comparison: '≥', threshold: 5 });
    expect(metric?.dimensions).toEqual([{ name: 'FunctionName', value: 'shop-checkout' }]);
  });

  test('anomaly: the metric and not its band, and what was expected', () => {
    const { kind, metric } = read(throughSns(anomalyAlarm()));
    expect(kind).toBe('anomaly');
    expect(metric).toMatchObject({ name: 'Invocations', statistic: 'Sum', band: { lower: 193.34, upper: 531.44 } });
    expect(metric?.threshold).toBeUndefined();
  });

  test('composite: names the children that made it change', () => {
    const alert = read(throughSns(compositeAlarm()));
    expect(alert.kind).toBe('composite');
    expect(alert.children).toEqual([
      { name: 'shop/checkout/errors', state: 'ALARM', changedAtMs: T0 },
      { name: 'shop/checkout/latency', state: 'OK', changedAtMs: T0 - minutes(3) },
    ]);
  });

  test('contributor: names the one that fired', () => {
    const alert = read(throughSns(contributorAlarm('orders', 'abc123')));
    expect(alert.kind).toBe('contributor');
    expect(alert.contributor).toEqual({ id: 'abc123', attributes: [{ name: 'TableName', value: 'orders' }] });
  });

  test('log: the values of its query results, newest first', () => {
    const { kind, metric } = read(throughSns(logAlarm()));
    expect(kind).toBe('log');
    expect(metric).toMatchObject({ threshold: 100, comparison: '>', recentValues: [131, 118], datapointsToAlarm: 2 });
  });
});

describe('the other transports', () => {
  test('EventBridge says the same as SNS, so that a change that comes both ways has one identity', () => {
    const alert = read(alarmEvent());
    const { kind, id, state, changedAtMs, metric } = read(throughSns(metricAlarm()));
    expect(alert).toMatchObject({ kind, id, state, changedAtMs });
    expect(alert.metric).toMatchObject({ recentValues: metric?.recentValues, threshold: 5, comparison: '>' });
  });

  test('EventBridge inside SNS is read, and keeps the topic', () => {
    const envelope = openEnvelope(throughSns(alarmEvent(), TOPICS.ticket, { Subject: null }));
    expect(envelope.topicArn).toBe(TOPICS.ticket);
    expect(readAlert(envelope, 'ticket').kind).toBe('metric');
  });

  test('EventBridge tells of muted and suppressed alarms: the alert says by what', () => {
    const rule = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm-mute-rule:night';
    expect(read(alarmEvent({ muteDetail: { mutedByArn: rule } })).suppressedBy).toBe('mute rule night');
    const state = { value: 'ALARM', actionsSuppressedBy: 'WaitPeriod', timestamp: stamp(T0) };
    expect(read(alarmEvent({ state })).suppressedBy).toBe('WaitPeriod');
  });

  test('EventBridge contributors have no previous state', () => {
    const alarmContributor = { id: 'abc123', attributes: { TableName: 'orders' } };
    const alert = read(
      alarmEvent({ alarmContributor, previousState: undefined }, 'CloudWatch Alarm Contributor State Change'),
    );
    expect(alert).toMatchObject({ kind: 'contributor', contributor: { id: 'abc123' } });
    expect(alert.previousState).toBeUndefined();
  });

  test('the Lambda action, also for a composite whose suppression has ended (ALARM after ALARM)', () => {
    const reasonData = JSON.stringify({ triggeringAlarms: [{ arn: alarmArn('a'), state: { value: 'ALARM' } }] });
    const alert = read(
      alarmAction({
        state: { value: 'ALARM', reason: 'x', reasonData, timestamp: stamp(T0) },
        previousState: { value: 'ALARM', actionsSuppressedBy: 'WaitPeriod' },
        configuration: { alarmRule: 'ALARM(a)' },
      }),
    );
    expect(alert).toMatchObject({
      kind: 'composite',
      state: 'ALARM',
      previousState: 'ALARM',
      children: [{ name: 'a' }],
    });
    expect(alert.suppressedBy).toBeUndefined();
  });
});

describe('whatever else comes', () => {
  test('an event of another AWS service is titled by its type and subject', () => {
    const event = { 'detail-type': 'Glue Job State Change', id: 'e1', detail: { jobName: 'nightly', state: 'FAILED' } };
    expect(read(event)).toMatchObject({ kind: 'message', name: 'Glue Job State Change: nightly' });
    expect(read(event).reason).toContain('state: FAILED');
  });

  test('a change of an alarm’s configuration is a message', () => {
    const event = alarmEvent({ operation: 'delete' }, 'CloudWatch Alarm Configuration Change');
    expect(read(event)).toMatchObject({
      kind: 'message',
      name: 'CloudWatch Alarm Configuration Change: shop/checkout/errors',
    });
  });

  test('a custom notification keeps its title, description and next steps', () => {
    const content = { textType: 'client-markdown', title: 'Deploy failed', description: 'orders', nextSteps: ['Look'] };
    const alert = read(throughSns({ version: '1.0', source: 'custom', content }));
    expect(alert).toMatchObject({ name: 'Deploy failed', reason: 'orders\n• Look' });
  });

  test('plain text is titled by its subject, or by its first line', () => {
    expect(read(throughSns('a\nb', TOPICS.page, { Subject: 'Budget exceeded' }))).toMatchObject({
      kind: 'message',
      name: 'Budget exceeded',
      reason: 'a\nb',
    });
    expect(read(throughSns('first\nsecond', TOPICS.page, { Subject: null })).name).toBe('first');
  });

  test.each([
    ['a scalar', '42', '42'],
    ['truncated JSON', '{"AlarmName":"x", ', '{"AlarmName":"x", '],
    ['nothing', '', 'Empty message'],
    ['an alarm in a state that nobody knows', JSON.stringify(metricAlarm({ NewStateValue: 'ON_FIRE' })), undefined],
  ])('%s is a message', (_, body, name) => {
    const alert = read(body);
    expect(alert.kind).toBe('message');
    if (name !== undefined) expect(alert.name).toBe(name);
  });

  test('a big document is cut to its first leaves, and shows that there was more', () => {
    const lines = read({ list: Array.from({ length: 100 }, (_, index) => index) }).reason?.split('\n');
    expect(lines).toHaveLength(13);
    expect(lines?.at(-1)).toBe('…');
  });

  test('any text and any JSON gives an alert with a name and an id', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.jsonValue().map((value) => throughSns(value)),
    );
    fc.assert(
      fc.property(anything, (body) => {
        const { id, name } = read(body);
        expect(typeof id === 'string' && typeof name === 'string').toBe(true);
      }),
    );
  });

  test('an alarm with any field replaced by anything still gives an alert', () => {
    const fields = Object.keys(metricAlarm());
    const replaced = fc.tuple(
      fc.constantFrom(metricAlarm(), logAlarm(), compositeAlarm(), mathAlarm()),
      fc.constantFrom(...fields),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(replaced, ([alarm, field, value]) => {
        expect(read({ ...alarm, [field]: value }).name).toEqual(expect.any(String));
      }),
    );
    const data = fc.tuple(fc.constantFrom('state', 'previousState', 'configuration', 'muteDetail'), fc.jsonValue());
    fc.assert(
      fc.property(data, ([field, value]) => {
        expect(read(alarmEvent({ [field]: value })).name).toEqual(expect.any(String));
        expect(read(alarmAction({ [field]: value })).name).toEqual(expect.any(String));
      }),
    );
  });
});
