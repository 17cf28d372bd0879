const MAX_LINES = 12;
const MAX_DEPTH = 3;

/** The leaves of somebody's JSON as `path: value` lines: enough to know what happened, not the whole document. */
export function gistOf(value: unknown): string {
  const lines: string[] = [];
  collect('', value, MAX_DEPTH, lines);
  return lines.join('\n');
}

function collect(path: string, value: unknown, depth: number, lines: string[]): void {
  // Over the limit by one, so that it shows that there was more.
  if (lines.length > MAX_LINES || value === null || value === undefined || value === '') return;
  if (lines.length === MAX_LINES) {
    lines.push('…');
  } else if (typeof value !== 'object') {
    lines.push(path === '' ? String(value) : `${path}: ${String(value)}`);
  } else if (depth > 0) {
    for (const [key, item] of Object.entries(value)) {
      const step = Array.isArray(value) ? '' : key;
      collect([path, step].filter((part) => part !== '').join(' '), item, depth - 1, lines);
    }
  }
}
