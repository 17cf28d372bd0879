import type { AlarmState } from '../../../rehearsal/run-record';
import type { ComparisonOperator, TreatMissingData } from '../../../rehearsal/template/model';
import fixture from '../fixtures/alarm-cases.json';

/** A documented, recorded or derived case of CloudWatch's behaviour. What else it holds depends on its kind. */
export interface AlarmCase {
  readonly id: string;
  readonly kind: string;
  readonly description: string;
  readonly [member: string]: unknown;
}

/** The configuration that most cases of alarms share. */
export interface CaseConfig {
  readonly comparisonOperator: ComparisonOperator;
  readonly threshold: number;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
  readonly namespace?: string;
}

const CASES = fixture.cases as readonly unknown[] as readonly AlarmCase[];

/** All cases of a kind, typed by the caller. */
export function casesOf<T>(kind: string): (AlarmCase & T)[] {
  return CASES.filter((each) => each.kind === kind) as (AlarmCase & T)[];
}

/** How many cases there are of each kind. */
export function countByKind(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of CASES) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Prior states to try an evaluation from: its outcome may depend on them only where a case says RETAIN. */
export const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
