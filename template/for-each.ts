import type { Report } from './report';
import { isRecord } from './template-file';
import { asText } from './value-text';

const LOOP = 'Fn::ForEach::';

/** Where a loop's values come from. */
interface Loops {
  /** The values of a collection, or `undefined` when they cannot be known. */
  readonly collection: (value: unknown, where: string) => readonly string[] | undefined;
  readonly report: Report;
}

/** `value` with every `Fn::ForEach` in it (the language extension) written out; a loop that cannot be is reported and left out. */
export function expandLoops(value: unknown, loops: Loops, where = ''): unknown {
  if (!hasLoop(value)) return value;
  if (Array.isArray(value)) return value.map((each) => expandLoops(each, loops, where));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const place = where === '' ? key : `${where}.${key}`;
      return key.startsWith(LOOP) ? rounds(member, loops, place) : [[key, expandLoops(member, loops, place)] as const];
    }),
  );
}

function hasLoop(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, member]) => key.startsWith(LOOP) || hasLoop(member));
}

function rounds(loop: unknown, loops: Loops, where: string): [string, unknown][] {
  const [identifier, collection, body] = Array.isArray(loop) ? loop : [];
  const values = typeof identifier === 'string' && isRecord(body) ? loops.collection(collection, where) : undefined;
  if (values === undefined) {
    loops.report(where, 'the loop cannot be written out: it takes [name, list of texts, object]; left out');
    return [];
  }
  return values.flatMap((value) =>
    Object.entries(expandLoops(substitute(body, asText(identifier), value), loops, where) as object),
  );
}

/** `${Name}`, `&{Name}` (letters and digits only) and a Ref to the loop's variable become its value. */
function substitute(body: unknown, identifier: string, value: string): unknown {
  if (typeof body === 'string') {
    return body.replaceAll(`\${${identifier}}`, value).replaceAll(`&{${identifier}}`, value.replace(/[^a-z\d]/gi, ''));
  }
  if (Array.isArray(body)) return body.map((each) => substitute(each, identifier, value));
  if (!isRecord(body)) return body;
  if (body.Ref === identifier && Object.keys(body).length === 1) return value;
  return Object.fromEntries(
    Object.entries(body).map(([key, member]) => [
      asText(substitute(key, identifier, value)),
      substitute(member, identifier, value),
    ]),
  );
}
