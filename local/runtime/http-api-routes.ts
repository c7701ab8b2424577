/** A route of an HTTP API that matches a request, with the path variables as the request has them, decoded. */
export interface RouteMatch<R extends { routeKey: string }> {
  route: R;
  pathParameters: Record<string, string>;
}

/** Kinds of path segment, the more specific first. */
const literal = 0;
const variable = 1;
const greedy = 2;

/**
 * Chooses the route for a request as an HTTP API does: a full match before a greedy path variable before `$default`
 * (API Gateway Developer Guide, "Routing API requests"); within that literal segments before variables, and the method
 * before `ANY`. `path` is still percent-encoded. HEAD needs a route of its own, `ANY` or `$default`.
 */
export function matchRoute<R extends { routeKey: string }>(
  routes: readonly R[],
  method: string,
  path: string,
): RouteMatch<R> | undefined {
  const matches = routes.flatMap((route) => {
    const match = matchKey(route.routeKey, method, path);
    return match ? [{ route, ...match }] : [];
  });
  const [best] = matches.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return best && { route: best.route, pathParameters: best.pathParameters };
}

interface KeyMatch {
  /** One digit per segment and one for the method, so that the first in order is the most specific. */
  rank: string;
  pathParameters: Record<string, string>;
}

function matchKey(routeKey: string, method: string, path: string): KeyMatch | undefined {
  if (routeKey === '$default') return { rank: '3', pathParameters: {} };
  const [routeMethod, routePath = ''] = routeKey.split(' ');
  if (routeMethod !== 'ANY' && routeMethod !== method) return undefined;
  const pathMatch = matchPath(routePath.split('/').slice(1), path.split('/').slice(1));
  return pathMatch && { ...pathMatch, rank: `${pathMatch.rank}${routeMethod === 'ANY' ? 1 : 0}` };
}

function matchPath(pattern: string[], path: string[]): KeyMatch | undefined {
  const isGreedy = pattern.at(-1)?.endsWith('+}') ?? false;
  if (isGreedy ? path.length < pattern.length : path.length !== pattern.length) return undefined;
  const pathParameters: Record<string, string> = {};
  let rank = String(isGreedy ? greedy : literal);
  for (const [index, part] of pattern.entries()) {
    const { kind, name } = segment(part);
    const value = kind === greedy ? path.slice(index).join('/') : (path[index] ?? '');
    if (kind === literal ? part !== value : value === '') return undefined;
    if (kind !== literal) pathParameters[name] = decodeURIComponent(value);
    rank += kind;
  }
  return { rank, pathParameters };
}

function segment(part: string): { kind: number; name: string } {
  const [, name, plus] = part.match(/^\{(.+?)(\+?)\}$/) ?? [];
  if (name === undefined) return { kind: literal, name: '' };
  return { kind: plus ? greedy : variable, name };
}
