import fc from 'fast-check';
import { ActionSuppression, type ActionSuppressionProps } from '../../../rehearsal/alarms/action-suppression';
import type { AlarmState } from '../../../rehearsal/run-record';

interface Event {
  readonly t: number;
  readonly composite?: AlarmState;
  readonly suppressor?: AlarmState;
}

/** The actions that run, as `ALARM@4`, and what holds them back after each instant, as `WaitPeriod@2`. */
function play(props: Partial<ActionSuppressionProps>, events: readonly Event[]): { ran: string[]; held: string[] } {
  const suppression = new ActionSuppression({
    waitPeriod: 2,
    extensionPeriod: 3,
    composite: 'OK',
    suppressor: 'OK',
    ...props,
  });
  const ran: string[] = [];
  const held: string[] = [];
  const last = Math.max(...events.map(({ t }) => t)) + 20;
  for (let t = 0; t <= last; t++) {
    const now = events.filter((event) => event.t === t);
    for (const { suppressor } of now) if (suppressor !== undefined) suppression.onSuppressor(suppressor, t);
    for (const { composite } of now) if (composite !== undefined) suppression.onComposite(composite, t);
    const state = suppression.onTimer(t);
    if (state !== undefined) ran.push(`${state}@${t}`);
    const by = suppression.suppressedBy;
    if (by !== undefined && !held.at(-1)?.startsWith(by)) held.push(`${by}@${t}`);
  }
  return { ran, held };
}

describe('a change while the suppressor is not in ALARM', () => {
  test('waits for it, and has its actions run at the end of the wait period', () => {
    expect(play({}, [{ t: 2, composite: 'ALARM' }])).toEqual({ ran: ['ALARM@4'], held: ['WaitPeriod@2'] });
  });

  test('discards the wait of the one before, also if it leads back to where the alarm was', () => {
    expect(
      play({}, [
        { t: 2, composite: 'ALARM' },
        { t: 3, composite: 'OK' },
      ]).ran,
    ).toEqual(['OK@5']);
  });
});

describe('a suppressor in ALARM', () => {
  test('stops the actions of a change under it, and of one that it came to in time', () => {
    expect(play({ suppressor: 'ALARM' }, [{ t: 2, composite: 'ALARM' }])).toEqual({ ran: [], held: ['Alarm@2'] });
    expect(
      play({}, [
        { t: 2, composite: 'ALARM' },
        { t: 3, suppressor: 'ALARM' },
      ]),
    ).toEqual({ ran: [], held: ['WaitPeriod@2', 'Alarm@3'] });
  });

  test('comes in time if it comes at the very end of the wait period, and not a moment later', () => {
    const change = { t: 2, composite: 'ALARM' } as const;
    expect(play({}, [change, { t: 4, suppressor: 'ALARM' }]).ran).toEqual([]);
    expect(play({}, [change, { t: 5, suppressor: 'ALARM' }]).ran).toEqual(['ALARM@4']);
  });

  test('that leaves ALARM lets the actions for the state then run at the end of the extension period', () => {
    expect(
      play({}, [
        { t: 2, composite: 'ALARM' },
        { t: 3, suppressor: 'ALARM' },
        { t: 6, suppressor: 'OK' },
      ]),
    ).toEqual({ ran: ['ALARM@9'], held: ['WaitPeriod@2', 'Alarm@3', 'ExtensionPeriod@6'] });
    expect(
      play({ suppressor: 'ALARM' }, [
        { t: 2, composite: 'ALARM' },
        { t: 3, composite: 'OK' },
        { t: 6, suppressor: 'INSUFFICIENT_DATA' },
      ]).ran,
    ).toEqual(['OK@9']);
  });

  test('gives way to a wait period if the composite changes in the extension period', () => {
    expect(
      play({}, [
        { t: 2, composite: 'ALARM' },
        { t: 3, suppressor: 'ALARM' },
        { t: 6, suppressor: 'OK' },
        { t: 7, composite: 'OK' },
      ]),
    ).toEqual({ ran: ['OK@9'], held: ['WaitPeriod@2', 'Alarm@3', 'ExtensionPeriod@6', 'WaitPeriod@7'] });
  });

  test('that comes back in the extension period discards it', () => {
    expect(
      play({}, [
        { t: 2, composite: 'ALARM' },
        { t: 3, suppressor: 'ALARM' },
        { t: 6, suppressor: 'OK' },
        { t: 8, suppressor: 'ALARM' },
        { t: 20, suppressor: 'OK' },
      ]).ran,
    ).toEqual(['ALARM@23']);
  });

  test('that leaves ALARM owes nothing if the composite did not change under it', () => {
    expect(
      play({}, [
        { t: 2, composite: 'ALARM' },
        { t: 8, suppressor: 'ALARM' },
        { t: 10, suppressor: 'OK' },
      ]).ran,
    ).toEqual(['ALARM@4']);
  });

  test('from the beginning holds the actions of a composite that begins in ALARM', () => {
    expect(play({ composite: 'ALARM', suppressor: 'ALARM' }, [{ t: 1, suppressor: 'OK' }]).ran).toEqual(['ALARM@4']);
    expect(play({ composite: 'OK', suppressor: 'ALARM' }, [{ t: 1, suppressor: 'OK' }]).ran).toEqual([]);
  });
});

test('with periods of 0 actions run at once, whether or not the suppressor has just left ALARM', () => {
  const none = { waitPeriod: 0, extensionPeriod: 0 };
  expect(play(none, [{ t: 2, composite: 'ALARM' }])).toEqual({ ran: ['ALARM@2'], held: [] });
  expect(
    play({ ...none, suppressor: 'ALARM' }, [
      { t: 2, composite: 'ALARM' },
      { t: 5, suppressor: 'OK' },
    ]).ran,
  ).toEqual(['ALARM@5']);
  expect(
    play(none, [
      { t: 2, composite: 'ALARM' },
      { t: 2, suppressor: 'ALARM' },
    ]).ran,
  ).toEqual([]);
});

test('whatever happens, nothing runs while the suppressor is in ALARM, and the last change is told once it may be', () => {
  const event = fc.record({
    t: fc.nat(30),
    change: fc.constantFrom<Partial<Event>>(
      { composite: 'ALARM' },
      { composite: 'OK' },
      { suppressor: 'ALARM' },
      { suppressor: 'OK' },
    ),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), fc.nat(4), fc.nat(4), (chosen, waitPeriod, extensionPeriod) => {
      const events = chosen.map(({ t, change }) => ({ t, ...change })).sort((a, b) => a.t - b.t);
      const suppressorAt = (t: number) =>
        events.findLast((each) => each.suppressor !== undefined && each.t <= t)?.suppressor ?? 'OK';
      const { ran } = play({ waitPeriod, extensionPeriod }, [...events, { t: 40, suppressor: 'OK' }]);
      const times = ran.map((text) => Number(text.split('@')[1]));
      for (const t of times.filter((each) => each < 40)) expect(suppressorAt(t)).not.toBe('ALARM');
      expect(new Set(times).size).toBe(times.length);
      const last = events.findLast(({ composite }) => composite !== undefined);
      if (last === undefined) expect(ran).toEqual([]);
      else expect(ran.at(-1)).toMatch(new RegExp(`^${last.composite}@`));
    }),
    { numRuns: 300 },
  );
});
