import type { NoteInferredRule } from '../../alarms/inferred-rules';
import type { LogLine } from '../log-line';
import { compileCondition, type Lookup } from './condition';
import { compileFields } from './fields';
import { type Path, type Pattern, parsePattern, type Term } from './pattern';
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
  return compilePattern(parsePattern(text));
}

/** @throws Error for what only compiling shows: a bad regular expression, a comparison that cannot be. */
export function compilePattern(pattern: Pattern, note: NoteInferredRule = () => undefined): FilterPattern {
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
        return condition(lookup) ? { value: (path) => lookup(path)[0] } : undefined;
      };
    }
    case 'fields': {
      const fieldsOf = compileFields(pattern.fields, note);
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
  if (all.length + none.length === 0 && any.length > 0) return (text) => any.some((matches) => matches(text));
  // AWS: beside other terms, all terms with a question mark are ignored.
  return (text) => all.every((matches) => matches(text)) && !none.some((matches) => matches(text));
}

function lookupIn(root: unknown): Lookup {
  return (path: Path) => {
    let values = [root];
    for (const step of path) values = values.flatMap((value) => membersOf(value, step));
    return values;
  };
}

function membersOf(value: unknown, step: Path[number]): unknown[] {
  if (value === null || typeof value !== 'object') return [];
  if (step === null) return Object.values(value);
  return Object.hasOwn(value, step) ? [(value as Record<string | number, unknown>)[step]] : [];
}
