import type { AlarmModel, CompositeAlarmModel, MuteRuleModel } from '../../../rehearsal/template/model';
import { arnOf, Bench, compositeAlarm, MINUTE_MS, metricAlarm, START_MS } from './alarm-models';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:page';

/** An alarm that is in ALARM after each minute with an error of its service, and in OK after all others. */
function alarmOf(name: string, overrides: Partial<AlarmModel> = {}): AlarmModel {
  const alarm = metricAlarm({ evaluationPeriods: 1, treatMissingData: 'notBreaching', name, ...overrides });
  const query = alarm.metrics[0]!;
  return { ...alarm, metrics: [{ ...query, metric: { ...query.metric!, dimensions: { service: name } } }] };
}

const quiet = { alarmActions: [], okActions: [] };
const child = alarmOf('child', quiet);
const gate = alarmOf('gate', quiet);

function suppressed(overrides: Partial<CompositeAlarmModel> = {}): CompositeAlarmModel {
  return compositeAlarm('any', 'ALARM(child)', {
    okActions: [TOPIC],
    actionsSuppressor: arnOf('gate'),
    waitPeriodSeconds: 120,
    extensionPeriodSeconds: 180,
    ...overrides,
  });
}

/** From minute 5 on, when nothing is left of the first states: `_` is a minute without errors, as all later ones, `X` a bad one. */
async function run(bench: Bench, series: Readonly<Record<string, string>>, minutes = 30): Promise<Bench> {
  for (const [service, text] of Object.entries(series)) {
    bench.errors([0, 0, 0, 0, 0, ...[...text.padEnd(30, '_')].map((each) => (each === 'X' ? 9 : 0))], 0, service);
  }
  await bench.runTo(minutes);
  return bench;
}

const since = (entries: readonly string[], minute: number) =>
  entries.filter((entry) => Number(/@(\d+)/.exec(entry)![1]) >= minute);

describe('a composite alarm with a suppressor', () => {
  test('acts at the end of the wait period if the suppressor stays out of ALARM', async () => {
    const bench = await run(new Bench([child, gate], [suppressed()]), { child: 'XXXXXXXX' }, 12);
    expect(since(bench.changes(), 5)).toEqual(['child ALARM@6', 'any ALARM@6']);
    expect(since(bench.heldBack(), 5)).toEqual(['any ALARM@6 WaitPeriod']);
    expect(since(bench.ran(), 5)).toEqual(['any ALARM@8']);
  });

  test('goes on being evaluated while nothing runs, and tells at the end of the extension period what it is then', async () => {
    const bench = await run(new Bench([child, gate], [suppressed()]), { child: 'XXXXXXXXXXXXXXXX', gate: '_XXXX' }, 20);
    expect(since(bench.heldBack(), 5)).toEqual([
      'any ALARM@6 WaitPeriod',
      'any ALARM@7 Alarm',
      'any ALARM@11 ExtensionPeriod',
    ]);
    expect(since(bench.ran(), 5)).toEqual(['any ALARM@14']);
    expect(bench.trace.events.filter(({ kind }) => kind === 'actionsSuppressed').at(-1)).toEqual({
      atMs: START_MS + 11 * MINUTE_MS,
      kind: 'actionsSuppressed',
      alarmName: 'any',
      state: 'ALARM',
      actionsSuppressedBy: 'ExtensionPeriod',
      reason: 'Actions suppressed by ExtensionPeriod',
    });
  });

  test('waits again if it changes in the extension period', async () => {
    const bench = await run(new Bench([child, gate], [suppressed()]), { child: 'XXXXXXX', gate: '_XXXX' }, 20);
    expect(since(bench.changes(), 8)).toEqual(['gate OK@11', 'child OK@13', 'any OK@13']);
    expect(since(bench.ran(), 5)).toEqual(['any OK@15']);
  });

  test('is suppressed by a composite alarm as well, at the same instant', async () => {
    const maintenance = compositeAlarm('maintenance', 'ALARM(gate)', { alarmActions: [] });
    const composites = [
      suppressed({ actionsSuppressor: 'maintenance', waitPeriodSeconds: 0, extensionPeriodSeconds: 0 }),
      maintenance,
    ];
    const bench = await run(new Bench([child, gate], composites), { child: 'XXXXXX', gate: 'XXX' }, 15);
    expect(since(bench.heldBack(), 5)).toEqual(['any ALARM@6 Alarm']);
    expect(since(bench.ran(), 5)).toEqual(['any ALARM@9', 'any OK@12']);
  });

  test('with periods of 0 acts at once, with the message of the change itself', async () => {
    const bench = await run(
      new Bench([child, gate], [suppressed({ waitPeriodSeconds: 0, extensionPeriodSeconds: 0 })]),
      { child: 'XX' },
      10,
    );
    expect(bench.heldBack()).toEqual([]);
    expect(since(bench.ran(), 5)).toEqual(['any ALARM@6', 'any OK@8']);
    expect(bench.actions.at(-1)!.message).toMatchObject({ OldStateValue: 'ALARM', NewStateValue: 'OK' });
  });

  test('tells late actions as an update of the state to itself, as the event that AWS publishes does', async () => {
    const bench = await run(new Bench([child, gate], [suppressed({ okActions: [] })]), { child: 'XXXXXXXX' }, 10);
    const [{ message, event }] = bench.actions as [(typeof bench.actions)[0]];
    const reason = `${arnOf('child')} transitioned to ALARM at Monday 02 March, 2026 10:06:00 UTC`;
    expect(message).toMatchObject({
      OldStateValue: 'ALARM',
      NewStateValue: 'ALARM',
      NewStateReason: reason,
      StateChangeTime: '2026-03-02T10:08:00.000+0000',
    });
    const reasonData = JSON.stringify({
      triggeringAlarms: [{ arn: arnOf('child'), state: { value: 'ALARM', timestamp: '2026-03-02T10:06:00.000+0000' } }],
    });
    expect(event).toEqual({
      source: 'aws.cloudwatch',
      alarmArn: arnOf('any'),
      accountId: '123456789012',
      time: '2026-03-02T10:08:00.000+0000',
      region: 'us-east-1',
      alarmData: {
        alarmName: 'any',
        state: { value: 'ALARM', reason, reasonData, timestamp: '2026-03-02T10:08:00.000+0000' },
        previousState: {
          value: 'ALARM',
          reason,
          reasonData,
          timestamp: '2026-03-02T10:06:00.000+0000',
          actionsSuppressedBy: 'WaitPeriod',
          actionsSuppressedReason: 'Actions suppressed by WaitPeriod',
        },
        configuration: {
          alarmRule: 'ALARM(child)',
          actionsSuppressor: arnOf('gate'),
          actionsSuppressorWaitPeriod: 120,
          actionsSuppressorExtensionPeriod: 180,
        },
      },
    });
    expect(bench.engine.inferredRules).toContainEqual(expect.stringContaining('update of the state to itself'));
  });

  test('whose actions are disabled is not suppressed either', async () => {
    const bench = await run(new Bench([child, gate], [suppressed({ actionsEnabled: false })]), { child: 'XXX' });
    expect([...bench.heldBack(), ...bench.ran()]).toEqual([]);
  });
});

function mute(expression: string, overrides: Partial<MuteRuleModel> = {}): MuteRuleModel {
  return {
    logicalId: 'Nightly',
    name: 'nightly',
    expression,
    durationSeconds: 300,
    timeZone: 'UTC',
    alarmNames: ['errors'],
    ...overrides,
  };
}

describe('an alarm with a mute rule', () => {
  const errors = alarmOf('errors');

  test('tells after the window what it has become in it', async () => {
    const bench = await run(new Bench([errors], [], [mute('at(2026-03-02T10:05)')]), { errors: '_XXXXXXX' }, 20);
    expect(since(bench.changes(), 5)).toEqual(['errors ALARM@7', 'errors OK@14']);
    expect(since(bench.ran(), 5)).toEqual(['errors ALARM@10', 'errors OK@14']);
    const late = bench.actions.find(({ atMs }) => atMs === START_MS + 10 * MINUTE_MS)!;
    expect(late.afterMuteWindow).toBe(true);
    expect(late.message).toMatchObject({
      ActionExecutedAfterMuteWindow: true,
      OldStateValue: 'OK',
      StateChangeTime: '2026-03-02T10:07:00.000+0000',
    });
    expect(bench.actions.at(-1)!.message.ActionExecutedAfterMuteWindow).toBe(false);
    expect(bench.trace.events.find(({ kind }) => kind === 'actionsMuted')).toEqual({
      atMs: START_MS + 7 * MINUTE_MS,
      kind: 'actionsMuted',
      alarmName: 'errors',
      state: 'ALARM',
      muteRules: ['nightly'],
      reason: 'Actions muted by nightly until Monday 02 March, 2026 10:10:00 UTC',
    });
  });

  test('tells nothing if it is back where it was', async () => {
    const bench = await run(new Bench([errors], [], [mute('at(2026-03-02T10:05)')]), { errors: '_XX' }, 20);
    expect(since(bench.heldBack(), 5)).toEqual(['errors ALARM@7 nightly', 'errors OK@9 nightly']);
    expect(since(bench.ran(), 5)).toEqual([]);
  });

  test('is muted by a window that is active when the run begins, and until the last of several ends', async () => {
    const rules = [
      mute('cron(55 9 * * MON)', { durationSeconds: 600 }),
      mute('cron(3 10 * * *)', { name: 'other', logicalId: 'Other', durationSeconds: 600 }),
    ];
    const bench = await run(new Bench([errors], [], rules), {}, 20);
    expect(bench.changes()).toEqual(['errors OK@0']);
    expect(bench.ran()).toEqual(['errors OK@13']);
  });

  test('is muted again and again by a recurring rule', async () => {
    const bench = await run(
      new Bench([errors], [], [mute('cron(5,15 10 * * *)', { durationSeconds: 240 })]),
      { errors: '_X___X____X____X' },
      30,
    );
    expect(since(bench.ran(), 5)).toEqual(['errors ALARM@11', 'errors OK@12', 'errors ALARM@21', 'errors OK@22']);
    expect(since(bench.heldBack(), 5)).toEqual([
      'errors ALARM@7 nightly',
      'errors OK@8 nightly',
      'errors ALARM@16 nightly',
      'errors OK@17 nightly',
    ]);
  });
});

test('the mute applies to what the suppressor lets through', async () => {
  const rule = mute('at(2026-03-02T10:07)', { alarmNames: [arnOf('any')] });
  const bench = await run(new Bench([child, gate], [suppressed()], [rule]), { child: 'XXXXXXXXXX' }, 20);
  expect(since(bench.heldBack(), 5)).toEqual(['any ALARM@6 WaitPeriod', 'any ALARM@8 nightly', 'any OK@16 WaitPeriod']);
  expect(since(bench.ran(), 5)).toEqual(['any ALARM@12', 'any OK@18']);
});

test('a suppressor that is in ALARM when the mute ends goes on suppressing', async () => {
  const rule = mute('at(2026-03-02T10:07)', { alarmNames: ['any'] });
  const bench = await run(
    new Bench([child, gate], [suppressed()], [rule]),
    { child: 'XXXXXXXXXXXXXXXXXXXX', gate: '____XXXXX' },
    20,
  );
  expect(since(bench.heldBack(), 5)).toEqual([
    'any ALARM@6 WaitPeriod',
    'any ALARM@8 nightly',
    'any ALARM@12 Alarm',
    'any ALARM@15 ExtensionPeriod',
  ]);
  expect(since(bench.ran(), 5)).toEqual(['any ALARM@18']);
});

test('of mute rules it reports what cannot mute and what CloudWatch refuses', () => {
  const rules = [
    mute('cron(*/5 * * * *)'),
    mute('cron(0 2 * * *)', { logicalId: 'Long', durationSeconds: 16 * 86_400, alarmNames: ['errors', 'elsewhere'] }),
  ];
  expect(new Bench([alarmOf('errors')], [], rules).engine.findings).toEqual([
    { where: 'Nightly.Rule', what: expect.stringMatching(/^it never mutes: the minute "\*\/5" has more/) },
    { where: 'Long.Rule', what: expect.stringContaining('CloudWatch refuses it') },
    { where: 'Long.MuteTargets', what: 'there is no alarm elsewhere in this stack' },
  ]);
});
