import type { AlarmState } from '../../../rehearsal/run-record';
import { alarmModel, isBand } from '../alarm-config';
import type { Case, Fields } from '../case';
import { isFields } from '../case';
import { type Evaluated, START_MS, STATES, WatchedMetric } from '../engine';
import { CaseFailure, expectSame, hasMembers } from '../expect';
import { configOf, fieldsIn, listIn, member, numberIn, required, textIn } from '../fields';
import { type ReasonText, readReason } from '../reason-text';
import { bandOf } from './band';
import { runCompositeReason } from './composite-reason';

/** Why an alarm is in its state, word for word. What the case does not say is read from the reason. */
export async function runStateReason(each: Case): Promise<void> {
  const wanted = fieldsIn(each, 'expected') ?? { reason: each.expected };
  const reason = required(textIn(wanted, 'reason', 'stateReason'), 'expected reason');
  if (/^arn:/.test(reason)) return runCompositeReason(reason);
  const state = (textIn(wanted, 'state', 'stateValue') ?? readReason(reason).transition?.to) as AlarmState | undefined;
  const evaluated = evaluatedFor(configOf(each), reason, required(state, 'expected state'));
  expectSame(evaluated.state, state, 'state');
  expectSame(evaluated.reason, reason, 'reason');
  expectReasonData(evaluated, wanted);
}

function evaluatedFor(config: Fields, reason: string, state: AlarmState): Evaluated {
  const said = readReason(reason);
  const full = { ...settingsOf(said, state), ...config };
  const model = alarmModel(full);
  const periodMs = model.periodSeconds * 1000;
  const newestMs = said.points[0]?.startMs ?? START_MS;
  const length = model.evaluationPeriods + 2;
  const metric = new WatchedMetric(model, bandOf(full, newestMs - (length - 1) * periodMs, length));
  if (metric.problems.length > 0) throw new CaseFailure(`the engine refuses the alarm: ${metric.problems.join('; ')}`);
  for (const { startMs, values } of samplesOf(full, said, newestMs, metric)) metric.put(startMs, values);
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

interface PeriodValues {
  readonly startMs: number;
  readonly values: readonly number[];
}

/** The samples of the case; else the datapoints of the reason, and in the other periods ones that do not decide. */
function samplesOf(config: Fields, said: ReasonText, newestMs: number, metric: WatchedMetric): PeriodValues[] {
  const { model } = metric.alarm;
  const periodMs = model.periodSeconds * 1000;
  const list = listIn(config, 'samples', 'datapoints', 'values');
  if (list !== undefined) return givenSamples(list, newestMs, periodMs);
  const listed = said.points.map(({ startMs, value }) => ({ startMs, values: [value] }));
  if (listed.length === 0) {
    const value = numberIn(config, 'value');
    return value === undefined ? [] : [{ startMs: newestMs, values: [value] }];
  }
  const more = Math.max(0, (said.deciding ?? listed.length) - listed.length);
  const others = model.evaluationPeriods - listed.length - more - said.missing;
  const free = Array.from({ length: model.evaluationPeriods }, (_, index) => newestMs - index * periodMs).filter(
    (startMs) => !listed.some((point) => point.startMs === startMs),
  );
  const deciding = listed.at(-1)!.values;
  const undecided = isBand(model.comparisonOperator)
    ? undefined
    : otherSide(model.threshold!, deciding[0]!, model.comparisonOperator);
  const filled = [
    ...free.slice(0, more).map((startMs) => ({ startMs, values: deciding })),
    ...free.slice(more, more + Math.max(0, others)).map((startMs) => ({ startMs, values: [undecided ?? 0] })),
  ];
  return [...listed, ...filled];
}

/** A value on the other side of the threshold. */
function otherSide(threshold: number, value: number, operator: string): number {
  if (value === threshold) return threshold + (/Greater/.test(operator) === /Equal/.test(operator) ? -1 : 1);
  return value > threshold ? threshold - 1 : threshold + 1;
}

/** Numbers are the values of periods, oldest first; lists are several samples of one. */
function givenSamples(list: readonly unknown[], newestMs: number, periodMs: number): PeriodValues[] {
  if (list.every(isFields)) {
    return list.map((sample) => {
      const time = textIn(sample, 'timestamp', 'at', 'start');
      const startMs = time === undefined ? newestMs : Date.parse(time);
      const value = member(sample, 'value', 'values');
      const counted = Array<number>(numberIn(sample, 'count', 'sampleCount') ?? 1);
      return { startMs, values: Array.isArray(value) ? value : [...counted.fill(value as number)] };
    });
  }
  return list.flatMap((value, index) => {
    const startMs = newestMs - (list.length - 1 - index) * periodMs;
    if (value === null) return [];
    return [{ startMs, values: Array.isArray(value) ? (value as number[]) : [Number(value)] }];
  });
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
