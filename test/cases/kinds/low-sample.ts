import { minimumSamples } from '../../../rehearsal/alarms/low-sample';
import type { AlarmState } from '../../../rehearsal/run-record';
import { alarmModel } from '../alarm-config';
import type { Case, Fields } from '../case';
import { START_MS, WatchedMetric } from '../engine';
import { expectSame } from '../expect';
import { configOf, fieldsIn, listIn, numberIn, required, textIn } from '../fields';

/** With how many samples a percentile alarm that ignores few samples moves, or what it does with a number of them. */
export function runLowSample(each: Case): void {
  const config = configOf(each);
  const percent = percentOf(config);
  const expected = fieldsIn(each, 'expected') ?? {};
  const state = textIn(each, 'expected') ?? textIn(expected, 'state');
  if (state !== undefined) {
    const prior = (textIn(config, 'priorState', 'initialState') ?? 'OK') as AlarmState;
    const count = required(sampleCountOf(config), 'number of samples');
    expectSame(
      stateAfter(config, percent, count, prior),
      state === 'RETAIN' ? prior : state,
      `state with ${count} samples`,
    );
    return;
  }
  const minimum = required(numberIn(expected, 'minimumSamples') ?? numberIn(each, 'expected'), 'minimumSamples');
  expectSame(minimumSamples(percent / 100), minimum, 'fewest samples that count');
  expectSame(stateAfter(config, percent, minimum - 1, 'OK'), 'OK', `state with ${minimum - 1} samples`);
  expectSame(stateAfter(config, percent, minimum, 'OK'), 'ALARM', `state with ${minimum} samples`);
}

/** The state after one period of samples that all breach, unless the case gives others. */
function stateAfter(config: Fields, percent: number, count: number, prior: AlarmState): AlarmState {
  const threshold = numberIn(config, 'threshold') ?? 1;
  const defaults = { evaluateLowSampleCountPercentile: 'ignore', period: 300, threshold };
  const model = alarmModel({ ...defaults, ...config, statistic: `p${percent}` });
  const metric = new WatchedMetric(model);
  const sign = model.comparisonOperator.startsWith('Less') ? -1 : 1;
  const value = numberIn(config, 'value') ?? threshold + sign;
  const values = listIn(config, 'samples', 'values') as readonly number[] | undefined;
  metric.put(START_MS, values ?? Array<number>(count).fill(value));
  return metric.at(START_MS + model.periodSeconds * 1000, prior).state;
}

function sampleCountOf(config: Fields): number | undefined {
  return (
    numberIn(config, 'sampleCount', 'samples', 'count', 'numberOfSamples') ??
    listIn(config, 'samples', 'values')?.length
  );
}

/** 0.99, 99 and `p99` are the same. */
function percentOf(config: Fields): number {
  const text = textIn(config, 'percentile', 'statistic', 'stat', 'extendedStatistic');
  const number = numberIn(config, 'percentile') ?? (text === undefined ? undefined : Number(text.replace(/^p/i, '')));
  const given = required(number, 'percentile');
  return given < 1 ? Math.round(given * 1e12) / 1e10 : given;
}
