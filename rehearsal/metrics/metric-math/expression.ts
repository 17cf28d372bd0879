import { SyntaxError as GrammarError, parse } from '../../grammar/generated/metric-math';
import { explainSyntax } from './syntax-problem';

/** A parsed metric-math expression. `offset` is where it stands in the text, from 0. */
export type Expression = {
  readonly offset: number;
  /** It stands in round brackets. */
  readonly bracketed?: true;
} & (
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

/** Of characters: the service model of CloudWatch allows no longer expression. */
const LONGEST = 2048;

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

/** @throws MetricMathError when `text` is not metric math, or longer than CloudWatch takes. */
export function parseExpression(text: string): Expression {
  if (text.length > LONGEST) {
    throw new MetricMathError(`has ${text.length} characters, CloudWatch takes at most ${LONGEST}`, LONGEST);
  }
  try {
    return parse(text) as Expression;
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    const { what, offset } = explainSyntax(text, error.location.start.offset, error.expected);
    throw new MetricMathError(what, offset);
  }
}

/** Whether a name is the id of a query: ids begin with a small letter, the words that functions take do not. */
export function isId(name: string): boolean {
  return name >= 'a' && name < '{';
}

/** What an expression is directly made of. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'list':
      return expression.items;
    case 'call':
      return expression.args;
    case 'negate':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    default:
      return [];
  }
}
