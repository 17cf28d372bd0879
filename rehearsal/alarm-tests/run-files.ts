import { resolve } from 'node:path';
import type { Finding } from '../findings/finding';
import type { NotRehearsed } from '../template/model';
import type { AlarmTest, AlarmTestFile } from './alarm-test';
import type { Problem } from './reading/problem';
import { readTestFile } from './reading/read-file';
import { runTest, type TestResult } from './run-test';
import { TemplateCache } from './template-cache';

/** What came of a file of alarm tests. */
export interface FileResult {
  readonly file: string;
  /** What is wrong in the file; then none of its tests ran, or the ones before. */
  readonly problems: readonly Problem[];
  readonly tests: readonly TestResult[];
  /** Path of the template; absent when the file has problems. */
  readonly template?: string;
}

/** What a reader has to know of a template, whatever the tests say. */
export interface TemplateResult {
  readonly template: string;
  readonly findings: readonly Finding[];
  readonly notRehearsed: readonly NotRehearsed[];
}

export interface SuiteResult {
  readonly files: readonly FileResult[];
  readonly templates: readonly TemplateResult[];
  /** Rules that AWS does not document and that the tests relied on. */
  readonly inferredRules: readonly string[];
  readonly passed: number;
  readonly failed: number;
  /** How many tests the filter left out. */
  readonly leftOut: number;
}

export interface RunOptions {
  readonly files: readonly string[];
  /** Only tests whose name contains this, in any case. @default - all */
  readonly filter?: string;
  /** Told of a file before its tests run. */
  readonly onFile?: (file: string) => void;
  readonly onTest?: (result: TestResult) => void;
  readonly onProblems?: (problems: readonly Problem[]) => void;
}

/** Runs the tests of several files, one after the other. Never throws because of what stands in them. */
export async function runFiles({ files, filter = '', onFile, onTest, onProblems }: RunOptions): Promise<SuiteResult> {
  const cache = new TemplateCache();
  const results: FileResult[] = [];
  let leftOut = 0;
  for (const file of files) {
    onFile?.(file);
    const read = readTestFile(file, cache);
    if (!read.ok) {
      onProblems?.(read.problems);
      results.push({ file, problems: read.problems, tests: [] });
      continue;
    }
    const wanted = read.tests.tests.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));
    leftOut += read.tests.tests.length - wanted.length;
    results.push(await runAll(read.tests, wanted, onTest, onProblems));
  }
  const tests = results.flatMap((result) => result.tests);
  return {
    files: results,
    templates: templatesOf(results),
    inferredRules: [...new Set(tests.flatMap(({ inferredRules }) => inferredRules))],
    passed: tests.filter(({ failures }) => failures.length === 0).length,
    failed: tests.filter(({ failures }) => failures.length > 0).length,
    leftOut,
  };
}

async function runAll(
  { file, template, model }: AlarmTestFile,
  wanted: readonly AlarmTest[],
  onTest: RunOptions['onTest'],
  onProblems: RunOptions['onProblems'],
): Promise<FileResult> {
  const tests: TestResult[] = [];
  const problems: Problem[] = [];
  for (const test of wanted) {
    try {
      const result = await runTest(test, model);
      tests.push(result);
      onTest?.(result);
    } catch (error) {
      const what = `the test "${test.name}" cannot be run: ${(error as Error).message}`;
      const problem = { file, line: test.line, column: 1, field: '', what };
      problems.push(problem);
      onProblems?.([problem]);
    }
  }
  return { file, problems, tests, template: resolve(file, '..', template) };
}

/** Findings by template: the tests of one template would only repeat them. */
function templatesOf(files: readonly FileResult[]): TemplateResult[] {
  const templates = new Set(files.flatMap(({ template, tests }) => (tests.length > 0 ? (template ?? []) : [])));
  return [...templates].map((template) => {
    const tests = files.flatMap((file) => (file.template === template ? file.tests : []));
    return {
      template,
      findings: distinct(tests.flatMap(({ findings }) => findings)),
      notRehearsed: distinct(tests.flatMap(({ notRehearsed }) => notRehearsed)),
    };
  });
}

function distinct<T extends { readonly where: string; readonly what: string }>(all: readonly T[]): T[] {
  return [...new Map(all.map((each) => [`${each.where}\n${each.what}`, each])).values()];
}
