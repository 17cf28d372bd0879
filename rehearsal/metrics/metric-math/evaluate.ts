import { nearestNames } from '../../nearest-name';
import { type TimeSeries, timeSeries } from '../time-series';
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
      throw new MetricMathError('a text can only be an argument of a function', expression.offset);
    case 'name':
      return read(expression, context);
    case 'list':
      return several(expression.items.flatMap((item) => seriesOf(item, context)));
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
      const definition = MATH_FUNCTIONS[name]!;
      const args = argumentsOf(expression.args, context);
      if (definition.ofMetric && expression.args[0] !== undefined && expression.args[0].kind !== 'name') {
        throw new MetricMathError(`${name} takes the id of a metric, not an expression`, expression.args[0].offset);
      }
      return located(offset, name, () => definition.apply(args, context));
    }
  }
}

/** The arguments of a function, which can also be words. */
export function argumentsOf(args: readonly Expression[], context: MathContext): MathValue[] {
  return args.map((arg) => {
    if (arg.kind === 'text') return { kind: 'word', word: arg.value };
    if (arg.kind === 'name' && !isId(arg.name)) return { kind: 'word', word: arg.name };
    return evaluate(arg, context);
  });
}

function read({ name, offset }: { name: string; offset: number }, context: MathContext): MathValue {
  if (!isId(name)) throw new MetricMathError(`${name} is no id, ids begin with a small letter`, offset);
  try {
    return context.query(name);
  } catch (error) {
    if (error instanceof MetricMathError) throw new MetricMathError(`reads ${name}: ${error.message}`, offset);
    throw error;
  }
}

/** What an item adds to a list: a number is a time series that has it in every period. */
function seriesOf(item: Expression, context: MathContext): readonly TimeSeries[] {
  const value = evaluate(item, context);
  switch (value.kind) {
    case 'series':
      return [value.series];
    case 'list':
      return value.list;
    case 'scalar':
      return [timeSeries(context.grid, '', () => value.value)];
    case 'word':
      throw new MetricMathError(`a list holds time series, not ${nameOfKind(value)}`, item.offset);
  }
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
  if (upper === 'AND' || upper === 'OR') return `${upper} is an operator: write a ${upper} b`;
  const names = [...Object.keys(MATH_FUNCTIONS), ...Object.keys(NOT_REHEARSED_FUNCTIONS)];
  if (names.includes(upper)) return `unknown function ${name}; functions are written in capitals: ${upper}`;
  const [nearest] = nearestNames(name, names);
  return `unknown function ${name}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`;
}
