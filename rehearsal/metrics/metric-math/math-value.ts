import type { Grid, TimeSeries } from '../time-series';

/** What an expression can be: CloudWatch's S, TS and TS[], and the words that some functions take. */
export type MathValue =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'series'; readonly series: TimeSeries }
  | { readonly kind: 'list'; readonly list: readonly TimeSeries[] }
  | { readonly kind: 'word'; readonly word: string };

/** What an expression is computed from. */
export interface MathContext {
  readonly grid: Grid;
  /** The value of another query. */
  query(id: string): MathValue;
  /** All queries that are metrics, not expressions, in the order of the request. */
  metrics(): readonly { readonly id: string; readonly series: TimeSeries }[];
}

/** A function or operator was given something that it does not take. The evaluator adds where. */
export class MathTypeError extends Error {}

const KIND_NAMES = { scalar: 'a number', series: 'a time series', list: 'several time series' } as const;

/** The kind of a value, for a person. */
export function nameOfKind(value: MathValue): string {
  return value.kind === 'word' ? `the word ${value.word}` : KIND_NAMES[value.kind];
}

/** A number; what is not finite (a division by zero, the maximum of nothing) is missing: NaN, as in a time series. */
export function scalar(value: number): MathValue {
  return { kind: 'scalar', value: Number.isFinite(value) ? value : Number.NaN };
}

export function single(series: TimeSeries): MathValue {
  return { kind: 'series', series };
}

export function several(list: readonly TimeSeries[]): MathValue {
  return { kind: 'list', list };
}

/** Applies `change` to a time series, or to each of several. */
export function eachSeries(value: MathValue, change: (series: TimeSeries) => TimeSeries): MathValue {
  if (value.kind === 'series') return single(change(value.series));
  if (value.kind === 'list') return several(value.list.map(change));
  throw new MathTypeError(`takes a time series or several, not ${nameOfKind(value)}`);
}

/** The datapoints of a series, without the gaps. */
export function datapoints({ values }: TimeSeries): readonly number[] {
  return values.filter((value) => !Number.isNaN(value));
}
