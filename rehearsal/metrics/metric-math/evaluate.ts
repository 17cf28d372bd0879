import { type Expression, isId, MetricMathError } from './expression';
import { MATH_FUNCTIONS, NOT_REHEARSED_FUNCTIONS } from './functions';
import { type MathContext, MathTypeError, type MathValue, nameOfKind, scalar, several } from './math-value';
import { applyBinary, negate } from './operators';

/**
 * The value of an expression over the grid of `context`.
 *
 * @throws MetricMathError for an unknown function or arguments that do not fit, with the place in the text.
 */
export function evaluate(expression: Expression, context: MathContext): MathValue {
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'text':
      return { kind: 'word', word: expression.value };
    case 'name':
      return isId(expression.name) ? read(expression, context) : { kind: 'word', word: expression.name };
    case 'list':
      return several(expression.items.flatMap((item) => seriesOf(item, evaluate(item, context))));
    case 'negate':
      return located(expression.offset, '-', () => negate(evaluate(expression.operand, context), context.grid));
    case 'binary': {
      const left = evaluate(expression.left, context);
      const right = evaluate(expression.right, context);
      return located(expression.offset, expression.operator, () =>
        applyBinary(expression.operator, left, right, context.grid),
      );
    }
    case 'call': {
      const { name, offset } = expression;
      if (!Object.hasOwn(MATH_FUNCTIONS, name)) throw new MetricMathError(whyUnknown(name), offset);
      const args = expression.args.map((arg) => evaluate(arg, context));
      return located(offset, name, () => MATH_FUNCTIONS[name]!.apply(args, context));
    }
  }
}

function read({ name, offset }: { name: string; offset: number }, context: MathContext): MathValue {
  try {
    return context.query(name);
  } catch (error) {
    if (error instanceof MetricMathError) throw new MetricMathError(`reads ${name}: ${error.message}`, offset);
    throw error;
  }
}

function seriesOf(item: Expression, value: MathValue) {
  if (value.kind === 'series') return [value.series];
  if (value.kind === 'list') return value.list;
  throw new MetricMathError(`a list holds time series, not ${nameOfKind(value)}`, item.offset);
}

function located<T>(offset: number, what: string, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof MathTypeError) throw new MetricMathError(`${what} ${error.message}`, offset);
    throw error;
  }
}

function whyUnknown(name: string): string {
  if (Object.hasOwn(NOT_REHEARSED_FUNCTIONS, name)) return `${name} is not rehearsed: ${NOT_REHEARSED_FUNCTIONS[name]}`;
  const upper = name.toUpperCase();
  const hint = Object.hasOwn(MATH_FUNCTIONS, upper) ? `; functions are written in capitals: ${upper}` : '';
  return `unknown function ${name}${hint}`;
}
