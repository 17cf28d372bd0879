import { basename } from 'node:path';
import { problemText } from '../reading/problem';
import type { FileResult, SuiteResult } from '../run-files';
import type { TestResult } from '../run-test';

/** What XML 1.0 does not allow at all, escaped or not, and the codes that colour a terminal. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
  /\u001b\[[0-9;]*m|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** JUnit's XML as CI systems read it: a `testsuite` for each file, a `testcase` for each test. */
export function junitXml({ files }: SuiteResult): string {
  const tests = files.flatMap((file) => file.tests);
  const head = attributes({
    name: 'alarm tests',
    tests: tests.length + erroneous(files),
    failures: failuresIn(tests),
    errors: erroneous(files),
    time: time(tests),
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${head}>`,
    ...files.flatMap(suiteOf),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteOf(file: FileResult): string[] {
  const { tests, problems } = file;
  const head = attributes({
    name: file.file,
    tests: tests.length + erroneous([file]),
    failures: failuresIn(tests),
    errors: erroneous([file]),
    time: time(tests),
  });
  const classname = basename(file.file).replace(/\.alarms\.ya?ml$/, '');
  return [
    `  <testsuite ${head}>`,
    ...tests.flatMap((result) => caseOf(result, classname, file.file)),
    ...(problems.length === 0 ? [] : errorOf(file, classname)),
    '  </testsuite>',
  ];
}

function caseOf({ test, failures, tookMs }: TestResult, classname: string, file: string): string[] {
  const head = attributes({ name: test.name, classname, file, line: test.line, time: (tookMs / 1000).toFixed(3) });
  if (failures.length === 0) return [`    <testcase ${head}/>`];
  return [
    `    <testcase ${head}>`,
    ...failures.map(
      ({ summary, text }) =>
        `      <failure ${attributes({ message: summary, type: 'expectation' })}>${escaped(text)}</failure>`,
    ),
    '    </testcase>',
  ];
}

function errorOf({ file, problems }: FileResult, classname: string): string[] {
  const message = problems.length === 1 ? problems[0]!.what : `${problems.length} mistakes in ${file}`;
  return [
    `    <testcase ${attributes({ name: 'the file itself', classname, file, time: '0.000' })}>`,
    `      <error ${attributes({ message, type: 'file' })}>${escaped(problems.map(problemText).join('\n'))}</error>`,
    '    </testcase>',
  ];
}

/** A file with mistakes counts as one test that could not be run. */
function erroneous(files: readonly FileResult[]): number {
  return files.filter(({ problems }) => problems.length > 0).length;
}

function failuresIn(tests: readonly TestResult[]): number {
  return tests.filter(({ failures }) => failures.length > 0).length;
}

function time(tests: readonly TestResult[]): string {
  return (tests.reduce((sum, { tookMs }) => sum + tookMs, 0) / 1000).toFixed(3);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        `${name}="${escaped(String(value))
          .replace(/\s/g, (space) => `&#${space.charCodeAt(0)};`)
          .replaceAll('&#32;', ' ')}"`,
    )
    .join(' ');
}

function escaped(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
