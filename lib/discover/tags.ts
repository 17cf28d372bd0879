/** Tags as CloudFormation writes them, `[{ Key, Value }]` or `{ key: value }`; those with intrinsics are left out. */
export function tagsIn(property: unknown): Readonly<Record<string, string>> {
  if (property === null || typeof property !== 'object') return {};
  const pairs = Array.isArray(property)
    ? property.map((tag: { Key?: unknown; Value?: unknown } | null) => [tag?.Key, tag?.Value])
    : Object.entries(property);
  return Object.fromEntries(pairs.filter((pair) => pair.every((part) => typeof part === 'string')));
}
