import type { AlarmState } from '../../rehearsal/run-record';
import type { ComparisonOperator } from '../../rehearsal/template/model';

/** What a reader sees in a reason of CloudWatch. */
export interface ReasonText {
  readonly points: readonly { readonly startMs: number; readonly value: number }[];
  /** How many datapoints decide, and of how many; absent when the reason does not say it. */
  readonly deciding?: number;
  readonly evaluationPeriods?: number;
  readonly missing: number;
  readonly treatMissingData?: 'breaching' | 'notBreaching';
  readonly threshold?: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly operator?: ComparisonOperator;
  /** The state that the transition in the last bracket leads to, and the number of datapoints that it takes. */
  readonly transition?: { readonly to: AlarmState; readonly minimum: number };
}

const OPERATORS: readonly (readonly [RegExp, ComparisonOperator])[] = [
  [/less than the lower thresholds? .*greater than the upper/, 'LessThanLowerOrGreaterThanUpperThreshold'],
  [/less than the lower threshold/, 'LessThanLowerThreshold'],
  [/greater than the upper threshold/, 'GreaterThanUpperThreshold'],
  [/greater than or equal to the threshold/, 'GreaterThanOrEqualToThreshold'],
  [/less than or equal to the threshold/, 'LessThanOrEqualToThreshold'],
  [/greater than the threshold/, 'GreaterThanThreshold'],
  [/less than the threshold/, 'LessThanThreshold'],
];

/** Reads what stands in a reason: cases often say nothing else. */
export function readReason(reason: string): ReasonText {
  const number = (pattern: RegExp) => {
    const found = pattern.exec(reason)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const outOf = /(\d+) out of the last (\d+) datapoints?/.exec(reason);
  const [, minimum, to] = /\(minimum (\d+) datapoints? for \S+ -> (\w+) transition\)/.exec(reason) ?? [];
  const treatment = /treated as \[(\w+)\]/.exec(reason)?.[1];
  return {
    points: Array.from(reason.matchAll(/(-?[\d.]+(?:E-?\d+)?) \((\d\d)\/(\d\d)\/(\d\d) ([\d:]{8})\)/g), pointOf),
    ...optional('deciding', outOf === null ? number(/Crossed: (\d+) datapoints?/) : Number(outOf[1])),
    ...optional('evaluationPeriods', outOf === null ? number(/for (\d+) periods?/) : Number(outOf[2])),
    missing: number(/(\d+) missing datapoints?/) ?? number(/Data: (\d+) datapoints?/) ?? 0,
    ...optional(
      'treatMissingData',
      treatment === undefined ? undefined : treatment === 'Breaching' ? 'breaching' : 'notBreaching',
    ),
    ...optional('threshold', number(/the threshold \((-?[\d.]+(?:E-?\d+)?)\)/)),
    lower: boundsIn(reason, 'lower'),
    upper: boundsIn(reason, 'upper'),
    ...optional('operator', OPERATORS.find(([pattern]) => pattern.test(reason))?.[1]),
    ...optional('transition', to === undefined ? undefined : { to: to as AlarmState, minimum: Number(minimum) }),
  };
}

function pointOf([, value, day, month, year, time]: RegExpExecArray) {
  return { startMs: Date.parse(`20${year}-${month}-${day}T${time}Z`), value: Number(value) };
}

function boundsIn(reason: string, which: 'lower' | 'upper'): number[] {
  const list = new RegExp(`the ${which} thresholds? \\[([^\\]]*)\\]`).exec(reason)?.[1];
  return list === undefined || list === '' ? [] : list.split(',').map(Number);
}

function optional<K extends string, V>(name: K, value: V | undefined): { readonly [name in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [name in K]?: V };
}
