/** Headers that belong to one connection, not to the request. */
const hopByHop = ['connection', 'content-length', 'expect', 'host', 'keep-alive', 'transfer-encoding'];

/** What another server, at `origin`, answers to the same request. Redirects are for the client to follow. */
export async function forward(request: Request, origin: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  for (const name of hopByHop) headers.delete(name);
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const body = hasBody ? await request.arrayBuffer() : undefined;
  return fetch(new URL(`${pathname}${search}`, origin), {
    method: request.method,
    headers,
    body,
    redirect: 'manual',
  });
}
