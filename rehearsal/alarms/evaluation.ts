import type { AlarmState } from '../run-record';
import type { TreatMissingData } from '../template/model';

/** One period as an alarm sees it. `value` is absent when there is no datapoint. */
export interface Datapoint {
  readonly startMs: number;
  readonly value?: number;
}

/** What decides the state of an alarm: M out of N, and what stands for a datapoint that is missing. */
export interface EvaluationRule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
  readonly isBreaching: (value: number) => boolean;
}

/** A datapoint that is not missing. */
export type RealDatapoint = Required<Datapoint>;

/** How an evaluation came out. */
export interface Evaluation {
  readonly state: AlarmState;
  /** The datapoints that were counted, newest first. */
  readonly evaluated: readonly RealDatapoint[];
  /** How many missing datapoints had to be filled in for the N periods. */
  readonly filled: number;
  /** True when the "premature alarm" rule decided: an old breaching datapoint, and nothing newer that contradicts it. */
  readonly premature: boolean;
}

/**
 * How many periods an alarm looks at: more than N, so that it can do without missing datapoints. AWS publishes one
 * number, 5 for N = 3; N + 2 fits everything that is known.
 */
export function evaluationRange(evaluationPeriods: number): number {
  return evaluationPeriods + 2;
}

/**
 * The state that `range` (oldest first) gives. As few missing datapoints as possible are filled in; with `ignore`, and
 * when nothing can be said, the state depends on `prior`.
 */
export function evaluate(range: readonly Datapoint[], rule: EvaluationRule, prior: AlarmState): Evaluation {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData, isBreaching } = rule;
  const real = range.filter((point): point is RealDatapoint => point.value !== undefined).reverse();
  const evaluated = real.slice(0, evaluationPeriods);
  const filled = evaluationPeriods - evaluated.length;
  const breaching = evaluated.filter(({ value }) => isBreaching(value)).length;
  const result = (state: AlarmState, premature = false): Evaluation => ({ state, evaluated, filled, premature });

  if (filled === 0) return result(breaching >= datapointsToAlarm ? 'ALARM' : 'OK');
  if (treatMissingData === 'breaching') return result(breaching + filled >= datapointsToAlarm ? 'ALARM' : 'OK');
  if (treatMissingData === 'notBreaching') return result(breaching >= datapointsToAlarm ? 'ALARM' : 'OK');

  const unknown = treatMissingData === 'ignore' ? prior : 'INSUFFICIENT_DATA';
  if (evaluated.length === 0) return result(unknown);
  if (breaching >= datapointsToAlarm) return result('ALARM');
  if (breaching < evaluated.length) return result('OK');
  const oldestAge = range.length - range.findIndex(({ value }) => value !== undefined);
  const oldEnough = oldestAge >= datapointsToAlarm && datapointsToAlarm <= evaluationPeriods;
  return treatMissingData === 'missing' && oldEnough ? result('ALARM', true) : result(unknown);
}
