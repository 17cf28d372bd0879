/** Random numbers that are the same for the same seed. */
export interface Random {
  /** From 0 to 1, 1 excluded. */
  next(): number;
  /** Standard normal. */
  normal(): number;
  /** How many of independent events with this mean happen. */
  poisson(mean: number): number;
  /** How many of `n` happen when each happens with probability `p`. */
  binomial(n: number, p: number): number;
  pick<T>(items: readonly T[]): T;
}

/** From here on a normal distribution is near enough, and much faster. */
const MANY = 40;

export function seededRandom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const poisson = (mean: number) => {
    if (mean > MANY) return Math.max(0, Math.round(mean + normal() * Math.sqrt(mean)));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = next(); product > limit; product *= next()) count++;
    return count;
  };
  const binomial = (n: number, p: number) => {
    if (p >= 1) return n;
    if (n <= MANY) return Array.from({ length: n }, next).filter((value) => value < p).length;
    if (n * p <= MANY) return Math.min(n, poisson(n * p));
    return Math.min(n, Math.max(0, Math.round(n * p + normal() * Math.sqrt(n * p * (1 - p)))));
  };
  return { next, normal, poisson, binomial, pick: (items) => items[Math.floor(next() * items.length)]! };
}
