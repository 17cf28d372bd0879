/** GiB of memory of the `large` size by the letter of the family; other sizes are multiples of it. */
const LARGE_GIB: Readonly<Record<string, number>> = { c: 4, m: 8, r: 16, t: 8, x: 32 };

/** Sizes as multiples of `large`. */
const SIZES: Readonly<Record<string, number>> = { micro: 1 / 8, small: 1 / 4, medium: 1 / 2, large: 1, xlarge: 2 };

/** Families and generations that follow the pattern; x2iedn has twice the memory of its family. */
const CLASS = /^db\.(?!x2iedn)([cmr](?=[5-9])|t(?=[2-9])|x(?=2))\d[a-z]*\.(\d*)(micro|small|medium|large|xlarge)$/;

/**
 * Memory in bytes of a database's instance class such as `db.r6g.2xlarge`; `undefined` for one that does not follow
 * the pattern (`db.serverless`, metal, older generations with odd sizes).
 */
export function instanceMemoryBytes(instanceClass: unknown): number | undefined {
  const [matched, family, times, size] = CLASS.exec(String(instanceClass)) ?? [];
  if (matched === undefined) return undefined;
  return LARGE_GIB[family!]! * SIZES[size!]! * Number(times || 1) * 2 ** 30;
}
