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
  readonly decidedBy: DecidingRule;
}

/** Which rule gave the state. */
export type DecidingRule =
  /** There are N datapoints: missing ones play no part. */
  | 'enoughData'
  /** Missing datapoints were filled in. */
  | 'filled'
  /** There is no datapoint at all. */
  | 'noData'
  /** M datapoints breach, whatever the missing ones are. */
  | 'enoughBreaching'
  /** A datapoint that does not breach, and too few that do. */
  | 'contradicted'
  /** An old breaching datapoint, and nothing newer that contradicts it. */
  | 'premature'
  /** Too few datapoints breach, and none says otherwise. */
  | 'undecided';

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
  const result = (state: AlarmState, decidedBy: DecidingRule): Evaluation => ({ state, evaluated, filled, decidedBy });
  const filledWith = (count: number) => (count >= datapointsToAlarm ? 'ALARM' : 'OK');

  if (filled === 0) return result(filledWith(breaching), 'enoughData');
  if (treatMissingData === 'breaching') return result(filledWith(breaching + filled), 'filled');
  if (treatMissingData === 'notBreaching') return result(filledWith(breaching), 'filled');

  const unknown = treatMissingData === 'ignore' ? prior : 'INSUFFICIENT_DATA';
  if (evaluated.length === 0) return result(unknown, 'noData');
  if (breaching >= datapointsToAlarm) return result('ALARM', 'enoughBreaching');
  if (breaching < evaluated.length) return result('OK', 'contradicted');
  const oldestAge = range.length - range.findIndex(({ value }) => value !== undefined);
  const oldEnough = oldestAge >= datapointsToAlarm && datapointsToAlarm <= evaluationPeriods;
  return treatMissingData === 'missing' && oldEnough ? result('ALARM', 'premature') : result(unknown, 'undecided');
}
