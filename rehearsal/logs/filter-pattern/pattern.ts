import { SyntaxError as GrammarError, parse } from '../../grammar/generated/filter-pattern';
import { checkQuotas } from './quotas';

/** A parsed filter pattern: terms in any text, a condition on JSON, or fields between blanks. */
export type Pattern =
  | { readonly kind: 'terms'; readonly terms: readonly Term[] }
  | { readonly kind: 'json'; readonly condition: Condition }
  | { readonly kind: 'fields'; readonly fields: readonly Field[] };

export interface Term {
  /** `all` of these, `any` (?) of these, `none` (-) of these. `any` counts only where there is nothing else. */
  readonly use: 'all' | 'any' | 'none';
  readonly match: TextMatch;
}

/** What a text is compared with; `*` at either end of `text` stands for anything, except in terms. */
export type TextMatch =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'regex'; readonly source: string };

export type Field =
  | { readonly kind: 'field'; readonly name?: string; readonly condition?: Condition }
  /** `...`: any number of fields. */
  | { readonly kind: 'rest' };

/** Property names and array indexes from the root, `null` for any of them; for fields, the name of the field. */
export type Path = readonly (string | number | null)[];

export type Operator = '=' | '!=' | '<' | '>' | '<=' | '>=';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] }
  | { readonly kind: 'is'; readonly path: Path; readonly literal: 'NULL' | 'TRUE' | 'FALSE' }
  | { readonly kind: 'notExists'; readonly path: Path }
  | { readonly kind: 'compare'; readonly path: Path; readonly operator: Operator; readonly operand: TextMatch };

/** @throws Error that says what is wrong, at which character or with which quota. */
export function parsePattern(text: string): Pattern {
  if (text.length > 1024) throw new Error(`the pattern has ${text.length} characters, CloudWatch takes 1,024`);
  try {
    const pattern = parse(text) as Pattern;
    checkQuotas(pattern);
    return pattern;
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    throw new Error(`${error.message} (at character ${error.location.start.offset + 1} of ${JSON.stringify(text)})`);
  }
}

/** The path of a selector: `$.latency`, `$.a["b"][0]`, or `$bytes` for a field. `undefined` if it is none. */
export function parseSelector(text: string): Path | undefined {
  const field = /^\$([\p{L}\p{N}_-]+)$/u.exec(text);
  if (field !== null) return [field[1]!];
  try {
    const pattern = parsePattern(`{ ${text} = * }`);
    return pattern.kind === 'json' && pattern.condition.kind === 'compare' ? pattern.condition.path : undefined;
  } catch {
    return undefined;
  }
}
