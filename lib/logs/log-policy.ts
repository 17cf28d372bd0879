import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** What is done with the log groups of what is watched. */
export interface LogPolicy {
  /**
   * Retention for log groups that have none (CloudWatch's own default is to keep, and bill, for ever). A retention
   * that the user set is never changed, `RetentionDays.INFINITE` of a `LogGroup` included; a `CfnLogGroup` cannot say
   * that it is meant to keep for ever. `RetentionDays.INFINITE` here leaves all log groups as they are.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly retention?: RetentionDays;

  /**
   * Give functions that have no log group of their own one with retention, so that their lines can be counted. Only
   * functions whose role may write to any log group (`AWSLambdaBasicExecutionRole`) and of which no version is
   * published (`currentVersion`: another log group would be another version) are given one; the others are named in a
   * warning.
   *
   * @default true
   */
  readonly createLogGroups?: boolean;

  /**
   * Switch watched functions that name no format to Lambda's JSON log format. Off by default: a hand-written EMF line
   * that goes through `console.log` is wrapped in JSON mode, and its metrics are lost.
   *
   * @default false
   */
  readonly jsonLogging?: boolean;

  /**
   * Count lines of level ERROR and WARN, by metric filters.
   *
   * @default true
   */
  readonly countLines?: boolean;
}
