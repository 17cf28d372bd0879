import type { Style } from '../terminal/style';
import type { Finding } from './finding';

/** The findings of one template. */
export interface AuditedTemplate {
  readonly file: string;
  readonly findings: readonly Finding[];
}

/** How many findings there are of each level. */
export interface FindingCount {
  readonly errors: number;
  readonly warnings: number;
}

export function countFindings(templates: readonly AuditedTemplate[]): FindingCount {
  const all = templates.flatMap(({ findings }) => findings);
  const errors = all.filter(({ level }) => level === 'error').length;
  return { errors, warnings: all.length - errors };
}

/** The findings for a person, grouped by level: where, what, what to do; then a count. */
export function auditLines(templates: readonly AuditedTemplate[], style: Style): string[] {
  const { errors, warnings } = countFindings(templates);
  const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  return [
    ...templates.flatMap(({ file, findings }) => [
      ...(templates.length === 1 && findings.length > 0
        ? []
        : [style.bold(file), ...(findings.length > 0 ? [] : ['  nothing found', ''])]),
      ...levelLines('Errors', 'error', findings, style),
      ...levelLines('Warnings', 'warning', findings, style),
    ]),
    style.bold(`${plural(errors, 'error')}, ${plural(warnings, 'warning')}`),
  ];
}

function levelLines(title: string, level: Finding['level'], findings: readonly Finding[], style: Style): string[] {
  const ofLevel = findings.filter((finding) => finding.level === level);
  if (ofLevel.length === 0) return [];
  const paint = level === 'error' ? style.red : style.yellow;
  return [
    paint(title),
    ...ofLevel.flatMap(({ id, where, what, advice }) => [
      `  ${style.bold(where)}  ${style.dim(id)}`,
      `    ${what}`,
      `    ${style.dim('→')} ${advice}`,
    ]),
    '',
  ];
}
