import { Readable } from 'node:stream';
import type { HttpRequest, HttpResponse } from '@smithy/types';
import { BrokenConnection, type Fetch, type HttpServer } from './http-server';
import type { Transport } from './transport';

/** An address that nothing on the Internet has, for documentation only (RFC 5737). */
const host = '192.0.2.1';

/**
 * A transport that never opens a socket: SDK clients in this process get `requestHandler`, which finds the service by
 * its port. Ports are given out in order, so that the services of one app have the same addresses each time.
 */
export class InMemoryTransport implements Transport {
  readonly #apps = new Map<string, Fetch>();
  #ports = 0;

  async serve({ fetch }: { fetch: Fetch }): Promise<HttpServer> {
    this.#ports += 1;
    const url = `http://${host}:${this.#ports}`;
    this.#apps.set(url, fetch);
    return { url, close: async () => void this.#apps.delete(url) };
  }

  readonly requestHandler = {
    handle: async (request: HttpRequest): Promise<{ response: HttpResponse }> => {
      try {
        return { response: responseOf(await this.#answer(requestOf(request))) };
      } catch (error) {
        if (!(error instanceof BrokenConnection)) throw error;
        if (error.ending === 'silence') throw givenUp();
        if (!error.arrived) throw connectionReset();
        return { response: responseOf(error.arrived, connectionReset()) };
      }
    },
  };

  #answer(request: Request): Response | Promise<Response> {
    const fetch = this.#apps.get(new URL(request.url).origin);
    if (!fetch) throw Object.assign(new Error(`Nothing is at ${request.url}`), { code: 'ECONNREFUSED' });
    return fetch(request);
  }
}

function requestOf({ method, hostname, port, path, query, headers, body }: HttpRequest): Request {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) search.append(name, String(value ?? ''));
  return new Request(`http://${hostname}:${port}${path}${search.size > 0 ? `?${search}` : ''}`, {
    method,
    headers,
    body: method === 'GET' || method === 'HEAD' ? undefined : body,
  });
}

/** `brokenBy`: what ends it before its end. */
function responseOf(answer: Response, brokenBy?: Error): HttpResponse {
  const body = async function* () {
    yield Buffer.from(await answer.arrayBuffer());
    if (brokenBy) throw brokenBy;
  };
  const headers = Object.fromEntries(answer.headers);
  return { statusCode: answer.status, headers, body: Readable.from(body()) };
}

const connectionReset = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

/** What a client says that waits for so long and no longer, which is not waited for here. */
const givenUp = () => Object.assign(new Error('The answer did not end in time'), { name: 'TimeoutError' });
