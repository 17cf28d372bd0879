/** A route that fits a request, and the values of its path parameters. */
export interface RouteMatch<Route> {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * The route of an HTTP API for a request: the most specific path (fixed text before `{parameter}` before `{greedy+}`,
 * from left to right), then the method before ANY, then `$default`.
 */
export function matchRoute<Route extends { readonly routeKey: string }>(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch<Route> | undefined {
  let best: (RouteMatch<Route> & { readonly rank: string }) | undefined;
  for (const route of routes) {
    const found = matchOf(route.routeKey, method.toUpperCase(), segmentsOf(path));
    if (found !== undefined && (best === undefined || found.rank > best.rank)) best = { route, ...found };
  }
  return best && { route: best.route, pathParameters: best.pathParameters };
}

/** Characters of a rank, better ones later in the order of text. */
const rankOf = { fallback: '0', greedy: '1', parameter: '2', fixed: '3' } as const;

function matchOf(
  routeKey: string,
  method: string,
  segments: readonly string[],
): { rank: string; pathParameters: Record<string, string> } | undefined {
  if (routeKey === '$default') return { rank: rankOf.fallback, pathParameters: {} };
  const [routeMethod, template = ''] = routeKey.split(' ');
  if (routeMethod !== 'ANY' && routeMethod !== method) return undefined;
  const pathParameters: Record<string, string> = {};
  let rank = '';
  const wanted = segmentsOf(template);
  for (const [index, part] of wanted.entries()) {
    const name = /^\{([^}+]+)(\+?)\}$/.exec(part);
    const given = segments[index];
    if (given === undefined) return undefined;
    if (name?.[2] === '+') {
      pathParameters[name[1]!] = segments.slice(index).map(decode).join('/');
      return { rank: rank + rankOf.greedy + methodRank(routeMethod), pathParameters };
    }
    if (name === null && part !== given) return undefined;
    if (name !== null) pathParameters[name[1]!] = decode(given);
    rank += name === null ? rankOf.fixed : rankOf.parameter;
  }
  if (wanted.length !== segments.length) return undefined;
  // Ends like a fixed path, so that `/a/{b}` comes before `/a/{rest+}` and `/` before `$default`.
  return { rank: `${rank}${rankOf.fixed}${methodRank(routeMethod)}`, pathParameters };
}

function methodRank(routeMethod: string | undefined): string {
  return routeMethod === 'ANY' ? '0' : '1';
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
