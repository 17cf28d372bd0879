import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { Settings } from '../../lib/settings/settings';
import { TemplateError } from '../../template/template-error';
import { monitoredTemplate } from '../watch-template/monitored-template';
import { nestedTemplates, withNested } from '../watch-template/nested-templates';
import { type CommandStreams, processStreams } from './streams';

/**
 * `golden-signals watch-template`: templates with their alarms and dashboard in them, to be deployed as before. Exit code
 * 0, 2 for a wrong command line or a file that is no template, 1 for one that failed; the others are written in any case.
 */
export async function watchTemplateCommand(
  args: readonly string[],
  { out, err }: CommandStreams = processStreams(),
): Promise<number> {
  const fail = (message: string): number => {
    err.write(`golden-signals watch-template: ${message}\n`);
    return 2;
  };
  let parsed: { files: readonly string[]; out?: string; email?: string; service?: string; settings?: Settings };
  try {
    const text = { type: 'string' } as const;
    const options = { out: text, email: text, service: text, settings: text, environment: text };
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const { settings, environment, ...others } = values;
    if (environment !== undefined && settings === undefined)
      return fail('--environment is one of a file: --settings FILE');
    parsed = {
      files: positionals,
      ...others,
      ...(settings === undefined ? {} : { settings: Settings.fromFile(settings, environment) }),
    };
  } catch (error) {
    return fail((error as Error).message);
  }
  const { files: asked, out: target } = parsed;
  if (asked.length === 0)
    return fail('which template? golden-signals watch-template template.yaml --out monitored.yaml');
  if (asked.length > 1 && target === undefined) return fail('several templates need a folder: --out FOLDER');
  // What a template nests is found by its path from there, so that needs a folder.
  const toFolder = target !== undefined && (asked.length > 1 || isFolder(target));
  const files = toFolder ? withNested(asked) : asked;
  const targets = targetsOf(files, target, files.length > asked.length);
  const own = files.find((file, index) => targets[index] !== undefined && resolve(file) === resolve(targets[index]));
  if (own !== undefined) {
    return fail(
      `--out would write over ${own}, and the next time it would be watched twice: give another file or folder`,
    );
  }
  let code = 0;
  // One file that is no template is no reason to leave the others out.
  for (const [index, file] of files.entries()) {
    try {
      const { text, notes } = monitoredTemplate(file, parsed);
      const path = targets[index];
      if (path === undefined) out.write(text);
      else {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
      for (const note of notes) err.write(`${file}: ${toFolder ? withFile(note, file) : note}\n`);
    } catch (error) {
      const misuse = error instanceof TemplateError || (error as Error).name === 'GoldenSignalsError';
      code = Math.max(code, misuse ? 2 : 1);
      fail(misuse ? (error as Error).message : `${file}: ${(error as Error).message}`);
    }
  }
  return code;
}

/** Of a nested stack that is watched too: where. */
function withFile(note: string, file: string): string {
  const nested = nestedTemplates(file).find(({ logicalId }) =>
    note.startsWith(`not watched: ${logicalId}: it is a template`),
  );
  return nested === undefined ? note : `${nested.logicalId}: watched in ${nested.file}`;
}

/**
 * Where each goes: one to the file or the folder, several to the folder, under the path below what they share where
 * two have one name or some refer to others.
 */
function targetsOf(files: readonly string[], out: string | undefined, refer: boolean): readonly (string | undefined)[] {
  if (out === undefined) return files.map(() => undefined);
  if (files.length === 1) return [isFolder(out) ? join(out, basename(files[0]!)) : out];
  const paths = files.map((file) => resolve(file));
  const names = new Set(paths.map((path) => basename(path)));
  if (!refer && names.size === paths.length) return paths.map((path) => join(out, basename(path)));
  const folders = paths.map((path) => dirname(path).split(sep));
  const differs = folders[0]!.findIndex((part, depth) => folders.some((folder) => folder[depth] !== part));
  const shared = folders[0]!.slice(0, differs < 0 ? undefined : differs).join(sep);
  return paths.map((path) => join(out, relative(shared === '' ? sep : shared, path)));
}

function isFolder(path: string): boolean {
  return path.endsWith('/') || (existsSync(path) && statSync(path).isDirectory());
}
