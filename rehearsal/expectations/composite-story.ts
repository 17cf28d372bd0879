import { type AlarmRule, childrenOf, isTrue, parseAlarmRule } from '../alarms/alarm-rule';
import type { Rehearsal } from '../rehearse';
import type { AlarmState } from '../run-record';
import type { CompositeAlarmModel } from '../template/model';
import { columns, paragraph } from './paragraph';
import { sinceStart } from './since-start';
import { stateAt, timelineText } from './timeline';

const STATES: readonly AlarmState[] = ['ALARM', 'OK', 'INSUFFICIENT_DATA'];

interface Child {
  /** As the rule names it. */
  readonly named: string;
  readonly name: string;
  readonly state: AlarmState;
  readonly timeline: string;
}

/** Why a composite alarm had its state at an instant: its rule, its children, and which of them stands in the way. */
export function compositeStory(
  rehearsal: Rehearsal,
  { name, alarmRule }: CompositeAlarmModel,
  atMs = rehearsal.record.endMs,
): string[] {
  const { startMs, alarms } = rehearsal.record;
  const rule = parsed(alarmRule);
  if (rule === undefined) {
    return ['  Its rule cannot be read, so that it is never evaluated:', ...paragraph(alarmRule, 4)];
  }
  const transitionsOf = (alarm: string) => alarms.find((each) => each.name === alarm)?.transitions ?? [];
  const children = childrenOf(rule).map((named): Child => {
    const known = alarms.find((each) => each.name === named || each.arn === named);
    const transitions = known?.transitions ?? [];
    return {
      named,
      name: known?.name ?? named,
      state: stateAt(transitions, atMs),
      timeline: known === undefined ? 'not in this template' : timelineText(transitions, startMs) || 'no change',
    };
  });
  const state = stateAt(transitionsOf(name), atMs);
  const became = transitionsOf(name).some((change) => change.atMs === atMs);
  const shownRule = children.reduce((text, child) => text.replaceAll(child.named, child.name), alarmRule);
  const at = `at ${sinceStart(atMs, startMs)}`;
  return [
    ...paragraph(
      `Why it ${became ? 'became' : 'was'} ${state} ${at}: its rule was ${state === 'ALARM' ? 'true' : 'false'}.`,
      2,
    ),
    '',
    ...paragraph(shownRule.replace(/\s+/g, ' ').trim(), 4, 2),
    '',
    ...columns([['child', at, 'timeline'], ...children.map((child) => [child.name, child.state, child.timeline])], 4),
    ...wayLines(rule, children, atMs, rehearsal),
  ];
}

/** What one child alone could turn. */
function wayLines(rule: AlarmRule, children: readonly Child[], atMs: number, rehearsal: Rehearsal): string[] {
  const stateOf = (changed?: Child, state?: AlarmState) => (named: string) =>
    named === changed?.named ? state! : (children.find((child) => child.named === named)?.state ?? 'INSUFFICIENT_DATA');
  const now = isTrue(rule, stateOf());
  const ways = children.flatMap((child) => {
    const others = STATES.filter((state) => state !== child.state && isTrue(rule, stateOf(child, state)) !== now);
    return others.length === 0 ? [] : [{ child, others }];
  });
  const verb = now ? 'false' : 'true';
  if (ways.length === 0) return ['', ...paragraph(`No single child would make the rule ${verb}.`, 2)];
  return [
    '',
    ...paragraph(`One change would have made it ${verb}:`, 2),
    ...ways.flatMap(({ child, others }) =>
      paragraph(
        `${child.name} ${others.join(' or ')} instead of ${child.state}${reasonOf(rehearsal, child, atMs)}`,
        4,
        2,
      ),
    ),
  ];
}

function reasonOf({ explain, model }: Rehearsal, { name, state }: Child, atMs: number): string {
  if (!model.alarms.some((alarm) => alarm.name === name)) return '';
  try {
    return ` (it was ${state}: ${explain(name, atMs).rule})`;
  } catch {
    // What cannot be evaluated cannot be explained; the report of the run says why.
    return '';
  }
}

function parsed(alarmRule: string): AlarmRule | undefined {
  try {
    return parseAlarmRule(alarmRule);
  } catch {
    return undefined;
  }
}
