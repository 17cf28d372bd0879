import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { nearestName } from '../private/errors';

/** More of them in a message help nobody. */
const MAX_NAMES = 30;

/** Is told of each thing that is wrong in plain data: `$.alarms.errors.treshold: …`. */
export type Report = (problem: string) => void;

/** Reads a value of plain data; reports what is wrong with it and then gives `undefined`. */
export type Read<T> = (value: unknown, at: string, report: Report) => T | undefined;

/** The members of an object: key in the data → how to read it, and what it is called in the struct. */
export type Fields = Readonly<Record<string, { readonly read: Read<unknown>; readonly as?: string }>>;

/** An object with these members and no others. */
export function objectOf<T>(fields: Fields): Read<T> {
  const known = Object.keys(fields);
  return (value, at, report) => {
    const members = membersOf(value, at, report);
    if (members === undefined) return undefined;
    const read: Record<string, unknown> = {};
    for (const [key, member] of members) {
      // Code writes `undefined` for what it does not say.
      if (member === undefined) continue;
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (field === undefined) report(`${at}.${key}: ${unknownName('property', key, known)}`);
      else read[field.as ?? key] = field.read(member, `${at}.${key}`, report);
    }
    return read as T;
  };
}

/** An object with any keys and members of one kind. */
export function mapOf<T>(read: Read<T>): Read<Readonly<Record<string, T>>> {
  return (value, at, report) => {
    const members = membersOf(value, at, report)
      ?.filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, read(member, `${at}.${key}`, report)]);
    return members && Object.fromEntries(members.filter(([, member]) => member !== undefined));
  };
}

/** A list with members of one kind. */
export function listOf<T>(read: Read<T>): Read<readonly T[]> {
  return (value, at, report) => {
    if (Array.isArray(value)) return value.flatMap((member, index) => read(member, `${at}[${index}]`, report) ?? []);
    report(`${at}: ${shown(value)} is not a list`);
    return undefined;
  };
}

/** A value that passes a test; `what` says what it has to be: `true or false`. */
export function valueThat<T>(what: string, test: (value: unknown) => boolean): Read<T> {
  return (value, at, report) => {
    if (test(value)) return value as T;
    report(`${at}: ${shown(value)} is not ${what}`);
    return undefined;
  };
}

export function oneOf<T extends string>(allowed: Readonly<Record<string, T>>): Read<T> {
  const values: string[] = Object.values(allowed);
  return (value, at, report) => {
    if (typeof value === 'string' && values.includes(value)) return value as T;
    report(`${at}: ${unknownName('value', typeof value === 'string' ? value : shown(value), values)}`);
    return undefined;
  };
}

/** The value that `read` gives, made into something else. */
export function mapped<T, U>(read: Read<T>, map: (value: T) => U): Read<U> {
  return (value, at, report) => {
    const found = read(value, at, report);
    return found === undefined ? undefined : map(found);
  };
}

/**
 * `"errrors" is no known alarm; did you mean "errors"?`, or the names where none is near: `listed`, where a thing has more
 * than one name.
 */
export function unknownName(what: string, name: string, known: readonly string[], listed = known): string {
  const nearest = nearestName(name, known);
  const more = listed.length > MAX_NAMES ? ` and ${listed.length - MAX_NAMES} more` : '';
  const all = `${[...listed].sort().slice(0, MAX_NAMES).join(', ')}${more}`;
  const hint = nearest === undefined ? `known: ${all}` : `did you mean "${nearest}"?`;
  return `"${name}" is no known ${what}; ${hint}`;
}

function membersOf(value: unknown, at: string, report: Report): [string, unknown][] | undefined {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return Object.entries(value);
  report(`${at}: ${shown(value)} is not an object`);
  return undefined;
}

/** A value as messages show it. What stands in code may be circular, or a token that says nothing to people. */
function shown(value: unknown): string {
  if (Token.isUnresolved(value)) return 'a value that is known only at deployment';
  if (typeof value === 'function') return `the class or function ${value.name}`;
  if (Construct.isConstruct(value)) return `the construct ${value.node.path}`;
  const kind = value !== null && typeof value === 'object' ? value.constructor?.name : undefined;
  if (kind !== undefined && kind !== 'Object' && kind !== 'Array') return `an object of class ${kind}`;
  try {
    // JSON has no NaN and no undefined.
    return (typeof value === 'number' ? undefined : JSON.stringify(value)) ?? String(value);
  } catch {
    return 'an object';
  }
}
