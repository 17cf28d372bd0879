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
    expect(bench.engine.findings.map(({ where }) => where)).toEqual(['a.AlarmRule', 'b.AlarmRule', 'self.AlarmRule']);
    await bench.runTo(1);
    expect(composites.map(({ name }) => bench.engine.stateOf(name))).toEqual([
      'ALARM',
      'INSUFFICIENT_DATA',
      'INSUFFICIENT_DATA',
      'INSUFFICIENT_DATA',
    ]);
  });

  test('suppression, which it does not rehearse yet', () => {
    expect(findingsOf(compositeAlarm('any', 'ALARM(errors)', { actionsSuppressor: arnOf('errors') }))).toEqual([
      { where: 'any.ActionsSuppressor', what: expect.stringContaining('not rehearsed') },
    ]);
  });
});
