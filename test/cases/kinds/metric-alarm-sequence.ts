import type { AlarmState } from '../../../rehearsal/run-record';
import { alarmModel } from '../alarm-config';
import type { Case } from '../case';
import { START_MS, WatchedMetric } from '../engine';
import { CaseFailure, expectSame } from '../expect';
import { configOf, listIn, required, textIn, valuesOf } from '../fields';
import { bandOf } from './band';

/** The states at the end of each period, one after the other. */
export function runMetricAlarmSequence(each: Case): void {
  const config = configOf(each);
  const model = alarmModel(config);
  const values = valuesOf(required(listIn(each, 'datapoints', 'values'), 'datapoints'), 'datapoints');
  const expected = required(listIn(each, 'expectedStates', 'expected'), 'expected states');
  const metric = new WatchedMetric(model, bandOf(config, START_MS, values.length));
  if (metric.problems.length > 0) throw new CaseFailure(`the engine refuses the alarm: ${metric.problems.join('; ')}`);

  let state = (textIn(each, 'initialState') ??
    textIn(config, 'initialState', 'priorState') ??
    'INSUFFICIENT_DATA') as AlarmState;
  const periodMs = model.periodSeconds * 1000;
  const states = values.map((value, index) => {
    if (value !== null) metric.put(START_MS + index * periodMs, [value]);
    const before = state;
    state = metric.at(START_MS + (index + 1) * periodMs, state).state;
    return expected[index] === 'RETAIN' && state === before ? 'RETAIN' : state;
  });
  expectSame(states, expected, 'states at the end of each period');
}
