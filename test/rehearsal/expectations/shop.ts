import { type Rehearsal, rehearse, type Scenario } from '../../../rehearsal';

export const START_MS = Date.parse('2026-01-05T09:00:00Z');
export const MINUTE_MS = 60_000;

/** Minutes after the start, as ms since the epoch. */
export const minute = (count: number): number => START_MS + count * MINUTE_MS;

export type Properties = Readonly<Record<string, unknown>>;

/** An alarm on the Sum of `Shop Errors` over a minute: more than 5, 3 of 3. */
export function errorsHigh(overrides: Properties = {}): Properties {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: 'errors-high',
      Namespace: 'Shop',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
      ...overrides,
    },
  };
}

/** Rehearses a template of these resources on one `Shop Errors` series, a value for each minute. */
export function rehearseErrors(
  resources: Readonly<Record<string, unknown>>,
  values: readonly (number | null)[],
  scenario: Partial<Scenario> = {},
): Promise<Rehearsal> {
  return rehearse({
    template: { template: { Resources: resources } },
    scenario: {
      title: 'test',
      minutes: 20,
      metrics: [{ namespace: 'Shop', metricName: 'Errors', dimensions: {}, values }],
      ...scenario,
    },
  });
}

/** `times` of a value: `...series(0, 9)`. */
export function series(value: number | null, times: number): (number | null)[] {
  return Array.from({ length: times }, () => value);
}

/** 8 errors in minutes 8 to 11: errors-high is in ALARM from 11m to 13m. */
export const incident: readonly (number | null)[] = [...series(0, 8), ...series(8, 4), ...series(0, 6)];

/** Text without the indentation that the source file gives it. */
export function text([source]: TemplateStringsArray): string {
  const lines = source!.split('\n').slice(1);
  const indent = /^ */.exec(lines[0]!)![0].length;
  return lines
    .map((line) => line.slice(indent))
    .join('\n')
    .trimEnd();
}
