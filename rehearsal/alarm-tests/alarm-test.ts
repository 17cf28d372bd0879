import type { Expectation } from '../expectations/expectation';
import type { Scenario } from '../scenario/scenario';
import type { Model } from '../template/model';

/** One test of a file: what happens, and what has to come of it. */
export interface AlarmTest {
  readonly name: string;
  /** Where the test begins in its file, from 1. */
  readonly line: number;
  readonly scenario: Scenario;
  readonly expectations: readonly Expectation[];
  /** Any other change to ALARM and any other chat message is a failure too. */
  readonly strict: boolean;
  /** What is doubtful in the test itself: a metric that no alarm reads, for example. */
  readonly notes: readonly string[];
}

/** A file of alarm tests. */
export interface AlarmTestFile {
  readonly file: string;
  /** The template that the tests are about, as the file names it. */
  readonly template: string;
  readonly model: Model;
  readonly tests: readonly AlarmTest[];
}
