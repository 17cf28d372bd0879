import { alarmModel } from '../alarm-config';
import { AlarmStage } from '../alarm-stage';
import { type Case, type Fields, isFields } from '../case';
import { START_MS } from '../engine';
import { CaseFailure, expectSame } from '../expect';
import { configOf, listIn, numberIn, required, textIn } from '../fields';

/**
 * Events and states at times of day, through the engine and its clock. An event is a sample of a job: 1 for what is bad,
 * -1 for what is good, so that the alarm (sum above 0, by default in one of the periods) knows the latest of the two.
 */
export async function runTimeline(each: Case): Promise<void> {
  const steps = required(listIn(each, 'timeline', 'events'), 'timeline').filter(isFields);
  const defaults = { statistic: 'Sum', threshold: 0, datapointsToAlarm: 1, treatMissingData: 'notBreaching' };
  const model = alarmModel({ ...defaults, ...configOf(each) });
  const { clock, engine, ...stage } = stageOf(model, steps);
  if (stage.problems.length > 0) throw new CaseFailure(`the engine refuses the alarm: ${stage.problems.join('; ')}`);
  const expectations = steps.filter((step) => expectedState(step) !== undefined);
  if (expectations.length === 0) throw new CaseFailure('the case cannot be run: it expects nothing');
  engine.start();
  for (const step of expectations) {
    await clock.runUntil(timeOf(step));
    expectSame(engine.stateOf(model.name), expectedState(step), `state at ${String(step.at ?? step.t)}`);
  }
}

function expectedState(step: Fields): string | undefined {
  return textIn(step, 'expect', 'expected', 'state');
}

function stageOf(model: ReturnType<typeof alarmModel>, steps: readonly Fields[]) {
  const stage = new AlarmStage({ alarms: [model] }, START_MS);
  for (const step of steps) {
    const value = sampleOf(step);
    if (value !== undefined) stage.put(model, timeOf(step), value);
  }
  return { clock: stage.clock, engine: stage.engine, problems: stage.engine.findings.map(({ what }) => what) };
}

function sampleOf(step: Fields): number | undefined {
  const given = numberIn(step, 'value', 'datapoint', 'sample');
  const event = textIn(step, 'event');
  if (given !== undefined || event === undefined) return given;
  if (/fail|error|breach|bad|miss/i.test(event)) return 1;
  if (/succe|ok|recover|good|complete/i.test(event)) return -1;
  throw new CaseFailure(`the case cannot be run: it is not clear whether "${event}" is good or bad`);
}

/** `10:02`, an ISO time, or minutes from midnight. */
function timeOf(step: Fields): number {
  const minutes = numberIn(step, 'at', 't', 'minute');
  if (minutes !== undefined) return START_MS + minutes * 60_000;
  const text = required(textIn(step, 'at', 't'), 'time of a step');
  const [, hour, minute] = /^(\d+):(\d\d)$/.exec(text) ?? [];
  const atMs = hour === undefined ? Date.parse(text) : START_MS + (Number(hour) * 60 + Number(minute)) * 60_000;
  if (Number.isNaN(atMs)) throw new CaseFailure(`the case cannot be run: "${text}" is no time`);
  return atMs;
}
