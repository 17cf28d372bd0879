import { argumentsOf } from './evaluate';
import { type Expression, isId, MetricMathError, partsOf } from './expression';
import { MATH_FUNCTIONS } from './functions';
import { type MathContext, type MathValue, scalar, several, single } from './math-value';

/** What is known of a query before there is data. */
export interface QueryShape {
  /** A metric is a `series`. */
  readonly kind: 'scalar' | 'series' | 'list';
  /** Whether its value at a period depends on that period alone: then a period can be computed alone. In doubt `false`. */
  readonly pointwise: boolean;
}

/** The shape of a query that an expression refers to; `undefined` when there is none of that id. */
export type ShapeOf = (id: string) => QueryShape | undefined;

/**
 * The shape of an expression; `undefined` when it is not known because the expression is broken.
 *
 * @param shapeOf The shapes of the other queries.
 */
export function shapeOfExpression(expression: Expression, shapeOf: ShapeOf): QueryShape | undefined {
  const [value] = argumentKinds([expression], shapeOf) ?? [];
  if (value === undefined || value.kind === 'word') return undefined;
  return { kind: value.kind, pointwise: readsOnePeriod(expression, shapeOf) };
}

function readsOnePeriod(expression: Expression, shapeOf: ShapeOf): boolean {
  if (expression.kind === 'name' && isId(expression.name)) return shapeOf(expression.name)?.pointwise ?? false;
  if (!partsOf(expression).every((part) => readsOnePeriod(part, shapeOf))) return false;
  if (expression.kind !== 'call') return true;
  const args = argumentKinds(expression.args, shapeOf);
  return args !== undefined && MATH_FUNCTIONS[expression.name]!.pointwise(args);
}

/** Values that have the kinds of the arguments, and no data; `undefined` when one of them is broken. */
export function argumentKinds(args: readonly Expression[], shapeOf: ShapeOf): MathValue[] | undefined {
  try {
    return argumentsOf(args, withoutData(shapeOf));
  } catch (error) {
    if (error instanceof MetricMathError) return undefined;
    throw error;
  }
}

/** One empty period: kinds do not depend on data. */
function withoutData(shapeOf: ShapeOf): MathContext {
  const empty = { label: '', values: [Number.NaN] };
  return {
    grid: { startMs: 0, periodMs: 60_000, length: 1 },
    metrics: () => [],
    query: (id) => {
      const shape = shapeOf(id);
      if (shape === undefined) throw new MetricMathError('there is no such query', 0);
      if (shape.kind === 'scalar') return scalar(Number.NaN);
      return shape.kind === 'series' ? single(empty) : several([empty]);
    },
  };
}

/**
 * The shapes of the queries of one alarm or widget, each found when it is first asked for. A query that depends on
 * itself has none.
 *
 * @param queries Id → its expression, or `undefined` for a metric.
 */
export function shapesOf(queries: ReadonlyMap<string, Expression | undefined>): ShapeOf {
  const known = new Map<string, QueryShape | undefined>();
  const shapeOf: ShapeOf = (id) => {
    if (known.has(id) || !queries.has(id)) return known.get(id);
    const expression = queries.get(id);
    if (expression === undefined) return { kind: 'series', pointwise: true };
    known.set(id, undefined);
    const shape = shapeOfExpression(expression, shapeOf);
    known.set(id, shape);
    return shape;
  };
  return shapeOf;
}
