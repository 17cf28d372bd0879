import { evaluate } from '../../../rehearsal/metrics/metric-math/evaluate';
import type { Expression } from '../../../rehearsal/metrics/metric-math/expression';
import type { MathContext, MathValue } from '../../../rehearsal/metrics/metric-math/math-value';
import { single } from '../../../rehearsal/metrics/metric-math/math-value';

export type Values = readonly (number | null)[];

export interface Period {
  readonly startMs: number;
  readonly periodMs: number;
}

/** The value of an expression over metrics of the given values, the first of which begins at `startMs`. */
export function evaluated(expression: Expression, inputs: Readonly<Record<string, Values>>, period: Period): MathValue {
  const length = Math.max(1, ...Object.values(inputs).map((values) => values.length));
  const series = Object.entries(inputs).map(([id, values]) => ({
    id,
    series: { label: id, values: values.map((value) => value ?? Number.NaN) },
  }));
  const context: MathContext = {
    grid: { ...period, length },
    metrics: () => series,
    query: (id) => single(series.find((each) => each.id === id)!.series),
  };
  return evaluate(expression, context);
}

/** The lines that a value draws; NaN is written as `null`. */
export function linesOf(value: MathValue): Values[] {
  if (value.kind !== 'series' && value.kind !== 'list') return [];
  const list = value.kind === 'series' ? [value.series] : value.list;
  return list.map(({ values }) => values.map((each) => (Number.isNaN(each) ? null : each)));
}
