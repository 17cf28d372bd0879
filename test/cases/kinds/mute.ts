import type { AlarmState } from '../../../rehearsal/run-record';
import type { AlarmModel, MuteRuleModel } from '../../../rehearsal/template/model';
import { AlarmStage, switchAlarm } from '../alarm-stage';
import { type Case, type Fields, isFields } from '../case';
import { START_MS } from '../engine';
import { CaseFailure } from '../expect';
import { configOf, fieldsIn, listIn, numberIn, required, textIn } from '../fields';
import { eventsOf, expectActions, expectedActions, instantOf, lastInstant, statesOf, UNIT_MS } from './actions';

const CONFIGURED = ['arn:aws:sns:us-east-1:123456789012:told'];

/** Which actions of an alarm run, and when, while mute rules silence it: through the engine and its clock. */
export async function runMute(each: Case): Promise<void> {
  const config = configOf(each);
  const events = eventsOf(each);
  const rules = required(listIn(config, 'rules', 'muteRules'), 'rules').filter(isFields);
  const windows = rules.map((rule, index) => windowOf(rule, index, rules.length, events));
  const createdMs = START_MS - 2 * UNIT_MS;
  const endMs = Math.max(lastInstant(each, events), ...windows.map(({ toMs }) => toMs)) + 2 * UNIT_MS;
  const clock: { now: () => number } = { now: () => createdMs };
  const alarm = mutedAlarm(each, config, events, clock);
  const stage = new AlarmStage({ alarms: [alarm], muteRules: windows.map(muteRule) }, createdMs);
  clock.now = () => stage.clock.now();
  const initial = (textIn(config, 'initialState') ??
    textIn(fieldsIn(config, 'initial') ?? {}, 'alarm') ??
    'OK') as AlarmState;
  stage.drive(alarm, statesOf(events, 'alarm', { atMs: createdMs, state: initial }), endMs);
  stage.engine.start();
  await stage.clock.runUntil(endMs);
  expectActions(each, stage.actions, alarm.name);
}

interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** When a rule mutes: what changes it, deletes it or takes the alarm off its targets ends its window. */
function windowOf(rule: Fields, index: number, rules: number, events: readonly Fields[]): Window {
  const window = {
    fromMs: START_MS + required(numberIn(rule, 'from'), 'from of a rule') * UNIT_MS,
    toMs: START_MS + required(numberIn(rule, 'to'), 'to of a rule') * UNIT_MS,
  };
  return events.reduce<Window>((current, event) => {
    const which = numberIn(event, 'rule') ?? numberIn(fieldsIn(event, 'updateRule') ?? {}, 'rule', 'index');
    if (which === undefined ? rules > 1 : which !== index) return current;
    const to = numberIn(fieldsIn(event, 'updateRule') ?? {}, 'to');
    const from = numberIn(fieldsIn(event, 'updateRule') ?? {}, 'from');
    const changed = {
      fromMs: from === undefined ? current.fromMs : START_MS + from * UNIT_MS,
      toMs: to === undefined ? current.toMs : START_MS + to * UNIT_MS,
    };
    const ends = ['deleteRule', 'removeTarget', 'removeAlarm', 'deleteMuteRule'].some(
      (name) => event[name] !== undefined,
    );
    return ends ? { ...changed, toMs: Math.min(changed.toMs, instantOf(event)) } : changed;
  }, window);
}

function muteRule({ fromMs, toMs }: Window, index: number): MuteRuleModel {
  return {
    logicalId: `Mute${index}`,
    name: `mute-${index}`,
    expression: `at(${new Date(fromMs).toISOString().slice(0, 16)})`,
    durationSeconds: (toMs - fromMs) / 1000,
    timeZone: 'UTC',
    alarmNames: ['muted'],
  };
}

/** An alarm with actions for the states that the case speaks of; `updateActions` replaces them at its time. */
function mutedAlarm(each: Case, config: Fields, events: readonly Fields[], clock: { now: () => number }): AlarmModel {
  const spokenOf = new Set([
    'ALARM',
    ...expectedActions(each).map(({ actionsFor, state }) => String(actionsFor ?? state)),
  ]);
  for (const state of listIn(config, 'actionsFor', 'actionStates') ?? []) spokenOf.add(String(state));
  const actionsNow = (state: AlarmState) => (): readonly string[] => {
    if (!spokenOf.has(state)) return [];
    const updates = events.filter((event) => event.updateActions !== undefined && instantOf(event) <= clock.now());
    const actions = updates.at(-1)?.updateActions ?? config.actions ?? CONFIGURED;
    if (!Array.isArray(actions)) throw new CaseFailure('the case cannot be run: updateActions is no list');
    return actions;
  };
  return Object.defineProperties(switchAlarm('muted'), {
    alarmActions: { get: actionsNow('ALARM'), enumerable: true },
    okActions: { get: actionsNow('OK'), enumerable: true },
    insufficientDataActions: { get: actionsNow('INSUFFICIENT_DATA'), enumerable: true },
  });
}
