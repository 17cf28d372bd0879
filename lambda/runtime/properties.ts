/** Context that goes into the log beside the metrics (an order id, a reason): searchable, not a dimension, not billed as one. */
export type Properties = Readonly<Record<string, unknown>>;

/** Properties as members of a JSON object, each with a leading comma. */
export interface PropertyMembers {
  readonly json: string;
  readonly bytes: number;
}

/**
 * Turns properties into JSON members of at most `maxBytes`, without ever throwing: a BigInt becomes text, a value that
 * JSON cannot express (circular, throwing) becomes `"[not serializable]"`. A property that does not fit or whose name is
 * one of `takenNames` (metrics and dimensions win) is left out and counted in `DroppedProperties`.
 */
export function propertyMembers(
  properties: Properties,
  maxBytes: number,
  takenNames: ReadonlySet<string>,
): PropertyMembers {
  let json = '';
  let bytes = 0;
  let dropped = 0;
  for (const name of Object.keys(properties)) {
    const value = valueJson(properties, name);
    if (value === undefined) continue;
    const member = `,${JSON.stringify(name)}:${value}`;
    const size = Buffer.byteLength(member);
    if (takenNames.has(name) || bytes + size > maxBytes) {
      dropped += 1;
      continue;
    }
    json += member;
    bytes += size;
  }
  if (dropped === 0) return { json, bytes };
  const count = `,"DroppedProperties":${dropped}`;
  return { json: json + count, bytes: bytes + count.length };
}

/** `undefined` for what JSON leaves out: undefined, functions, symbols. */
function valueJson(properties: Properties, name: string): string | undefined {
  try {
    return JSON.stringify(properties[name], (_key, member: unknown) =>
      typeof member === 'bigint' ? String(member) : member,
    );
  } catch {
    return '"[not serializable]"';
  }
}
