/** Something in a template that is wrong or doubtful, found by reading it: no rehearsal needed. */
export interface Finding {
  /** Stable name of the rule: `unknown-child`, `topic-refuses-cloudwatch` … */
  readonly id: string;
  /** `error`: CloudFormation refuses it, or it can never do what it is for. `warning`: doubtful. */
  readonly level: 'error' | 'warning';
  /** Logical id, with the property path: `ErrorsHigh.AlarmActions[0]`. */
  readonly where: string;
  readonly what: string;
  /** What to do about it. */
  readonly advice: string;
}
