/** The known name that `name` was probably meant to be; `undefined` when none is near. */
export function nearMiss(name: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = plain(candidate) === plain(name) ? 0 : editDistance(plain(name), plain(candidate));
    const allowed = Math.min(2, Math.floor(Math.min(name.length, candidate.length) / 4));
    if (candidate === name || distance > allowed || distance >= least) continue;
    nearest = candidate;
    least = distance;
  }
  return nearest;
}

/** `; did you mean "Invocations"?`, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearMiss(name, known);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/** Case and separators are what people get wrong most. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

/** How many characters have to be added, removed or changed. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const changed = previous[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(changed, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}
