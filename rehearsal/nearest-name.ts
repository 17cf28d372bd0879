/** The known names that are nearest to a mistyped one, nearest first, for error messages; none that is far away. */
export function nearestNames(mistyped: string, known: Iterable<string>, count = 3): string[] {
  const wanted = mistyped.toLowerCase();
  return [...new Set(known)]
    .map((name) => ({ name, distance: distanceOf(wanted, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(Math.max(name.length, wanted.length) / 3)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name);
}

/** Edits between two texts; a name of which the other is the end (`errors` of `Shop/Api/errors`) is near. */
export function distanceOf(a: string, b: string): number {
  if (a !== '' && b.endsWith(`/${a}`)) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, changed);
    }
    row = next;
  }
  return row[b.length]!;
}

/** `"a", "b" or "c"`; of many the first ten. */
export function listed(names: readonly string[], last: 'and' | 'or'): string {
  const quoted = names.map((name) => `"${name}"`);
  if (quoted.length > 10) return `${quoted.slice(0, 10).join(', ')} ${last} ${quoted.length - 10} more`;
  return quoted.length === 1 ? quoted[0]! : `${quoted.slice(0, -1).join(', ')} ${last} ${quoted.at(-1)}`;
}
