import type { Condition, Operator, Path, TextMatch } from './pattern';
import { textMatcher } from './text-match';

/** Everything that a path points to: nothing, one value, or several through a wildcard. */
export type Lookup = (path: Path) => readonly unknown[];

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
      return (lookup) => lookup(condition.path).includes(expected);
    }
    case 'notExists':
      return (lookup) => lookup(condition.path).length === 0;
    case 'compare': {
      const compare = compileComparison(condition.operator, condition.operand);
      // What points to nothing, an object or an array does not match, not even with !=.
      return (lookup) => lookup(condition.path).some((value) => isComparable(value) && compare(value));
    }
  }
}

type Comparable = string | number;

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

const NUMERIC: Readonly<Record<Operator, (value: number, operand: number) => boolean>> = {
  '=': (value, operand) => value === operand,
  '!=': (value, operand) => value !== operand,
  '<': (value, operand) => value < operand,
  '>': (value, operand) => value > operand,
  '<=': (value, operand) => value <= operand,
  '>=': (value, operand) => value >= operand,
};

function compileComparison(operator: Operator, operand: TextMatch): (value: Comparable) => boolean {
  const number = numericOperand(operator, operand);
  if (number === undefined && operator !== '=' && operator !== '!=') {
    throw new Error(`${operator} compares with a number, not with ${textOf(operand)}`);
  }
  const matches = textMatcher(operand);
  return (value) => {
    const actual = number === undefined ? undefined : numberOf(value);
    if (actual !== undefined) return NUMERIC[operator](actual, number!);
    if (operator === '=') return matches(String(value));
    return operator === '!=' && !matches(String(value));
  };
}

/** `400` is a number; `"400"` is one only where nothing but a number can be meant. */
function numericOperand(operator: Operator, operand: TextMatch): number | undefined {
  if (operand.kind !== 'text' || !NUMBER.test(operand.text)) return undefined;
  return operand.quoted && (operator === '=' || operator === '!=') ? undefined : Number(operand.text);
}

function textOf(operand: TextMatch): string {
  return operand.kind === 'regex' ? `%${operand.source}%` : JSON.stringify(operand.text);
}

function numberOf(value: Comparable): number | undefined {
  if (typeof value === 'number') return value;
  return NUMBER.test(value) ? Number(value) : undefined;
}

/** A value that conditions can be about: a text or a number. Of true, false and null only IS can speak. */
function isComparable(value: unknown): value is Comparable {
  return typeof value === 'string' || typeof value === 'number';
}
