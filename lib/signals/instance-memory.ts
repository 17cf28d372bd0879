/** GiB of memory of the `large` size by the letter of the family; larger sizes are multiples of it. */
const LARGE_GIB: Readonly<Record<string, number>> = { c: 4, m: 8, r: 16, t: 8, x: 32 };

/** Sizes as multiples of `large`. */
const SIZES: Readonly<Record<string, number>> = { micro: 1 / 8, small: 1 / 4, medium: 1 / 2, large: 1, xlarge: 2 };

/**
 * Memory in bytes of an instance class such as `db.r6g.2xlarge`; `undefined` for a class that does not follow the
 * pattern (`db.serverless`, metal, older generations with odd sizes).
 */
export function instanceMemoryBytes(instanceClass: unknown): number | undefined {
  const [, family, generation, times, size] =
    /^(?:db\.)?([cmrtx])(\d)[a-z]*\.(\d*)(micro|small|medium|large|xlarge)$/.exec(String(instanceClass)) ?? [];
  if (family === undefined || Number(generation) < (family === 't' ? 2 : 5)) {
    // Of the X family only the second generation has whole multiples.
    if (family !== 'x' || generation !== '2') return undefined;
  }
  return LARGE_GIB[family!]! * SIZES[size!]! * Number(times || 1) * 2 ** 30;
}
