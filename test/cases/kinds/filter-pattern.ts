import { compileFilterPattern, type FilterPattern } from '../../../rehearsal/logs/filter-pattern/filter-pattern';
import { LogLine } from '../../../rehearsal/logs/log-line';
import type { Case, Fields } from '../case';
import { CaseFailure, expectSame } from '../expect';
import { configOf, expectsRefusal, listIn, required, textIn } from '../fields';

/** Which lines a filter pattern matches. */
export function runFilterPattern(each: Case): void {
  const config = configOf(each);
  const pattern = required(textIn(config, 'pattern', 'filterPattern') ?? textIn(each, 'pattern'), 'pattern');
  if (expectsRefusal(each.expected)) expectRefused(pattern);
  else expectMatches(each, config, pattern);
}

function expectMatches(each: Case, config: Fields, pattern: string): void {
  const matches = compiled(pattern);
  const lines = (...names: string[]) => (listIn(each, ...names) ?? listIn(config, ...names) ?? []).map(lineOf);
  const yes = lines('matches', 'match');
  const no = lines('doesNotMatch', 'noMatch', 'notMatches');
  const message = textIn(config, 'message', 'line') ?? textIn(each, 'message', 'line');
  if (message !== undefined) (each.expected === false || each.expected === 'noMatch' ? no : yes).push(message);
  if (yes.length + no.length === 0) throw new CaseFailure('the case cannot be run: it has no lines');
  const matching = [...yes, ...no].filter((line) => matches(new LogLine(line)) !== undefined);
  expectSame(matching, yes, 'lines that match');
}

/** A pattern, ready; what is wrong with it fails the case. */
export function compiled(pattern: string): FilterPattern {
  try {
    return compileFilterPattern(pattern);
  } catch (error) {
    throw new CaseFailure(`the engine refuses the pattern: ${(error as Error).message}`);
  }
}

/** The text of a log event. */
export function lineOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function expectRefused(pattern: string): void {
  try {
    compileFilterPattern(pattern);
  } catch {
    return;
  }
  throw new CaseFailure('the engine takes the pattern');
}
