import { createServer, type RequestListener, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HttpBindings, serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

/** Answers a request; `connection` is there where it came over a socket. Thrown BrokenConnection breaks that. */
export type Fetch = (request: Request, connection?: unknown) => Response | Promise<Response>;

/** The connection is reset, or goes silent for good, before any answer or after this part of one. */
export class BrokenConnection extends Error {
  override readonly name = 'BrokenConnection';

  constructor(
    readonly arrived?: Response,
    readonly ending: 'reset' | 'silence' = 'reset',
  ) {
    super();
  }
}

/** What an HTTP server answers with, and to whom. */
export interface Served {
  readonly fetch: Fetch;
  /**
   * Whether it answers under any port of this machine, and under names that lead nowhere (RFC 2606: `aws.invalid`), as
   * behind a proxy that hands a request on as it came; only for what guards nothing. @default under its own alone
   */
  readonly behindProxy?: boolean;
}

/** An HTTP server that is listening. */
export interface HttpServer {
  /** For instance `http://127.0.0.1:4566`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves an app on the loopback address only, and only who means that: a request for another host is not answered, which
 * is what a web page makes whose name leads here (DNS rebinding). Port 0 takes a free one. Rejects when the port is taken.
 */
export function startHttpServer({ fetch, behindProxy = false }: Served, port = 0): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const answer = async (request: Request, connection: HttpBindings) => {
      try {
        return await fetch(request, connection);
      } catch (error) {
        if (!(error instanceof BrokenConnection)) throw error;
        await breakOff(connection, error);
        return RESPONSE_ALREADY_SENT;
      }
    };
    const options = {
      fetch: (request: Request, connection: unknown) => answer(request, connection as HttpBindings),
      port,
      hostname: '127.0.0.1',
      createServer: serverFor(behindProxy),
      // Clients in this process close idle connections first: while a large page keeps it busy, one that the server
      // closed meanwhile would be used once more, and reset.
      serverOptions: { keepAliveTimeout: 0, requireHostHeader: false },
    };
    const server = serve(options, (address: AddressInfo) =>
      resolve({
        url: `http://127.0.0.1:${address.port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      }),
    );
    server.on('error', reject);
  });
}

/** Refuses before a request is looked at, and in the same words what is no request at all. */
const serverFor = (behindProxy: boolean) =>
  ((options: ServerOptions, listener: RequestListener) =>
    createServer(options, (incoming, outgoing) => {
      if (isForHere(incoming, behindProxy)) listener(incoming, outgoing);
      else outgoing.writeHead(403, { 'content-type': 'text/plain' }).end('Forbidden');
    }).on('clientError', (_, socket) => {
      if (socket.writable)
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    })) as typeof createServer;

function isForHere({ headers, socket, url = '' }: HttpBindings['incoming'], behindProxy: boolean): boolean {
  const { host = '' } = headers;
  const [, port] = /^(?:127\.0\.0\.1|localhost):(\d+)$/i.exec(host) ?? [];
  const isOurs = port === String(socket.localPort);
  const isAsked = behindProxy ? port !== undefined || /\.(invalid|test)(:\d+)?$/i.test(host) : isOurs;
  // A path: as to a proxy, a whole URL would go before the header.
  return isAsked && url.startsWith('/');
}

async function breakOff({ outgoing }: HttpBindings, { arrived, ending }: BrokenConnection): Promise<void> {
  if (arrived) {
    outgoing.writeHead(arrived.status, Object.fromEntries(arrived.headers));
    const part = new Uint8Array(await arrived.arrayBuffer());
    await new Promise((sent) => outgoing.write(part, sent));
  }
  if (ending === 'reset') outgoing.destroy();
}
