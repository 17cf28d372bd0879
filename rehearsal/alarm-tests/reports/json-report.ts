import type { SuiteResult } from '../run-files';

/** The result as plain data, for programs. */
export function jsonReport({ files, templates, inferredRules, passed, failed, leftOut }: SuiteResult): string {
  const report = {
    passed,
    failed,
    leftOut,
    files: files.map(({ file, template, problems, tests }) => ({
      file,
      ...(template === undefined ? {} : { template }),
      problems: problems.map(({ line, column, field, what }) => ({ line, column, field, what })),
      tests: tests.map(({ test, failures, tookMs }) => ({
        name: test.name,
        line: test.line,
        passed: failures.length === 0,
        minutes: test.scenario.minutes,
        tookMs: Math.round(tookMs),
        notes: test.notes,
        failures: failures.map(({ summary, text }) => ({ summary, text })),
      })),
    })),
    templates,
    inferredRules,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
