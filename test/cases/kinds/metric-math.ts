import type { Case, Fields } from '../case';
import { isFields } from '../case';
import { mathLines, START_MS } from '../engine';
import { CaseFailure, same } from '../expect';
import { configOf, expectsRefusal, fieldsIn, listIn, numberIn, required, textIn, valuesOf } from '../fields';

/** The usual periods, for a case that says none and depends on one. */
const PERIODS = [60, 300, 1, 10, 30, 3600, 86_400];

/** The time series of an expression over metrics; a number when the case expects one. */
export function runMetricMath(each: Case): void {
  const config = configOf(each);
  const expression = required(textIn(config, 'expression') ?? textIn(each, 'expression'), 'expression');
  const times = listIn(config, 'timestamps', 'times')?.map((time) => Date.parse(String(time)));
  const given =
    numberIn(config, 'period', 'periodSeconds') ??
    (times && times.length > 1 ? (times[1]! - times[0]!) / 1000 : undefined);
  const startMs = times?.[0] ?? startOf(config);
  const attempts = (given === undefined ? PERIODS : [given]).map((periodSeconds) =>
    failureWith(each, expression, inputsOf(each, config, times?.length), { startMs, periodSeconds }),
  );
  if (!attempts.includes(undefined)) throw attempts[0];
}

function failureWith(
  each: Case,
  expression: string,
  inputs: readonly (readonly [id: string, values: readonly (number | null)[]])[],
  grid: { readonly startMs: number; readonly periodSeconds: number },
): CaseFailure | undefined {
  const { expected } = each;
  const scalar = typeof expected === 'number';
  const { problems, lines } = mathLines(scalar ? `TIME_SERIES(${expression})` : expression, inputs, grid);
  if (expectsRefusal(expected))
    return problems.length > 0 ? undefined : new CaseFailure('the engine computes the expression');
  if (problems.length > 0) return new CaseFailure(`the engine refuses the expression: ${problems.join('; ')}`);
  const wanted = scalar ? [lines[0]!.map(() => expected)] : linesOf(expected, lines);
  return same(lines, wanted) ? undefined : new CaseFailure('values', { expected: wanted, actual: lines });
}

/** One list, several, or several by name. */
function linesOf(expected: unknown, actual: readonly unknown[]): unknown[] {
  if (isFields(expected)) {
    const nested = listIn(expected, 'values', 'lines', 'series');
    return nested === undefined ? Object.values(expected) : linesOf(nested, actual);
  }
  if (!Array.isArray(expected)) throw new CaseFailure(`the case cannot be run: it expects ${JSON.stringify(expected)}`);
  const several = expected.some(Array.isArray) || (expected.length === 0 && actual.length === 0);
  return several ? expected : [expected];
}

function inputsOf(each: Case, config: Fields, times = 1): (readonly [string, (number | null)[]])[] {
  const inputs = fieldsIn(config, 'inputs', 'metrics') ?? fieldsIn(each, 'inputs') ?? {};
  const lists = Object.values(inputs).filter(Array.isArray);
  const length = Math.max(times, ...lists.map((list) => list.length));
  return Object.entries(inputs).map(([id, values]) => [
    id,
    Array.isArray(values) ? valuesOf(values, id) : valuesOf(Array<unknown>(length).fill(values), id),
  ]);
}

function startOf(config: Fields): number {
  const start = textIn(config, 'start', 'startTime', 'startsAt', 'from');
  const startMs = numberIn(config, 'startMs') ?? (start === undefined ? START_MS : Date.parse(start));
  if (Number.isNaN(startMs)) throw new CaseFailure(`the case cannot be run: "${start}" is no time`);
  return startMs;
}
