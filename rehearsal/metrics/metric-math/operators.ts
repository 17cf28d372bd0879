import { type Grid, type TimeSeries, timeSeries } from '../time-series';
import type { BinaryOperator } from './expression';
import { MathTypeError, type MathValue, nameOfKind, scalar, several, single } from './math-value';

type Compute = (left: number, right: number) => number;

const TRUE = 1;
const FALSE = 0;

const COMPUTE: Readonly<Record<BinaryOperator, Compute>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '==': (left, right) => (left === right ? TRUE : FALSE),
  '!=': (left, right) => (left !== right ? TRUE : FALSE),
  '<': (left, right) => (left < right ? TRUE : FALSE),
  '>': (left, right) => (left > right ? TRUE : FALSE),
  '<=': (left, right) => (left <= right ? TRUE : FALSE),
  '>=': (left, right) => (left >= right ? TRUE : FALSE),
  '&&': (left, right) => (left !== 0 && right !== 0 ? TRUE : FALSE),
  '||': (left, right) => (left !== 0 || right !== 0 ? TRUE : FALSE),
};

/**
 * `left operator right`, period by period. A missing value counts as 0 where the other series has a datapoint; a
 * result that is no finite number (a division by zero) is no datapoint.
 */
export function applyBinary(operator: BinaryOperator, left: MathValue, right: MathValue, grid: Grid): MathValue {
  const compute = COMPUTE[operator];
  if (left.kind === 'scalar' && right.kind === 'scalar') return scalar(compute(left.value, right.value));
  const lefts = operands(left);
  const rights = operands(right);
  if (left.kind === 'list' && right.kind === 'list') {
    throw new MathTypeError('cannot join several time series with several');
  }
  const joined = lefts.flatMap((one) => rights.map((other) => combine(one, other, compute, grid)));
  return left.kind === 'list' || right.kind === 'list' ? several(joined) : single(joined[0]!);
}

/** `-operand`. */
export function negate(operand: MathValue, grid: Grid): MathValue {
  return applyBinary('*', scalar(-1), operand, grid);
}

interface Operand {
  /** Absent for a number. */
  readonly series?: TimeSeries;
  readonly at: (index: number) => number;
}

function operands(value: MathValue): Operand[] {
  switch (value.kind) {
    case 'scalar':
      return [{ at: () => value.value }];
    case 'series':
      return [operandOf(value.series)];
    case 'list':
      return value.list.map(operandOf);
    case 'word':
      throw new MathTypeError(`joins numbers and time series, not ${nameOfKind(value)}`);
  }
}

function operandOf(series: TimeSeries): Operand {
  return { series, at: (index) => series.values[index]! };
}

function combine(left: Operand, right: Operand, compute: Compute, grid: Grid): TimeSeries {
  return timeSeries(grid, (left.series ?? right.series)!.label, (index) => {
    const leftValue = left.at(index);
    const rightValue = right.at(index);
    const leftMissing = Number.isNaN(leftValue);
    const rightMissing = Number.isNaN(rightValue);
    if ((leftMissing || left.series === undefined) && (rightMissing || right.series === undefined)) return Number.NaN;
    return compute(leftMissing ? 0 : leftValue, rightMissing ? 0 : rightValue);
  });
}
