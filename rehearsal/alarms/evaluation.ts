import type { AlarmState } from '../run-record';
import type { TreatMissingData } from '../template/model';

/** What decides the state of an alarm: M out of N, and what stands for a datapoint that is missing. */
export interface EvaluationRule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
  /** Whether the value of a period of the range breaches. */
  readonly isBreaching: (value: number, index: number) => boolean;
}

/** How an evaluation came out. */
export interface Evaluation {
  readonly state: AlarmState;
  /** How many of the newest N datapoints breach; missing ones are left out. */
  readonly breaching: number;
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
 * The state that `range` (oldest first, NaN where a datapoint is missing) gives. As few missing datapoints as possible
 * are filled in; with `ignore`, and when nothing can be said, the state depends on `prior`.
 */
export function evaluate(range: ArrayLike<number>, rule: EvaluationRule, prior: AlarmState): Evaluation {
  const { evaluationPeriods: n, datapointsToAlarm: m, treatMissingData, isBreaching } = rule;
  let real = 0;
  let breaching = 0;
  let oldest = range.length;
  for (let index = range.length - 1; index >= 0; index--) {
    const value = range[index]!;
    if (Number.isNaN(value)) continue;
    if (real < n) {
      real++;
      oldest = index;
      if (isBreaching(value, index)) breaching++;
    } else break;
  }
  const filled = n - real;
  if (filled === 0) return { state: breaching >= m ? 'ALARM' : 'OK', breaching, filled, decidedBy: 'enoughData' };
  if (treatMissingData === 'breaching' || treatMissingData === 'notBreaching') {
    const counted = treatMissingData === 'breaching' ? breaching + filled : breaching;
    return { state: counted >= m ? 'ALARM' : 'OK', breaching, filled, decidedBy: 'filled' };
  }
  const unknown = treatMissingData === 'ignore' ? prior : 'INSUFFICIENT_DATA';
  if (real === 0) return { state: unknown, breaching, filled, decidedBy: 'noData' };
  if (breaching >= m) return { state: 'ALARM', breaching, filled, decidedBy: 'enoughBreaching' };
  if (breaching < real) return { state: 'OK', breaching, filled, decidedBy: 'contradicted' };
  const oldEnough = range.length - oldest >= m && m <= n;
  return treatMissingData === 'missing' && oldEnough
    ? { state: 'ALARM', breaching, filled, decidedBy: 'premature' }
    : { state: unknown, breaching, filled, decidedBy: 'undecided' };
}

/** Indexes of the datapoints of a range that an evaluation counts, newest first. */
export function evaluatedIndexes(range: ArrayLike<number>, evaluationPeriods: number): number[] {
  const indexes: number[] = [];
  for (let index = range.length - 1; index >= 0 && indexes.length < evaluationPeriods; index--) {
    if (!Number.isNaN(range[index]!)) indexes.push(index);
  }
  return indexes;
}
