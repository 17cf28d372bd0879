import type { InferredRule } from '../../alarms/inferred-rules';
import { type BinaryOperator, type Expression, partsOf } from './expression';
import { MATH_FUNCTIONS } from './functions';
import { argumentKinds, type ShapeOf } from './pointwise';

const COMPARISONS: readonly BinaryOperator[] = ['==', '!=', '<', '>', '<=', '>='];
const LOGICAL: readonly BinaryOperator[] = ['&&', '||'];

/**
 * The rules that the value of an expression relies on where AWS is silent, each once; none for a broken expression.
 *
 * @param shapeOf The shapes of the other queries. What those rely on themselves is not included.
 */
export function inferredRulesOf(expression: Expression, shapeOf: ShapeOf): InferredRule[] {
  const found = new Set<InferredRule>();
  const visit = (each: Expression) => {
    for (const rule of rulesAt(each, shapeOf)) found.add(rule);
    partsOf(each).forEach(visit);
  };
  visit(expression);
  return [...found];
}

function rulesAt(expression: Expression, shapeOf: ShapeOf): readonly InferredRule[] {
  if (needsPrecedence(expression)) return ['mathPrecedence'];
  if (expression.kind === 'call') {
    if (!Object.hasOwn(MATH_FUNCTIONS, expression.name)) return [];
    const args = argumentKinds(expression.args, shapeOf);
    return (args && MATH_FUNCTIONS[expression.name]!.inferredRules?.(args)) ?? [];
  }
  const kinds = (argumentKinds(partsOf(expression), shapeOf) ?? []).map(({ kind }) => kind);
  if (expression.kind === 'list') return kinds.includes('scalar') ? ['mathKinds'] : [];
  if (expression.kind !== 'binary') return [];
  // AWS documents comparisons and logical operators for numbers and single time series.
  const comparesLists = [...COMPARISONS, ...LOGICAL].includes(expression.operator) && kinds.includes('list');
  return comparesLists ? ['mathKinds'] : [];
}

/** Whether another reading of operators without brackets would give another value. */
function needsPrecedence(expression: Expression): boolean {
  const operatorsInside = partsOf(expression).map((part) =>
    part.kind === 'binary' && !part.bracketed ? part.operator : undefined,
  );
  if (expression.kind === 'negate') return operatorsInside.includes('^');
  if (expression.kind !== 'binary') return false;
  const { operator } = expression;
  if (operator === '^') return operatorsInside.includes('^');
  if (operator === '||') return operatorsInside.includes('&&');
  return COMPARISONS.includes(operator) && operatorsInside.some((inside) => inside && COMPARISONS.includes(inside));
}
