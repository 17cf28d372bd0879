import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findFiles } from '../../rehearsal/alarm-tests/find-files';
import type { Problem } from '../../rehearsal/alarm-tests/reading/problem';
import { jsonReport } from '../../rehearsal/alarm-tests/reports/json-report';
import { junitXml } from '../../rehearsal/alarm-tests/reports/junit-report';
import { problemLines, summaryLines, testLines } from '../../rehearsal/alarm-tests/reports/text-report';
import { runFiles } from '../../rehearsal/alarm-tests/run-files';
import type { TestResult } from '../../rehearsal/alarm-tests/run-test';
import { type Style, styleFor } from '../../rehearsal/terminal/style';
import { type CommandStreams, processStreams } from './streams';

/**
 * `golden-signals test`: exit code 0 when every test passed, 1 when an expectation failed, 2 for a wrong command line or
 * a file with mistakes.
 */
export async function testCommand(
  args: readonly string[],
  streams: CommandStreams = processStreams(),
): Promise<number> {
  const options = parse(args);
  if (typeof options === 'string') {
    streams.err.write(`golden-signals test: ${options}\n`);
    return 2;
  }
  const style = styleFor(streams.out, process.env);
  const suite = await runFiles({ ...options, ...(options.json ? {} : telling(streams, style)) });
  const wrong = suite.files.some(({ problems }) => problems.length > 0);
  if (options.json) streams.out.write(jsonReport(suite));
  else for (const line of summaryLines(suite, style)) streams.out.write(`${line}\n`);
  if (options.junit !== undefined) {
    const failure = written(options.junit, junitXml(suite));
    if (failure !== undefined) {
      streams.err.write(`golden-signals test: --junit: ${failure}\n`);
      return 2;
    }
  }
  if (wrong) return 2;
  if (suite.passed + suite.failed === 0) {
    streams.err.write(`golden-signals test: no test has "${options.filter}" in its name\n`);
    return 2;
  }
  return suite.failed > 0 ? 1 : 0;
}

interface Options {
  readonly files: readonly string[];
  readonly filter?: string;
  readonly junit?: string;
  readonly json: boolean;
}

/** The options, or what is wrong with them. */
function parse(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { junit: { type: 'string' }, filter: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    if (positionals.length === 0) return 'which files? Name files, folders or patterns: golden-signals test test/';
    const found = positionals.map(findFiles);
    const wrong = found.flatMap((each) => ('wrong' in each ? [each.wrong] : []));
    if (wrong.length > 0) return wrong.join('; ');
    return { ...values, files: [...new Set(found.flatMap((each) => ('files' in each ? each.files : [])))] };
  } catch (error) {
    return (error as Error).message;
  }
}

function telling({ out, err }: CommandStreams, style: Style) {
  const linesTo = (stream: CommandStreams['err'], lines: readonly string[]) => {
    for (const line of lines) stream.write(`${line}\n`);
  };
  return {
    onFile: (file: string) => linesTo(out, [style.bold(file)]),
    onTest: (result: TestResult) => linesTo(out, testLines(result, style)),
    onProblems: (problems: readonly Problem[]) => linesTo(err, problemLines(problems, style)),
  };
}

/** Why a file could not be written. */
function written(file: string, text: string): string | undefined {
  try {
    writeFileSync(file, text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
