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
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    const missing = Number.isNaN(left.value) || Number.isNaN(right.value);
    return scalar(missing ? Number.NaN : compute(left.value, right.value));
  }
  const lefts = operands(left);
  const rights = operands(right);
  if (left.kind === 'list' && right.kind === 'list') {
    throw new MathTypeError('cannot join several time series with several');
  }
  const labelOf = (one: Operand, other: Operand) => (right.kind === 'list' ? other : one).label ?? other.label ?? '';
  const joined = lefts.flatMap((one) =>
    rights.map((other) => timeSeries(grid, labelOf(one, other), combined(one, other, compute))),
  );
  return left.kind === 'list' || right.kind === 'list' ? several(joined) : single(joined[0]!);
}

/** `-operand`. */
export function negate(operand: MathValue, grid: Grid): MathValue {
  return applyBinary('*', scalar(-1), operand, grid);
}

interface Operand {
  /** Absent for a number. */
  readonly label?: string;
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

function operandOf({ label, values }: TimeSeries): Operand {
  return { label, at: (index) => values[index]! };
}

/** There is a result where one of the time series has a datapoint: a number alone makes none. */
function combined(left: Operand, right: Operand, compute: Compute): (index: number) => number {
  const isPresent = (operand: Operand, value: number) => operand.label !== undefined && !Number.isNaN(value);
  return (index) => {
    const one = left.at(index);
    const other = right.at(index);
    if (!isPresent(left, one) && !isPresent(right, other)) return Number.NaN;
    return compute(Number.isNaN(one) ? 0 : one, Number.isNaN(other) ? 0 : other);
  };
}
