import type { TimeSeries } from '../../time-series';
import { MathTypeError, type MathValue, nameOfKind } from '../math-value';

/** @throws MathTypeError unless there are between `least` and `most` arguments. */
export function expectCount(args: readonly MathValue[], least: number, most = least): void {
  if (args.length >= least && args.length <= most) return;
  const wanted = least === most ? `${least}` : `${least} to ${most}`;
  throw new MathTypeError(`takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${args.length}`);
}

export function seriesAt(args: readonly MathValue[], index: number): TimeSeries {
  const value = args[index]!;
  if (value.kind === 'series') return value.series;
  throw new MathTypeError(`takes a time series as argument ${index + 1}, not ${nameOfKind(value)}`);
}

/** Several time series; one alone counts as a list of one. */
export function listAt(args: readonly MathValue[], index: number): readonly TimeSeries[] {
  const value = args[index]!;
  if (value.kind === 'list') return value.list;
  if (value.kind === 'series') return [value.series];
  throw new MathTypeError(`takes several time series as argument ${index + 1}, not ${nameOfKind(value)}`);
}

export function scalarAt(args: readonly MathValue[], index: number): number {
  const value = args[index]!;
  if (value.kind === 'scalar') return value.value;
  throw new MathTypeError(`takes a number as argument ${index + 1}, not ${nameOfKind(value)}`);
}

/** A number as a position in a list: whole and not below 0. */
export function countAt(args: readonly MathValue[], index: number): number {
  return Math.max(0, Math.trunc(scalarAt(args, index)) || 0);
}

export function wordAt(args: readonly MathValue[], index: number, words: readonly string[]): string {
  const value = args[index]!;
  if (value.kind === 'word' && words.includes(value.word)) return value.word;
  throw new MathTypeError(
    `takes ${words.slice(0, -1).join(', ')} or ${words.at(-1)} as argument ${index + 1}, not ${nameOfKind(value)}`,
  );
}
