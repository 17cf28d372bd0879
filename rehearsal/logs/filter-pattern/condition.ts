import type { Condition, Operator, Path, TextMatch } from './pattern';
import { textMatcher } from './text-match';

/** Finds what a path points to; `undefined` if there is nothing. */
export type Lookup = (path: Path) => unknown;

/** A condition as a function. Regular expressions are compiled here: an invalid one throws now, not at the first event. */
export function compileCondition(condition: Condition): (lookup: Lookup) => boolean {
  switch (condition.kind) {
    case 'and': {
      const operands = condition.operands.map(compileCondition);
      return (lookup) => operands.every((operand) => operand(lookup));
    }
    case 'or': {
      const operands = condition.operands.map(compileCondition);
      return (lookup) => operands.some((operand) => operand(lookup));
    }
    case 'is': {
      const expected = { NULL: null, TRUE: true, FALSE: false }[condition.literal];
      return (lookup) => lookup(condition.path) === expected;
    }
    case 'notExists':
      return (lookup) => lookup(condition.path) === undefined;
    case 'compare': {
      const compare = compileComparison(condition.operator, condition.operand);
      return (lookup) => {
        const value = lookup(condition.path);
        // What points to nothing, an object or an array does not match, not even with !=.
        return isScalar(value) && compare(value);
      };
    }
  }
}

type Scalar = string | number | boolean;

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

const NUMERIC: Readonly<Record<Operator, (value: number, operand: number) => boolean>> = {
  '=': (value, operand) => value === operand,
  '!=': (value, operand) => value !== operand,
  '<': (value, operand) => value < operand,
  '>': (value, operand) => value > operand,
  '<=': (value, operand) => value <= operand,
  '>=': (value, operand) => value >= operand,
};

function compileComparison(operator: Operator, operand: TextMatch): (value: Scalar) => boolean {
  const matches = textMatcher(operand);
  const number = operand.kind === 'text' && NUMBER.test(operand.text) ? Number(operand.text) : undefined;
  return (value) => {
    const actual = number === undefined ? undefined : numberOf(value);
    if (actual !== undefined) return NUMERIC[operator](actual, number!);
    if (operator === '=') return matches(String(value));
    return operator === '!=' && !matches(String(value));
  };
}

function numberOf(value: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NUMBER.test(value) ? Number(value) : undefined;
}

/** Whether a value of a log line can be compared: no object, list or null. */
export function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
