import type { AddressInfo } from 'node:net';
import { type HttpBindings, serve } from '@hono/node-server';

/** Answers a request; `connection` is there where it came over a socket. Thrown BrokenConnection closes that. */
export type Fetch = (request: Request, connection?: unknown) => Response | Promise<Response>;

/** There is no answer: the connection is reset. */
export class BrokenConnection extends Error {
  override readonly name = 'BrokenConnection';
}

export interface HttpServer {
  /** For instance `http://127.0.0.1:4566`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an app on the loopback address only; port 0 takes a free one. Rejects when the port is taken. */
export function startHttpServer({ fetch }: { fetch: Fetch }, port = 0): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const answer = async (request: Request, connection: HttpBindings) => {
      try {
        return await fetch(request, connection);
      } catch (error) {
        if (!(error instanceof BrokenConnection)) throw error;
        connection.incoming.socket.destroy();
        return new Response();
      }
    };
    const options = {
      fetch: (request: Request, connection: unknown) => answer(request, connection as HttpBindings),
      port,
      hostname: '127.0.0.1',
      // Clients in this process close idle connections first: while a large page keeps it busy, one that the server
      // closed meanwhile would be used once more, and reset.
      serverOptions: { keepAliveTimeout: 0 },
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
