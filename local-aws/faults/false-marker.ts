import { randomUUID } from 'node:crypto';

const prefix = 'there-is-always-more-';

/** Makes a marker, or a token, of a page that does not exist: each time another one unless it is named. */
export const falseMarker = (name: string = randomUUID()) => `${prefix}${name}`;

/**
 * Turns the request for the page after a false marker into one for the first page: a service would refuse the marker.
 */
export async function withoutFalseMarker(request: Request): Promise<Request> {
  if (request.method === 'GET') return withoutFalseToken(request);
  if (request.method !== 'POST') return request;
  const body = await request.clone().text();
  if (!body.includes(prefix)) return request;
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  return new Request(request.url, { method: 'POST', headers, body: withoutMarkerIn(body) });
}

function withoutFalseToken(request: Request): Request {
  const url = new URL(request.url);
  const names = [...url.searchParams].filter(([, value]) => value.startsWith(prefix)).map(([name]) => name);
  for (const name of names) url.searchParams.delete(name);
  return names.length > 0 ? new Request(url, request) : request;
}

function withoutMarkerIn(body: string): string {
  if (!body.startsWith('{')) return body.replace(new RegExp(`&\\w+=${prefix}[\\w-]*`), '');
  const isTrue = ([, value]: [string, unknown]) => !String(value).startsWith(prefix);
  return JSON.stringify(Object.fromEntries(Object.entries<unknown>(JSON.parse(body)).filter(isTrue)));
}
