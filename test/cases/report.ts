import { inspect } from 'node:util';
import type { Outcome } from './outcome';

/** How the statuses are listed; others follow. */
const STATUSES = ['documented', 'recorded', 'derived'];

/** Of these, every case has to pass. */
const BINDING: ReadonlySet<string> = new Set(['documented', 'recorded']);

/** Whether a case failed that AWS documents or that was recorded on AWS. */
export function hasBindingFailure(outcomes: readonly Outcome[]): boolean {
  return outcomes.some((outcome) => outcome.result === 'failed' && BINDING.has(outcome.case.status));
}

/** What a person wants to know of a run: the failures, then how many of each status passed. */
export function reportOf(outcomes: readonly Outcome[]): string {
  const failures = outcomes.filter(({ result }) => result === 'failed').map(failureText);
  return [...failures, ...summary(outcomes)].join('\n');
}

function summary(outcomes: readonly Outcome[]): string[] {
  const observations = outcomes.filter((outcome) => outcome.case.kind === 'observation');
  const cases = outcomes.filter((outcome) => outcome.case.kind !== 'observation');
  const statuses = [...new Set([...STATUSES, ...cases.map((outcome) => outcome.case.status)])];
  const lines = statuses.flatMap((status) => {
    const ofStatus = cases.filter((outcome) => outcome.case.status === status);
    return ofStatus.length === 0 ? [] : [statusLine(status, ofStatus)];
  });
  return observations.length === 0 ? lines : [...lines, row('observations', `${observations.length} facts, not run`)];
}

function statusLine(status: string, outcomes: readonly Outcome[]): string {
  const run = outcomes.filter(({ result }) => result !== 'notRun');
  if (run.length === 0) return row(status, `${outcomes.length} not run`);
  const failed = run.filter(({ result }) => result === 'failed').map((outcome) => outcome.case.id);
  const passed = `${run.length - failed.length} of ${run.length} pass`;
  return row(status, failed.length === 0 ? passed : `${passed}; failing: ${failed.join(', ')}`);
}

function row(name: string, text: string): string {
  return `${name.padEnd(14)}${text}`;
}

function failureText({ case: each, failure }: Outcome): string {
  const { description = '', id, kind, status } = each;
  const head = `FAIL ${id} (${kind}, ${status})${description === '' || description === id ? '' : `: ${description}`}`;
  const lines = [head, `  ${failure!.message}`];
  const { difference } = failure!;
  if (difference !== undefined) {
    lines.push(`  expected: ${shown(difference.expected)}`, `  actual:   ${shown(difference.actual)}`);
  }
  return `${lines.join('\n')}\n`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value, { depth: 6, breakLength: Number.POSITIVE_INFINITY });
}
