import { SyntaxError as GrammarError, parse } from '../../grammar/generated/metric-math';

/** A parsed metric-math expression. `offset` is where it stands in the text, from 0. */
export type Expression = { readonly offset: number } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  /** The id of a query, or a word in capitals that a function understands (`REPEAT`, `DESC`). */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
);

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '&&' | '||';

/** Whether a name is the id of a query: ids begin with a small letter, words that functions take do not. */
export function isId(name: string): boolean {
  return /^[a-z]/.test(name);
}

/** What is wrong in an expression, and where: `offset` counts characters from 0. */
export class MetricMathError extends Error {
  public constructor(
    message: string,
    public readonly offset: number,
  ) {
    super(message);
    this.name = 'MetricMathError';
  }
}

/** @throws MetricMathError when `text` is not metric math. */
export function parseExpression(text: string): Expression {
  try {
    return parse(text) as Expression;
  } catch (error) {
    if (error instanceof GrammarError) throw new MetricMathError(error.message, error.location.start.offset);
    throw error;
  }
}
