import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const TEST_FILE = /\.alarms\.ya?ml$/;
const LEFT_OUT = new Set(['node_modules', 'cdk.out', 'dist']);

/** The files of alarm tests that an argument of the command line means, or what is wrong with it. */
export type Found = { readonly files: readonly string[] } | { readonly wrong: string };

/**
 * A file is itself, whatever its name; a folder gives its `*.alarms.yaml` and `*.alarms.yml`, those of its folders too;
 * a pattern with `*`, `?` or `**` gives the files that fit.
 */
export function findFiles(argument: string): Found {
  const stat = statSync(argument, { throwIfNoEntry: false });
  if (stat?.isFile()) return { files: [argument] };
  if (stat?.isDirectory()) {
    const files = filesIn(argument).filter((file) => TEST_FILE.test(file));
    return files.length > 0 ? { files } : { wrong: `there is no *.alarms.yaml in ${argument}` };
  }
  if (!/[*?]/.test(argument)) return { wrong: `there is no file ${argument}` };
  const pattern = patternOf(argument.replace(/^\.\//, ''));
  const files = filesIn(folderOf(argument)).filter((file) => pattern.test(file));
  return files.length > 0 ? { files } : { wrong: `no file fits ${argument}` };
}

/** The part of a pattern before its first wildcard. */
function folderOf(pattern: string): string {
  const fixed = pattern.slice(0, pattern.search(/[*?]/));
  const folder = fixed.slice(0, fixed.lastIndexOf('/') + 1);
  return folder === '' ? '.' : folder;
}

function patternOf(glob: string): RegExp {
  const parts = glob.split(/(\*\*\/|\*|\?)/).map((part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}

/** All files below a folder, in order; not those of packages and builds. */
function filesIn(folder: string): string[] {
  let entries: ReturnType<typeof entriesOf>;
  try {
    entries = entriesOf(folder);
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}

function entriesOf(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}
