import type { Traffic } from './scenario';

const MINUTE_MS = 60_000;

/** Virtual times of the requests, in ms from the start: evenly spread, each moved a little, always the same for a seed. */
export function arrivals({ perMinute, fromMinute = 0, toMinute }: Traffic, minutes: number, seed: number): number[] {
  const random = mulberry32(seed);
  const spacingMs = MINUTE_MS / perMinute;
  const count = Math.floor(((toMinute ?? minutes) - fromMinute) * perMinute);
  return Array.from({ length: count }, (_, index) =>
    Math.floor(fromMinute * MINUTE_MS + (index + 0.25 + random() / 2) * spacingMs),
  );
}

/** A small seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
