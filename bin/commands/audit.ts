import { parseArgs } from 'node:util';
import { type AuditedTemplate, auditLines, countFindings } from '../../rehearsal/findings/report';
import { staticFindings } from '../../rehearsal/findings/static-findings';
import { loadTemplate } from '../../rehearsal/template/load-template';
import { styleFor } from '../../rehearsal/terminal/style';
import { TemplateError } from '../../template/template-error';
import { type CommandStreams, processStreams } from './streams';

/**
 * `golden-signals audit`: what reading templates shows to be wrong. Exit code 0, 1 when there is an error among the
 * findings, 2 for a wrong command line or a file that is no template.
 */
export async function auditCommand(
  args: readonly string[],
  { out, err }: CommandStreams = processStreams(),
): Promise<number> {
  const options = parse(args);
  const templates = typeof options === 'string' ? options : audit(options.files);
  if (typeof options === 'string' || typeof templates === 'string') {
    err.write(`golden-signals audit: ${typeof options === 'string' ? options : templates}\n`);
    return 2;
  }
  const count = countFindings(templates);
  if (options.json) out.write(`${JSON.stringify({ ...count, templates }, undefined, 2)}\n`);
  else for (const line of auditLines(templates, styleFor(out, process.env))) out.write(`${line}\n`);
  return count.errors > 0 ? 1 : 0;
}

/** The findings of each template, or why one cannot be read. */
function audit(files: readonly string[]): AuditedTemplate[] | string {
  try {
    return files.map((file) => {
      const findings = staticFindings(loadTemplate({ templateFile: file }), { nowMs: Date.now() });
      return { file, findings };
    });
  } catch (error) {
    if (error instanceof TemplateError) return error.message;
    throw error;
  }
}

interface Options {
  readonly files: readonly string[];
  readonly json: boolean;
}

/** The options, or what is wrong with them. */
function parse(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    if (positionals.length === 0) {
      return 'which templates? Name files: golden-signals audit cdk.out/*.template.json';
    }
    return { files: [...new Set(positionals)], json: values.json };
  } catch (error) {
    return (error as Error).message;
  }
}
