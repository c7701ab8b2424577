/** The one route that an HTTP API has here: any method, and every path below `/`. */
export const ROUTE_KEY = 'ANY /{proxy+}';

/** The route's path variable, decoded, from a percent-encoded path; undefined for `/`, which it does not take. */
export function proxyOf(path: string): string | undefined {
  return path === '/' ? undefined : decodeURIComponent(path.slice(1));
}
