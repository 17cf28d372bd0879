import type { LogLine } from '../log-line';
import { compileCondition, type Lookup } from './condition';
import { compileFields } from './fields';
import { type Path, parsePattern, type Term } from './pattern';
import { termMatcher } from './text-match';

/** A line that matched. */
export interface LogMatch {
  /** What a selector points to in the line: a property of its JSON, or one of its fields. */
  value(selector: Path): unknown;
}

/** A filter pattern as a function of a line. */
export type FilterPattern = (line: LogLine) => LogMatch | undefined;

/** @throws Error that says what is wrong with the pattern, and where. */
export function compileFilterPattern(text: string): FilterPattern {
  const pattern = parsePattern(text);
  switch (pattern.kind) {
    case 'terms': {
      const matches = compileTerms(pattern.terms);
      return (line) => (matches(line.text) ? NO_FIELDS : undefined);
    }
    case 'json': {
      const condition = compileCondition(pattern.condition);
      return (line) => {
        if (line.json === undefined) return undefined;
        const lookup = lookupIn(line.json);
        return condition(lookup) ? { value: lookup } : undefined;
      };
    }
    case 'fields': {
      const fieldsOf = compileFields(pattern.fields);
      return (line) => {
        const fields = fieldsOf(line.text);
        return fields && { value: ([name]) => fields.get(`${name}`) };
      };
    }
  }
}

const NO_FIELDS: LogMatch = { value: () => undefined };

function compileTerms(terms: readonly Term[]): (text: string) => boolean {
  const of = (use: Term['use']) => terms.filter((term) => term.use === use).map(({ match }) => termMatcher(match));
  const all = of('all');
  const any = of('any');
  const none = of('none');
  return (text) =>
    all.every((matches) => matches(text)) &&
    (any.length === 0 || any.some((matches) => matches(text))) &&
    !none.some((matches) => matches(text));
}

function lookupIn(root: unknown): Lookup {
  return (path: Path) => {
    let value = root;
    for (const step of path) {
      if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
      value = (value as Record<string | number, unknown>)[step];
    }
    return value;
  };
}
