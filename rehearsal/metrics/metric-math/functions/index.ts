import { AGGREGATES } from './aggregates';
import { CHANGES } from './changes';
import { CONDITIONALS } from './conditionals';
import { DATES } from './dates';
import { ELEMENTWISE } from './elementwise';
import { LISTS } from './lists';
import type { MathFunctions } from './math-function';

/** Every function that is rehearsed; a new one is an entry in the table of its family. */
export const MATH_FUNCTIONS: MathFunctions = {
  ...AGGREGATES,
  ...CHANGES,
  ...CONDITIONALS,
  ...DATES,
  ...ELEMENTWISE,
  ...LISTS,
};

/** Functions of CloudWatch that a laptop cannot compute, and why. */
export const NOT_REHEARSED_FUNCTIONS: Readonly<Record<string, string>> = {
  ANOMALY_DETECTION_BAND: 'AWS does not publish how it trains the band; for an alarm, a scenario can give the band',
  DB_PERF_INSIGHTS: 'it reads Performance Insights',
  INSIGHT_RULE_METRIC: 'it reads Contributor Insights',
  LAMBDA: 'it asks a Lambda function that is a data source of the account',
  SEARCH: 'it searches the metrics of an account, and no alarm may use it',
  SERVICE_QUOTA: 'it reads the quotas of an account',
};
