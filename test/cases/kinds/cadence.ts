import { alarmModel } from '../alarm-config';
import type { Case } from '../case';
import { WatchedMetric } from '../engine';
import { expectSame } from '../expect';
import { configOf, fieldsIn, numberIn, required } from '../fields';

/** How often an alarm is evaluated, in seconds. */
export function runCadence(each: Case): void {
  const names = ['expected', 'seconds', 'everySeconds', 'evaluateEverySeconds'];
  const expected = numberIn(each, ...names) ?? numberIn(fieldsIn(each, 'expected') ?? {}, ...names);
  const { alarm } = new WatchedMetric(alarmModel(configOf(each)));
  expectSame(alarm.stepMs / 1000, required(expected, 'expected number of seconds'), 'seconds between evaluations');
}
