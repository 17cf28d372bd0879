// The entry point `cdk-golden-signals/rehearsal`: Node only, never deployed.

export { TemplateError } from '../template/template-error';
export { checkExpectations } from './expectations/check';
export type { Expectation, Failure, StateAt } from './expectations/expectation';
export { checkStrict } from './expectations/strict';
export type { Finding } from './findings/finding';
export { FINDING_KINDS, staticFindings } from './findings/static-findings';
export { type MatcherResult, rehearsalMatchers } from './jest/matchers';
export { AlarmUnderTest, RunUnderTest } from './jest/run-under-test';
export { rehearsal, ScenarioBuilder } from './jest/scenario-builder';
export type { TemplateInput } from './jest/template-input';
export { type Page, type PageOptions, servePage } from './page/server';
export { type Rehearsal, type RehearseOptions, rehearse } from './rehearse';
export * from './run-record';
export { type Action, type Scenario, ScenarioError, type Step, type Traffic } from './scenario/scenario';
export type { TemplateSource } from './template/load-template';
export { Trace, type TraceEvent } from './trace';
