import type { Fields } from '../case';
import type { Band } from '../engine';
import { fieldsIn } from '../fields';

/** The band that a case gives: one pair of bounds for all periods, or one for each. */
export function bandOf(config: Fields, startMs: number, length: number): Band | undefined {
  const from = fieldsIn(config, 'band') ?? config;
  if (from.lower === undefined && from.upper === undefined) return undefined;
  return { startMs, lower: boundsOf(from.lower, length), upper: boundsOf(from.upper, length) };
}

function boundsOf(given: unknown, length: number): (number | null)[] {
  const list = Array.isArray(given) ? given : [];
  return Array.from({ length }, (_, index) => {
    const bound: unknown = list.length > 0 ? list[Math.min(index, list.length - 1)] : given;
    return typeof bound === 'number' ? bound : null;
  });
}
