import type { AlarmState } from '../../../rehearsal/run-record';
import { alarmModel } from '../alarm-config';
import type { Case, Fields } from '../case';
import { type Evaluated, STATES, WatchedMetric } from '../engine';
import { CaseFailure, expectSame, hasMembers } from '../expect';
import { configOf, fieldsIn, listIn, numberIn, required, textIn } from '../fields';
import { type ReasonText, readReason } from '../reason-text';
import { bandOf } from './band';
import { runCompositeReason } from './composite-reason';
import { runInitialReason } from './initial-reason';
import { newestOf, type PeriodValues, samplesOf } from './reason-samples';

/** Why an alarm is in its state, word for word. What the case does not say is read from the reason. */
export async function runStateReason(each: Case): Promise<void> {
  const wanted = fieldsIn(each, 'expected') ?? { reason: each.expected };
  const reason = required(textIn(wanted, 'reason', 'stateReason'), 'expected reason');
  if (/^arn:/.test(reason)) return runCompositeReason(reason);
  if (reason.startsWith('Unchecked')) return runInitialReason(reason);
  const state = (textIn(wanted, 'state', 'stateValue') ?? readReason(reason).transition?.to) as AlarmState | undefined;
  const evaluated = evaluatedFor(configOf(each), reason, required(state, 'expected state'));
  expectSame(evaluated.state, state, 'state');
  expectSame(evaluated.reason, reason, 'reason');
  expectReasonData(evaluated, wanted);
}

/** Where a case leaves open how its samples lie, the first way that gives the reason; else the most natural one. */
function evaluatedFor(config: Fields, reason: string, state: AlarmState): Evaluated {
  const said = readReason(reason);
  const full = { ...settingsOf(said, state), ...config };
  const attempts = samplesOf(full, said).map((samples) => evaluatedWith(full, said, samples, state));
  return attempts.find((evaluated) => evaluated.reason === reason) ?? attempts[0]!;
}

function evaluatedWith(
  config: Fields,
  said: ReasonText,
  samples: readonly PeriodValues[],
  state: AlarmState,
): Evaluated {
  const model = alarmModel(config);
  const periodMs = model.periodSeconds * 1000;
  const length = model.evaluationPeriods + 2;
  const newestMs = newestOf(said);
  const metric = new WatchedMetric(model, bandOf(config, newestMs - (length - 1) * periodMs, length));
  if (metric.problems.length > 0) throw new CaseFailure(`the engine refuses the alarm: ${metric.problems.join('; ')}`);
  for (const { startMs, values } of samples) metric.put(startMs, values);
  const prior = textIn(config, 'priorState', 'previousState') ?? STATES.find((each) => each !== state);
  return metric.at(newestMs + periodMs, prior as AlarmState);
}

/** The configuration that a reason speaks of. */
function settingsOf(said: ReasonText, state: AlarmState): Fields {
  const { transition } = said;
  const n = said.evaluationPeriods ?? Math.max(1, said.deciding ?? 0, said.missing);
  // To OK it takes as many datapoints as leave fewer than M that breach.
  const m =
    transition === undefined ? undefined : transition.to === 'ALARM' ? transition.minimum : n + 1 - transition.minimum;
  return {
    evaluationPeriods: n,
    ...(m === undefined ? {} : { datapointsToAlarm: m }),
    ...(said.operator === undefined ? {} : { comparisonOperator: said.operator }),
    ...(said.treatMissingData === undefined ? {} : { treatMissingData: said.treatMissingData }),
    ...(said.threshold === undefined ? {} : { threshold: said.threshold }),
    ...(said.lower.length === 0 ? {} : { lower: oldestFirst(said.lower) }),
    ...(said.upper.length === 0 ? {} : { upper: oldestFirst(said.upper) }),
    ...(state === 'INSUFFICIENT_DATA' ? { treatMissingData: 'missing' } : {}),
    period: periodOf(said.points),
  };
}

function oldestFirst(bounds: readonly number[]): number[] {
  return [...bounds].reverse();
}

/** The time between the datapoints that are listed. */
function periodOf(points: ReasonText['points']): number {
  const gaps = points.slice(1).map(({ startMs }, index) => (points[index]!.startMs - startMs) / 1000);
  return gaps.length === 0 ? 60 : Math.min(...gaps);
}

function expectReasonData({ reasonData = {} }: Evaluated, wanted: Fields): void {
  const actual = listIn(reasonData, 'evaluatedDatapoints') ?? [];
  const count = numberIn(wanted, 'evaluatedDatapoints');
  if (count !== undefined) expectSame(actual.length, count, 'number of evaluatedDatapoints in the reason data');
  const list = listIn(wanted, 'evaluatedDatapoints');
  if (
    list !== undefined &&
    !(list.length === actual.length && list.every((point, index) => hasMembers(actual[index], point)))
  ) {
    throw new CaseFailure('evaluatedDatapoints in the reason data', { expected: list, actual });
  }
  for (const name of [
    'recentDatapoints',
    'recentLowerThresholds',
    'recentUpperThresholds',
    'startDate',
    'statistic',
    'period',
  ]) {
    const value = wanted[name] ?? fieldsIn(wanted, 'reasonData')?.[name];
    if (value !== undefined) expectSame(reasonData[name], value, `${name} in the reason data`);
  }
}
