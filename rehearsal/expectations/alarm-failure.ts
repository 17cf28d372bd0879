import type { Rehearsal } from '../rehearse';
import type { AlarmModel, CompositeAlarmModel } from '../template/model';
import { compositeStory } from './composite-story';
import type { Failure } from './expectation';
import { metricAlarmStory } from './metric-alarm-story';
import { type AlarmCourse, type AlarmExpectation, courseOf, type Miss, missOf } from './miss';
import { paragraph } from './paragraph';
import { sinceStart } from './since-start';
import { stateAt, timelineText } from './timeline';

type Alarm = AlarmModel | CompositeAlarmModel;
type Transitions = AlarmCourse['transitions'];

/** The failure of an expectation about an alarm. `all` are the expectations about it, this one among them. */
export function missedAlarm(
  rehearsal: Rehearsal,
  alarm: Alarm,
  expectation: AlarmExpectation,
  miss: Miss,
  all: readonly AlarmExpectation[],
): Failure {
  const course = courseOf(rehearsal, alarm.name);
  const kept = all.filter((each) => each !== expectation && missOf(each, course) === undefined);
  const isGood = (transitions: Transitions) =>
    [expectation, ...kept].every((each) => missOf(each, { ...course, transitions }) === undefined);
  const expected = expectedText(expectation, course.startMs);
  const summary = `${alarm.name}: ${miss.summary}`;
  const instead = insteadText(expectation, course);
  const question = { alarm, course, miss, isGood, ...(expected === undefined ? {} : { expected }), ...instead };
  return { expectation, summary, text: storyText(rehearsal, summary, question) };
}

/** The failure of an ALARM that no expectation covers. */
export function surprisingAlarm(
  rehearsal: Rehearsal,
  alarm: Alarm,
  atMs: number,
  isGood: (transitions: Transitions) => boolean,
): Failure {
  const course = courseOf(rehearsal, alarm.name);
  const at = sinceStart(atMs, course.startMs);
  const summary = `${alarm.name}: became ALARM at ${at}, and no expectation covers that`;
  const miss = { summary, atMs, state: 'ALARM' } as const;
  return {
    summary,
    text: storyText(rehearsal, summary, {
      alarm,
      course,
      miss,
      isGood,
      goal: 'keep it from ALARM',
      instead: `expect ALARM@${at}`,
    }),
  };
}

/** The failure of an expectation that must not be met and is. */
export function contradictedAlarm(rehearsal: Rehearsal, alarm: Alarm, expectation: AlarmExpectation): Failure {
  const course = courseOf(rehearsal, alarm.name);
  const { startMs } = course;
  const { text, atMs, state } = metBy(expectation, course);
  const summary = `${alarm.name}: expected it not to ${text}, but it did`;
  const isGood = (transitions: Transitions) => missOf(expectation, { ...course, transitions }) !== undefined;
  const at = atMs ?? course.transitions.find((change) => change.state === state)?.atMs ?? startMs;
  const miss = { summary, atMs: at, state };
  const question = { alarm, course, miss, isGood, goal: 'prevent it' };
  return { expectation, summary, text: storyText(rehearsal, summary, question) };
}

/** What an alarm did that it must not, and when. */
function metBy(
  expectation: AlarmExpectation,
  { transitions, startMs }: AlarmCourse,
): Pick<Miss, 'atMs' | 'state'> & { readonly text: string } {
  const at = (atMs: number | undefined) => (atMs === undefined ? '' : ` at ${sinceStart(atMs, startMs)}`);
  if (expectation.kind === 'timeline') {
    const last = transitions.at(-1);
    const text = `have the timeline ${timelineText(expectation.states, startMs)}`;
    return { text, state: last?.state ?? 'INSUFFICIENT_DATA', ...(last && { atMs: last.atMs }) };
  }
  const { kind, state } = expectation;
  if (kind === 'stays') return { text: `stay ${state}`, state };
  const { atMs } = expectation;
  const verb = kind === 'state' ? 'be' : 'become';
  return { text: `${verb} ${state}${at(atMs)}`, state, ...(atMs === undefined ? {} : { atMs }) };
}

interface Question {
  readonly alarm: Alarm;
  readonly course: AlarmCourse;
  readonly miss: Miss;
  readonly expected?: string;
  readonly goal?: string;
  readonly instead?: string;
  readonly isGood: (transitions: Transitions) => boolean;
}

function storyText(rehearsal: Rehearsal, summary: string, question: Question): string {
  const { alarm, course, miss, expected, isGood, goal, instead } = question;
  const { transitions, startMs } = course;
  const actual = timelineText(transitions, startMs) || 'no change: INSUFFICIENT_DATA from start to end';
  const rows = [...(expected === undefined ? [] : [['expected', expected]]), ['actual', actual]];
  const story =
    'alarmRule' in alarm
      ? [...compositeStory(rehearsal, alarm, miss.atMs), ...(instead === undefined ? [] : ['', ...otherwise(instead)])]
      : metricAlarmStory(rehearsal, {
          model: alarm,
          transitions,
          state: miss.state,
          isGood,
          ...(miss.atMs === undefined ? {} : { atMs: miss.atMs }),
          ...(goal === undefined ? {} : { goal }),
          ...(instead === undefined ? {} : { instead }),
        });
  const timelines = rows.flatMap(([label, text]) => paragraph(`${label!.padEnd(10)}${text}`, 2, 10));
  return [summary, '', ...timelines, '', ...story].join('\n').trimEnd();
}

function otherwise(instead: string): string[] {
  return paragraph(`Or ${instead}, if the alarm is right and the test is not.`, 2);
}

function expectedText(expectation: AlarmExpectation, startMs: number): string | undefined {
  if (expectation.kind === 'timeline') return timelineText(expectation.states, startMs) || 'no change';
  if (expectation.kind !== 'becomes' || expectation.atMs === undefined) return undefined;
  return timelineText([{ state: expectation.state, atMs: expectation.atMs }], startMs);
}

/** What the test would have to say if the alarm is right. */
function insteadText(expectation: AlarmExpectation, course: AlarmCourse): { readonly instead?: string } {
  const { transitions, startMs } = course;
  switch (expectation.kind) {
    case 'timeline':
      return { instead: 'expect the actual timeline' };
    case 'state':
      return {
        instead: `expect ${stateAt(transitions, expectation.atMs)} at ${sinceStart(expectation.atMs, startMs)}`,
      };
    case 'becomes': {
      const { state, atMs = 0 } = expectation;
      const changes = transitions.filter((change) => change.state === state);
      const [nearest] = changes.toSorted((a, b) => Math.abs(a.atMs - atMs) - Math.abs(b.atMs - atMs));
      return nearest === undefined ? {} : { instead: `expect ${timelineText([nearest], startMs)}` };
    }
    case 'stays': {
      const left = transitions.find(
        ({ state, atMs }) => state !== expectation.state && atMs > (expectation.fromMs ?? 0),
      );
      return left === undefined
        ? {}
        : { instead: `expect ${expectation.state} only up to ${sinceStart(left.atMs, startMs)}` };
    }
  }
}
