import { distanceOf, nearestNames } from '../nearest-name';

/**
 * The known name of which `name` is a slip: one or two characters, case or separators. Stricter than a hint has to be,
 * because findings depend on it. `undefined` when there is none.
 */
export function nearMiss(name: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = distanceOf(plain(name), plain(candidate));
    const allowed = Math.min(2, Math.floor(Math.min(name.length, candidate.length) / 4));
    if (candidate === name || distance > allowed || distance >= least) continue;
    nearest = candidate;
    least = distance;
  }
  return nearest;
}

/** `; did you mean "Invocations"?`, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const [near] = nearestNames(name, known, 1);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}
