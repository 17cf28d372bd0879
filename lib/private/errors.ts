import type { IConstruct } from 'constructs';

/**
 * Misuse of a construct, found at synth. `code` is stable and part of the public API; the message says what is wrong,
 * where, and what to do.
 */
export class GoldenSignalsError extends Error {
  public constructor(
    public readonly code: string,
    message: string,
    scope?: IConstruct,
  ) {
    super(`[golden-signals:${code}] ${scope === undefined ? '' : `${scope.node.path}: `}${message}`);
    this.name = 'GoldenSignalsError';
  }
}

/** The known name that is nearest to a mistyped one, or the only one that begins with it, for error messages. */
export function nearestName(mistyped: string, known: readonly string[]): string | undefined {
  const ranked = known.map((name) => ({ name, distance: editDistance(mistyped.toLowerCase(), name.toLowerCase()) }));
  ranked.sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best !== undefined && best.distance <= Math.max(2, mistyped.length / 3)) return best.name;
  // A logical id of CDK ends in a hash that nobody remembers.
  const longer = known.filter((name) => mistyped.length > 2 && name.startsWith(mistyped));
  return longer.length === 1 ? longer[0] : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
