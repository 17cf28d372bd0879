/** Replaces members of a built-in object, also those that are inherited, read-only or getters. */
export function replaceMembers(target: object, members: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(target, name, { configurable: true, writable: true, enumerable: true, value });
  }
}
