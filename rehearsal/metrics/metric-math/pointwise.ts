import type { Expression } from './expression';

/** Whether the value of an expression at a period depends on that period alone. */
export function isPointwise(expression: Expression, queryIsPointwise: (id: string) => boolean): boolean {
  switch (expression.kind) {
    case 'number':
      return true;
    case 'name':
      return queryIsPointwise(expression.name);
    case 'negate':
      return isPointwise(expression.operand, queryIsPointwise);
    case 'binary':
      return isPointwise(expression.left, queryIsPointwise) && isPointwise(expression.right, queryIsPointwise);
    default:
      return false;
  }
}
