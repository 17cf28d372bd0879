/** JSON that somebody else wrote: nothing about it is certain. */
export type Fields = Readonly<Record<string, unknown>>;

/** `value` if it is an object that is not an array. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The object behind `key`, also when it is a string that holds JSON; empty when there is none. */
export function nested(fields: Fields | undefined, key: string): Fields {
  const value = own(fields, key);
  return fieldsOf(typeof value === 'string' ? parseJson(value) : value) ?? {};
}

/** The first of `keys` that holds a text that is not blank. */
export function textOf(fields: Fields | undefined, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = own(fields, key);
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return undefined;
}

/** The finite number behind `key`, also when it is written as a string. */
export function numberOf(fields: Fields | undefined, key: string): number | undefined {
  const value = own(fields, key);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The objects in the list behind `key`. */
export function listOf(fields: Fields | undefined, key: string): readonly Fields[] {
  const value = own(fields, key);
  return Array.isArray(value) ? value.map(fieldsOf).filter((item) => item !== undefined) : [];
}

/** What the text holds if it is JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Milliseconds since the epoch; CloudWatch writes offsets without a colon (`+0000`), which RFC 3339 does not allow. */
export function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const timeMs = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(timeMs) ? undefined : timeMs;
}

/** Only what the JSON itself says: `constructor` and the like are nobody's data. */
function own(fields: Fields | undefined, key: string): unknown {
  return fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined;
}
