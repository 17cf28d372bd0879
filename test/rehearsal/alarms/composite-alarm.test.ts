import { arnOf, Bench, compositeAlarm, MINUTE_MS, metricAlarm, START_MS } from './alarm-models';

const errors = metricAlarm({ name: 'errors', evaluationPeriods: 1, treatMissingData: 'notBreaching' });
const other = metricAlarm({
  name: 'other',
  evaluationPeriods: 1,
  treatMissingData: 'notBreaching',
  metrics: [{ ...errors.metrics[0]!, metric: { ...errors.metrics[0]!.metric!, dimensions: { service: 'other' } } }],
});

describe('a composite alarm', () => {
  test('is evaluated when it is created and whenever a child changes, at the same instant', async () => {
    const bench = new Bench([errors, other], [compositeAlarm('both', 'ALARM(errors) AND ALARM(other)')]);
    bench.errors([0, 9, 9, 0]);
    bench.errors([0, 0, 9, 9], 0, 'other');
    await bench.runTo(5);
    expect(bench.changes().filter((change) => change.startsWith('both'))).toEqual([
      'both OK@0',
      'both ALARM@3',
      'both OK@4',
    ]);
  });

  test('says which child made it change, in the words of CloudWatch, and tells SNS', async () => {
    const bench = new Bench([errors], [compositeAlarm('any', `ALARM(${arnOf('errors')})`)]);
    bench.errors([0, 9]);
    await bench.runTo(2);
    const [created, changed] = bench.trace.events.filter(({ name }) => name === 'any');
    expect(created!.reason).toBe(`${arnOf('any')} was created and its alarm rule evaluates to OK`);
    expect(changed!.reason).toBe(`${arnOf('errors')} transitioned to ALARM at Monday 02 March, 2026 10:02:00 UTC`);
    const { message, subject } = bench.actions.find(({ alarmName }) => alarmName === 'any')!;
    expect(subject).toBe('ALARM: "any" in US East (N. Virginia)');
    expect(message).toMatchObject({
      AlarmName: 'any',
      OldStateValue: 'OK',
      AlarmRule: `ALARM(${arnOf('errors')})`,
      TriggeringChildren: [
        { Arn: arnOf('errors'), State: { Value: 'ALARM', Timestamp: '2026-03-02T10:02:00.000+0000' } },
      ],
    });
    expect(message).not.toHaveProperty('Trigger');
  });

  test('reaches the composites above it in the same instant, in whatever order they are defined', async () => {
    const bench = new Bench(
      [errors],
      [
        compositeAlarm('top', 'ALARM(middle)'),
        compositeAlarm('middle', 'ALARM(bottom)'),
        compositeAlarm('bottom', 'ALARM(errors)'),
      ],
    );
    bench.errors([0, 9]);
    await bench.runTo(2);
    expect(bench.changes().slice(-4)).toEqual(['errors ALARM@2', 'bottom ALARM@2', 'middle ALARM@2', 'top ALARM@2']);
  });

  test('acts after all alarms of the instant are evaluated', async () => {
    const bench = new Bench([errors], [compositeAlarm('any', 'ALARM(errors)')]);
    bench.errors([9]);
    await bench.runTo(1);
    expect(bench.actions.map(({ alarmName, atMs }) => [alarmName, (atMs - START_MS) / MINUTE_MS])).toEqual([
      ['errors', 0],
      ['errors', 1],
      ['any', 1],
    ]);
  });
});

describe('of composite alarms it reports', () => {
  const findingsOf = (...composites: ReturnType<typeof compositeAlarm>[]) =>
    new Bench([errors], composites).engine.findings;

  test('a rule that is wrong, with the place', () => {
    expect(findingsOf(compositeAlarm('bad', 'ALARM(errors) AND'))).toEqual([
      { where: 'bad.AlarmRule', what: expect.stringContaining('at character 18') },
    ]);
  });

  test('a child that is not there, and evaluates the rest', async () => {
    const bench = new Bench([errors], [compositeAlarm('any', 'ALARM(errors) OR ALARM(elsewhere)')]);
    expect(bench.engine.findings).toEqual([
      { where: 'any.AlarmRule', what: 'there is no alarm elsewhere in this stack: it counts as INSUFFICIENT_DATA' },
    ]);
    bench.errors([9]);
    await bench.runTo(1);
    expect(bench.engine.stateOf('any')).toBe('ALARM');
  });

  test('a circle, none of whose alarms is evaluated, while one that only looks at it is', async () => {
    const composites = [
      compositeAlarm('outside', 'NOT ALARM(a)'),
      compositeAlarm('a', 'ALARM(b)'),
      compositeAlarm('b', 'ALARM(a) OR ALARM(errors)'),
      compositeAlarm('self', 'OK(self)'),
    ];
    const bench = new Bench([errors], composites);
    expect(bench.engine.findings).toEqual([
      { where: 'a.AlarmRule', what: expect.stringContaining('depends on its own alarm') },
      { where: 'b.AlarmRule', what: expect.stringContaining('depends on its own alarm') },
      { where: 'self.AlarmRule', what: expect.stringContaining('depends on its own alarm') },
      { where: 'outside.AlarmRule', what: expect.stringContaining('its child a is never evaluated') },
    ]);
    await bench.runTo(1);
    expect(composites.map(({ name }) => bench.engine.stateOf(name))).toEqual([
      'ALARM',
      'INSUFFICIENT_DATA',
      'INSUFFICIENT_DATA',
      'INSUFFICIENT_DATA',
    ]);
  });

  test('an alarm that is not rehearsed, and the composite that watches it or is suppressed by it', async () => {
    const query = metricAlarm({ name: 'query', logicalId: 'Query', notRehearsed: 'PromQL is not rehearsed' });
    const bench = new Bench(
      [query],
      [
        compositeAlarm('any', `INSUFFICIENT_DATA(${arnOf('query')})`, {
          actionsSuppressor: 'query',
          waitPeriodSeconds: 60,
          extensionPeriodSeconds: 60,
        }),
      ],
    );
    bench.errors([9, 9, 9]);
    await bench.runTo(3);
    expect(bench.engine.findings).toEqual([
      { where: 'Query', what: 'PromQL is not rehearsed' },
      {
        where: 'any.AlarmRule',
        what: 'its child query is never evaluated in a rehearsal: it stays INSUFFICIENT_DATA',
      },
      { where: 'any.ActionsSuppressor', what: 'query is never evaluated in a rehearsal: it never suppresses' },
    ]);
    expect(bench.changes()).toEqual(['any ALARM@0']);
  });

  test('a suppressor that is not there, and periods that are missing', () => {
    expect(findingsOf(compositeAlarm('any', 'ALARM(errors)', { actionsSuppressor: 'elsewhere' }))).toEqual([
      { where: 'any.ActionsSuppressor', what: 'there is no alarm elsewhere in this stack: it never suppresses' },
      { where: 'any.ActionsSuppressorWaitPeriod', what: expect.stringContaining('0 seconds') },
      { where: 'any.ActionsSuppressorExtensionPeriod', what: expect.stringContaining('0 seconds') },
    ]);
  });

  test('actions that CloudWatch refuses on it, and those that are only recorded', () => {
    const alarmActions = [
      'arn:aws:sns:us-east-1:123456789012:page',
      'arn:aws:lambda:us-east-1:123456789012:function:heal',
      'arn:aws:ssm:us-east-1:123456789012:opsitem:1',
      'arn:aws:automate:us-east-1:ec2:stop',
    ];
    expect(findingsOf(compositeAlarm('any', 'ALARM(errors)', { alarmActions }))).toEqual([
      { where: 'any.AlarmActions[2]', what: 'a Systems Manager action is recorded, but not run' },
      { where: 'any.AlarmActions[3]', what: expect.stringContaining('CloudWatch refuses an EC2 action') },
    ]);
  });
});
