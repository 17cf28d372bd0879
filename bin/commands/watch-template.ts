import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { TemplateError } from '../../template/template-error';
import { monitoredTemplate } from '../watch-template/monitored-template';
import { type CommandStreams, processStreams } from './streams';

/**
 * `golden-signals watch-template`: templates with their alarms and dashboard in them, to be deployed as before. Exit code
 * 0, 2 for a wrong command line or a file that is no template.
 */
export async function watchTemplateCommand(
  args: readonly string[],
  { out, err }: CommandStreams = processStreams(),
): Promise<number> {
  const fail = (message: string): number => {
    err.write(`golden-signals watch-template: ${message}\n`);
    return 2;
  };
  let parsed: { files: readonly string[]; out?: string; email?: string; service?: string };
  try {
    const options = { out: { type: 'string' }, email: { type: 'string' }, service: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    parsed = { files: positionals, ...values };
  } catch (error) {
    return fail((error as Error).message);
  }
  const { files } = parsed;
  if (files.length === 0)
    return fail('which template? golden-signals watch-template template.yaml --out monitored.yaml');
  if (files.length > 1 && parsed.out === undefined) return fail('several templates need a folder: --out FOLDER');
  try {
    if (files.length > 1) mkdirSync(parsed.out!, { recursive: true });
    for (const file of files) {
      const { text, notes } = monitoredTemplate(file, parsed);
      if (parsed.out === undefined) out.write(text);
      else writeFileSync(files.length > 1 ? join(parsed.out, basename(file)) : parsed.out, text);
      for (const note of notes) err.write(`${file}: ${note}\n`);
    }
    return 0;
  } catch (error) {
    const misuse = error instanceof TemplateError || (error as Error).name === 'GoldenSignalsError';
    if (misuse) return fail((error as Error).message);
    throw error;
  }
}
