/** One route of an HTTP API, and the function that answers there. */
export interface HttpRoute {
  /** A method and a path: `POST /decision`, or `ANY /{proxy+}`, which takes what no other route does. */
  readonly key: string;
  readonly functionArn: string;
  /** Who may come: everybody, or whom a policy of IAM lets. */
  readonly authorization: 'NONE' | 'AWS_IAM';
}

const everything = 'ANY /{proxy+}';

/** Why a route is not served here; `undefined` where it is. Of path variables there is the one that takes everything. */
export function problemOfRoute(key: string): string | undefined {
  if (key === everything || /^[A-Z]+ \/[\w./-]+$/.test(key)) return undefined;
  return `the route ${key} is not supported, only ${everything} and paths without variables`;
}

/** A route that a request goes to, and what its path variable stands for. */
export interface FoundRoute {
  readonly route: HttpRoute;
  readonly proxy?: string;
}

/**
 * The most specific route for a request: the one with exactly this method and path as it was sent, or else the one that
 * takes everything but `/` (API Gateway Developer Guide, "Create routes for HTTP APIs", routing).
 */
export function findRoute(
  routes: readonly HttpRoute[],
  { method, path }: { method: string; path: string },
): FoundRoute | undefined {
  const exact =
    routes.find(({ key }) => key === `${method} ${path}`) ?? routes.find(({ key }) => key === `ANY ${path}`);
  if (exact) return { route: exact };
  const route = routes.find(({ key }) => key === everything);
  return route && path !== '/' ? { route, proxy: decodeURIComponent(path.slice(1)) } : undefined;
}
