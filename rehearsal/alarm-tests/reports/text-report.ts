import { basename } from 'node:path';
import { sinceStart } from '../../expectations/since-start';
import type { NotRehearsed } from '../../template/model';
import type { Style } from '../../terminal/style';
import { type Problem, problemText } from '../reading/problem';
import type { SuiteResult, TemplateResult } from '../run-files';
import type { TestResult } from '../run-test';

/** Of a long list the first are enough to see what kind of thing it is. */
const MOST_NOT_REHEARSED = 10;

/** One test: a mark, its name, its virtual and its real time; what it failed with below. */
export function testLines({ test, failures, tookMs }: TestResult, style: Style): string[] {
  const mark = failures.length === 0 ? style.green('✓') : style.red('✗');
  const lasted = sinceStart(test.scenario.minutes * 60_000, 0);
  const time = style.dim(`(${lasted} in ${seconds(tookMs)})`);
  return [
    `  ${mark} ${test.name} ${time}`,
    ...test.notes.map((note) => style.yellow(`    note: ${note}`)),
    ...failures.flatMap(({ text }) => failureLines(text)),
  ];
}

export function problemLines(problems: readonly Problem[], style: Style): string[] {
  return problems.map((problem) => style.red(problemText(problem)));
}

/** What comes after all tests: about the templates, about the engine, and the count. */
export function summaryLines(suite: SuiteResult, style: Style): string[] {
  const { templates, inferredRules, passed, failed, leftOut, files } = suite;
  const problems = files.reduce((count, file) => count + file.problems.length, 0);
  const counts = [
    `${passed} passed`,
    `${failed} failed`,
    ...(leftOut === 0 ? [] : [`${leftOut} left out`]),
    ...(problems === 0 ? [] : [`${problems} ${problems === 1 ? 'mistake' : 'mistakes'} in the files`]),
  ].join(', ');
  return [
    ...templates.flatMap((template) => templateLines(template, style)),
    ...(inferredRules.length === 0
      ? []
      : ['', style.dim('Rules that AWS does not document and these tests relied on:')]),
    ...inferredRules.map((rule) => style.dim(`  ${rule}`)),
    '',
    style.bold(failed + problems > 0 ? style.red(counts) : style.green(counts)),
  ];
}

function templateLines({ template, findings, notRehearsed }: TemplateResult, style: Style): string[] {
  const name = basename(template);
  const shown = notRehearsed.slice(0, MOST_NOT_REHEARSED);
  const more = notRehearsed.length - shown.length;
  return [
    ...(findings.length === 0 ? [] : ['', style.yellow(`Found in ${name} by reading it:`)]),
    ...findings.map(
      ({ level, where, what, advice, id }) =>
        `  ${level === 'error' ? style.red(level) : style.yellow(level)} ${where}: ${what}. ${advice} (${id})`,
    ),
    ...(shown.length === 0 ? [] : ['', style.dim(`Not rehearsed of ${name}:`)]),
    ...shown.map(({ where, what }: NotRehearsed) => style.dim(`  ${where}: ${what}`)),
    ...(more === 0 ? [] : [style.dim(`  and ${more} more: see --json`)]),
  ];
}

/** Indented; a story of several lines is set apart from the next one. */
function failureLines(text: string): string[] {
  const lines = text.split('\n').map((line) => (line === '' ? '' : `      ${line}`));
  return lines.length > 1 ? [...lines, ''] : lines;
}

function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
