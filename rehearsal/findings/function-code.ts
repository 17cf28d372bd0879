import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FunctionModel, Model } from '../template/model';

/** What is read of a function's code: source and bundles, and what configures them. */
const READABLE = ['.js', '.cjs', '.mjs', '.ts', '.py', '.json', '.yaml', '.yml', '.env'];
/** In these languages the names of metrics stand in the files as they are. */
const RUNTIMES = /^(nodejs|python)/;

/** All text of a function's code and environment; `undefined` when not all of it can be read. */
export function functionText(model: FunctionModel, { notRehearsed }: Model): string | undefined {
  const { logicalId, codeDirectory, runtime, environment } = model;
  const hasLayers = notRehearsed.some(({ where }) => where === `${logicalId}.Layers`);
  if (codeDirectory === undefined || hasLayers || !RUNTIMES.test(runtime)) return undefined;
  try {
    return [...textsIn(codeDirectory), ...Object.values(environment)].join('\n');
  } catch {
    // Code that cannot be read may do anything.
    return undefined;
  }
}

/** Whether a name stands in the text, as it is or with its special characters escaped as bundlers do. */
export function holdsName(text: string, name: string): boolean {
  const escaped = name.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return text.includes(name) || text.includes(escaped) || text.includes(escaped.toUpperCase().replaceAll('\\U', '\\u'));
}

function textsIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && READABLE.includes(extname(entry.name)))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
