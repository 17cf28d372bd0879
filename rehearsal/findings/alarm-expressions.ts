import { type Expression, MetricMathError, parseExpression, partsOf } from '../metrics/metric-math/expression';
import type { AlarmModel, MetricQueryModel } from '../template/model';

/** One expression of an alarm, parsed. */
export interface AlarmExpression {
  readonly query: MetricQueryModel;
  readonly parsed: { readonly expression: Expression } | { readonly what: string; readonly offset: number };
}

/** The expressions of an alarm, in the order of its metrics. */
export function alarmExpressions({ metrics }: AlarmModel): AlarmExpression[] {
  return metrics.flatMap((query) =>
    query.expression === undefined ? [] : [{ query, parsed: parsedExpression(query.expression) }],
  );
}

/** The expression and all expressions within it. */
export function nodesOf(expression: Expression): Expression[] {
  return [expression, ...partsOf(expression).flatMap(nodesOf)];
}

function parsedExpression(text: string): AlarmExpression['parsed'] {
  try {
    return { expression: parseExpression(text) };
  } catch (error) {
    if (error instanceof MetricMathError) return { what: error.message, offset: error.offset };
    throw error;
  }
}
