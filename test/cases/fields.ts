import { type Case, type Fields, isFields } from './case';
import { CaseFailure } from './expect';

/** The configuration of a case; nothing when it has none. */
export function configOf({ config }: Case): Fields {
  return isFields(config) ? config : {};
}

/** The first of the members that is there, whatever it is. */
export function member(fields: Fields, ...names: readonly string[]): unknown {
  const name = names.find((each) => fields[each] !== undefined);
  return name === undefined ? undefined : fields[name];
}

/** The first of the members that is a number. */
export function numberIn(fields: Fields, ...names: readonly string[]): number | undefined {
  const name = names.find((each) => typeof fields[each] === 'number');
  return name === undefined ? undefined : (fields[name] as number);
}

/** The first of the members that is a text. */
export function textIn(fields: Fields, ...names: readonly string[]): string | undefined {
  const name = names.find((each) => typeof fields[each] === 'string');
  return name === undefined ? undefined : (fields[name] as string);
}

/** The first of the members that is a list. */
export function listIn(fields: Fields, ...names: readonly string[]): readonly unknown[] | undefined {
  const name = names.find((each) => Array.isArray(fields[each]));
  return name === undefined ? undefined : (fields[name] as readonly unknown[]);
}

/** The first of the members that is an object. */
export function fieldsIn(fields: Fields, ...names: readonly string[]): Fields | undefined {
  const name = names.find((each) => isFields(fields[each]));
  return name === undefined ? undefined : (fields[name] as Fields);
}

/** What a case has to have. */
export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new CaseFailure(`the case cannot be run: it has no ${what}`);
  return value;
}

/** A list of numbers and gaps. */
export function valuesOf(list: readonly unknown[], what: string): (number | null)[] {
  return list.map((value) => {
    if (typeof value === 'number') return value;
    if (value === null || value === '-' || value === '') return null;
    throw new CaseFailure(`the case cannot be run: ${what} has ${JSON.stringify(value)}, not a number or null`);
  });
}

/** Whether a case expects that something is refused. */
export function expectsRefusal(expected: unknown): boolean {
  return typeof expected === 'string' && /invalid|error|reject|refus|fail|unsupported|not.?allowed/i.test(expected);
}
