import type { Case } from './case';
import { CaseFailure } from './expect';
import { RUNNERS } from './kinds';

/** How a case came out. `notRun`: a fact or an earlier edition, which asserts nothing. */
export interface Outcome {
  readonly case: Case;
  readonly result: 'passed' | 'failed' | 'notRun';
  readonly failure?: CaseFailure;
}

/** Runs a case on the engine. What cannot be run has failed. */
export async function outcomeOf(each: Case): Promise<Outcome> {
  if (assertsNothing(each)) return { case: each, result: 'notRun' };
  try {
    await runCase(each);
    return { case: each, result: 'passed' };
  } catch (error) {
    const failure =
      error instanceof CaseFailure ? error : new CaseFailure(`the engine failed: ${(error as Error).message}`);
    return { case: each, result: 'failed', failure };
  }
}

/** @throws CaseFailure, or whatever the engine throws. */
export async function runCase(each: Case): Promise<void> {
  const run = Object.hasOwn(RUNNERS, each.kind) ? RUNNERS[each.kind] : undefined;
  if (run === undefined) throw new CaseFailure(`nothing runs cases of the kind "${each.kind}"`);
  await run(each);
}

/** Observations are facts about timing; superseded cases are what AWS no longer says. */
export function assertsNothing({ kind, status }: Case): boolean {
  return kind === 'observation' || status === 'superseded';
}
