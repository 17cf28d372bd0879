// The entry point `cdk-golden-signals/rehearsal`: Node only, never deployed.
export { type Page, type PageOptions, servePage } from './page/server';
export { type Rehearsal, type RehearseOptions, rehearse } from './rehearse';
export * from './run-record';
export { type Action, type Scenario, ScenarioError, type Step, type Traffic } from './scenario/scenario';
export type { TemplateSource } from './template/load-template';
export { TemplateError } from './template/template-error';
export { Trace, type TraceEvent } from './trace';
