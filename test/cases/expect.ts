import { isFields } from './case';

/** Why a case does not hold; `expected` and `actual` when two values differ. */
export class CaseFailure extends Error {
  public constructor(
    message: string,
    public readonly difference?: { readonly expected: unknown; readonly actual: unknown },
  ) {
    super(message);
  }
}

/** @throws CaseFailure when the two differ. Numbers may differ by what binary fractions make of them. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  if (!same(actual, expected)) throw new CaseFailure(what, { expected, actual });
}

/** @throws CaseFailure when `actual` lacks a member of `expected`, or has another value there. */
export function expectMembers(actual: unknown, expected: unknown, what: string): void {
  if (!hasMembers(actual, expected)) throw new CaseFailure(what, { expected, actual });
}

/** Whether two values of a case are the same; the order of members does not matter, that of lists does. */
export function same(actual: unknown, expected: unknown): boolean {
  if (typeof actual === 'number' && typeof expected === 'number') return closeTo(actual, expected);
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.length === expected.length && actual.every((value, index) => same(value, expected[index]));
  }
  if (isFields(actual) && isFields(expected)) {
    const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
    return [...names].every((name) => same(actual[name], expected[name]));
  }
  return actual === expected;
}

/** Whether `actual` has at least the members of `expected`. */
export function hasMembers(actual: unknown, expected: unknown): boolean {
  if (!isFields(expected)) return same(actual, expected);
  return isFields(actual) && Object.entries(expected).every(([name, value]) => same(actual[name], value));
}

function closeTo(actual: number, expected: number): boolean {
  const tolerance = Math.min(1e-4, 1e-9 * Math.max(1, Math.abs(expected)));
  return Object.is(actual, expected) || Math.abs(actual - expected) <= tolerance;
}
