import { checkExpectations } from '../expectations/check';
import type { Failure } from '../expectations/expectation';
import { checkStrict } from '../expectations/strict';
import { rehearse } from '../rehearse';
import type { RunRecord } from '../run-record';
import type { Model } from '../template/model';
import type { AlarmTest } from './alarm-test';

/** What came of one test. */
export interface TestResult extends Pick<RunRecord, 'findings' | 'notRehearsed' | 'inferredRules'> {
  readonly test: AlarmTest;
  /** Empty when it passed. */
  readonly failures: readonly Failure[];
  /** Real time that it took. */
  readonly tookMs: number;
}

/** Runs a test. Throws a ScenarioError when the test cannot be played on the stack. */
export async function runTest(test: AlarmTest, model: Model): Promise<TestResult> {
  const began = performance.now();
  const rehearsal = await rehearse({ template: model, scenario: test.scenario, actions: looksAtActions(test) });
  const failures = [
    ...checkExpectations(rehearsal, test.expectations),
    ...(test.strict ? checkStrict(rehearsal, test.expectations) : []),
  ];
  const { findings, notRehearsed, inferredRules } = rehearsal.record;
  return { test, failures, tookMs: performance.now() - began, findings, notRehearsed, inferredRules };
}

/**
 * Whether it matters that alarm actions run. A test that only gives data and only looks at states is done much sooner
 * without: no notifier has to be started.
 */
function looksAtActions({ scenario, expectations, strict }: AlarmTest): boolean {
  const { logs = [], invocations = [], traffic = [], steps = [] } = scenario;
  const isOnlyData = logs.length + invocations.length + traffic.length + steps.length === 0;
  return strict || !isOnlyData || expectations.some(({ kind }) => kind === 'notifies');
}
