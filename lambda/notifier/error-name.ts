/** What may be said of an error: its name. Its message may quote a URL, a token or a role of somebody's account. */
export function errorName(error: unknown): string {
  const name = member(error, 'name');
  return typeof name === 'string' && /^[A-Za-z0-9_]{1,60}$/.test(name) ? name : 'unknown';
}

/** Not `instanceof Error`: an error may come from another realm (a worker's, a test's). */
export function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
