import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { request as httpsRequest, Server } from 'node:https';
import type { AddressInfo } from 'node:net';

const inFixtures = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url));
const ca = inFixtures('ca.pem');

/** A server on the loopback address whose certificate is for `localhost`. */
export interface TlsServer {
  /** `https://localhost:12345` */
  readonly url: string;
  close(): void;
}

/** Serves over TLS with the certificate of the fixtures; `listen` is told the address first. */
export async function serveTls(
  listen: (url: string) => RequestListener | Promise<RequestListener>,
): Promise<TlsServer> {
  const server = new Server({ cert: inFixtures('server.pem'), key: inFixtures('server.key') });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  server.on('request', await listen(url));
  return {
    url,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** `fetch` that trusts the certificates of the fixtures alone, follows no redirect, and stops when it is told to. */
export function trustingFetch(
  url: string,
  { method, headers, body, signal }: RequestInit = {},
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const asked = httpsRequest(
      url,
      { ca, method, headers: Object.fromEntries(new Headers(headers)), signal: signal ?? undefined },
      async (answer) => {
        const parts: Buffer[] = [];
        for await (const part of answer) parts.push(part);
        const { statusCode: status = 500, headersDistinct } = answer;
        const told = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        );
        const text = [204, 304].includes(status) ? null : Buffer.concat(parts);
        resolve(new Response(text, { status, headers: told }));
      },
    );
    asked.on('error', (error) => reject(signal?.aborted ? signal.reason : error));
    asked.end(body === undefined || body === null ? undefined : String(body));
  });
}
