import type { AlarmState } from '../../../rehearsal/run-record';
import type { AlarmModel } from '../../../rehearsal/template/model';
import { alarmModel, isBand } from '../alarm-config';
import type { Case, Fields } from '../case';
import { evaluateRange, START_MS, STATES, WatchedMetric } from '../engine';
import { CaseFailure, expectSame } from '../expect';
import { configOf, expectsRefusal, listIn, numberIn, required, textIn, valuesOf } from '../fields';
import { bandOf } from './band';

/** The state that datapoints (oldest first) give; `RETAIN` stands for the state before. */
export function runMetricAlarm(each: Case): void {
  const config = configOf(each);
  const model = alarmModel(config);
  if (expectsRefusal(each.expected)) expectRefused(model);
  else expectState(each, config, model);
}

function expectState(each: Case, config: Fields, model: AlarmModel): void {
  const expected = required(textIn(each, 'expected'), 'expected state');
  const values = datapointsOf(each, config, model);
  const prior = textIn(config, 'priorState') ?? textIn(each, 'priorState', 'initialState');
  for (const before of prior === undefined ? STATES : [prior as AlarmState]) {
    const state = expected === 'RETAIN' ? before : expected;
    const evaluated = fits(values, model)
      ? watched(values, model, config, before)
      : evaluateRange(values, model, before);
    expectSame(evaluated.state, state, `state after ${before}`);
    const filled = numberIn(each, 'mustBeFilled');
    if (filled !== undefined) expectSame(evaluated.filled, filled, 'missing datapoints that are filled in');
  }
}

function expectRefused(model: AlarmModel): void {
  if (new WatchedMetric(model).problems.length === 0) throw new CaseFailure('the engine takes the alarm');
}

/** Through the whole alarm: samples, periods, evaluation range. */
function watched(values: readonly (number | null)[], model: AlarmModel, config: Fields, prior: AlarmState) {
  const periodMs = model.periodSeconds * 1000;
  const firstMs = START_MS - values.length * periodMs;
  const metric = new WatchedMetric(model, bandOf(config, firstMs, values.length));
  const { problems } = metric;
  if (problems.length > 0) throw new CaseFailure(`the engine refuses the alarm: ${problems.join('; ')}`);
  values.forEach((value, index) => {
    if (value !== null) metric.put(firstMs + index * periodMs, [value]);
  });
  return metric.at(START_MS, prior);
}

/** Whether the datapoints are those that the engine would look at: a case may give another evaluation range. */
function fits(values: readonly (number | null)[], model: AlarmModel): boolean {
  return isBand(model.comparisonOperator) || values.length === model.evaluationPeriods + 2;
}

/** The datapoints of a case, or those that its pattern (`0 - X`) stands for. */
function datapointsOf(each: Case, config: Fields, model: AlarmModel): (number | null)[] {
  const list = listIn(each, 'datapoints', 'values') ?? listIn(config, 'datapoints', 'values');
  if (list !== undefined) return valuesOf(list, 'datapoints');
  const pattern = required(textIn(each, 'pattern'), 'datapoints');
  const threshold = model.threshold ?? 0;
  const sign = model.comparisonOperator.startsWith('Less') ? -1 : 1;
  return [...pattern.replaceAll(' ', '')].map((mark) => {
    if (mark === '-') return null;
    return threshold + (mark === 'X' ? sign : -sign);
  });
}
