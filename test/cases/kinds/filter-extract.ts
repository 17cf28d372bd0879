import { parseSelector } from '../../../rehearsal/logs/filter-pattern/pattern';
import { LogLine } from '../../../rehearsal/logs/log-line';
import type { Case } from '../case';
import { CaseFailure, expectSame } from '../expect';
import { configOf, fieldsIn, member, required, textIn } from '../fields';
import { compiled, lineOf } from './filter-pattern';

/** What the selectors of a pattern (`$bytes`, `$7`, `$.latency`) find in a line. */
export function runFilterExtract(each: Case): void {
  const config = configOf(each);
  const pattern = required(textIn(config, 'pattern', 'filterPattern') ?? textIn(each, 'pattern'), 'pattern');
  const line = lineOf(required(member({ ...each, ...config }, 'message', 'line', 'event', 'document'), 'message'));
  const expected = required(fieldsIn(each, 'expected'), 'expected fields');
  const match = compiled(pattern)(new LogLine(line));
  if (match === undefined) throw new CaseFailure('the line does not match');
  const found = Object.entries(expected).map(([selector, value]) => {
    const path = parseSelector(selector.startsWith('$') ? selector : `$${selector}`);
    if (path === undefined) throw new CaseFailure(`the engine does not know the selector ${selector}`);
    const actual = match.value(path) ?? null;
    // Fields of a line are texts, values of a JSON document are not: a case may write either.
    return [selector, typeof value === 'string' && typeof actual === 'number' ? String(actual) : actual];
  });
  expectSame(Object.fromEntries(found), expected, 'extracted fields');
}
