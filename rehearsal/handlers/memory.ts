const USED_SHARE = 0.4;

/** The memory that a function is said to use: a constant share, because the real figure differs from run to run. */
export function usedMegabytes(memoryMegabytes: number): number {
  return Math.round(memoryMegabytes * USED_SHARE);
}
