import { ActionMuting, type MutedUntil, type MuteWindow } from '../../../rehearsal/alarms/action-muting';
import type { AlarmState } from '../../../rehearsal/run-record';

/** The windows of a fixed list, in the unit that its instants have. */
function mutedByWindows(windows: readonly MuteWindow[]): MutedUntil {
  return (at) => {
    const active = windows.filter(({ from, to }) => from <= at && at < to);
    return active.length === 0 ? undefined : Math.max(...active.map(({ to }) => to));
  };
}

interface Event {
  readonly t: number;
  readonly alarm?: AlarmState;
  readonly updateRule?: { readonly to: number };
}

/** The actions that run: `ALARM@5`, with a star if a mute window has ended. */
function play(rules: readonly MuteWindow[], events: readonly Event[], initial: AlarmState = 'OK'): string[] {
  let windows = [...rules];
  const muting = new ActionMuting((at) => mutedByWindows(windows)(at), initial);
  const ran: string[] = [];
  for (let t = 0; t <= 20; t++) {
    for (const { alarm, updateRule } of events.filter((event) => event.t === t)) {
      if (updateRule !== undefined) {
        windows = [{ ...windows[0]!, ...updateRule }, ...windows.slice(1)];
        muting.replaceWindows((at) => mutedByWindows(windows)(at), t);
      }
      if (alarm !== undefined && muting.onState(alarm, t)) ran.push(`${alarm}@${t}`);
    }
    const state = muting.onTimer(t);
    if (state !== undefined) ran.push(`${state}@${t}*`);
  }
  return ran;
}

describe('a mute window', () => {
  const window = [{ from: 1, to: 5 }];

  test('mutes the actions of every state from its first instant on, and no longer at its end', () => {
    expect(play(window, [{ t: 1, alarm: 'ALARM' }])).toEqual(['ALARM@5*']);
    expect(play(window, [{ t: 4, alarm: 'INSUFFICIENT_DATA' }])).toEqual(['INSUFFICIENT_DATA@5*']);
    expect(play(window, [{ t: 3, alarm: 'OK' }], 'ALARM')).toEqual(['OK@5*']);
    expect(play(window, [{ t: 5, alarm: 'ALARM' }])).toEqual(['ALARM@5']);
    expect(play(window, [{ t: 0, alarm: 'ALARM' }])).toEqual(['ALARM@0']);
  });

  test('leaves nothing to tell if the alarm is back in the state that it had before', () => {
    expect(
      play(window, [
        { t: 2, alarm: 'ALARM' },
        { t: 4, alarm: 'OK' },
      ]),
    ).toEqual([]);
  });

  test('that begins before another one has ended goes on with it, also if it begins at its end', () => {
    const change = [{ t: 2, alarm: 'ALARM' }] as const;
    expect(play([...window, { from: 3, to: 9 }], change)).toEqual(['ALARM@9*']);
    expect(play([...window, { from: 5, to: 9 }], change)).toEqual(['ALARM@9*']);
    expect(play([...window, { from: 6, to: 9 }], change)).toEqual(['ALARM@5*']);
  });

  test('that is made longer mutes longer, and one that is made shorter ends at once', () => {
    const change = { t: 2, alarm: 'ALARM' } as const;
    expect(play(window, [change, { t: 3, updateRule: { to: 12 } }])).toEqual(['ALARM@12*']);
    expect(play(window, [change, { t: 3, updateRule: { to: 2 } }])).toEqual(['ALARM@3*']);
  });
});
