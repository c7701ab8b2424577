import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../local-aws/wire/http-server';

let server: HttpServer;
beforeAll(async () => {
  server = await startHttpServer({ fetch: () => new Response('here') });
});
afterAll(() => server.close());

it('leaves it to the client to close an idle connection, however long the process was busy', async () => {
  const { status, headers } = await fetch(server.url);
  expect(status).toBe(200);
  expect(headers.get('keep-alive')).toBeNull();
});

/** The status of an answer to a request for a host of this name. */
function statusFor(host: string, path = '/', { url } = server): Promise<number | undefined> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

/** The first line of the answer to these bytes. */
async function firstLineFor(text: string): Promise<string | undefined> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(text);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return String(answer).split('\r\n')[0];
}

describe('a request', () => {
  const port = () => new URL(server.url).port;

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST'])('for %s is answered', async (name) => {
    expect(await statusFor(`${name}:${port()}`)).toBe(200);
  });

  it.each(['evil.example', '127.0.0.1.evil.example', '0.0.0.0', '[::1]'])(
    'for %j is not, as a page makes it whose name leads here',
    async (name) => {
      expect(await statusFor(`${name}:${port()}`)).toBe(403);
      expect(await statusFor(name)).toBe(403);
    },
  );

  it('for no host is none', async () => {
    expect(await statusFor(`:${port()}`)).toBe(403);
  });

  it.each([
    ['without a Host', 'GET / HTTP/1.1\r\n\r\n'],
    ['with an empty one', 'GET / HTTP/1.1\r\nHost: \r\n\r\n'],
    ['that is none', 'garbage\r\n\r\n'],
    ['with headers that never end', `GET / HTTP/1.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`],
  ])('%s is refused in the same words', async (_, text) => {
    expect(await firstLineFor(text)).toBe('HTTP/1.1 403 Forbidden');
  });

  it('for another port of this machine, or a name that leads nowhere, is answered where nothing is guarded', async () => {
    const open = await startHttpServer({ fetch: () => new Response('here'), behindProxy: true });
    expect(await statusFor('127.0.0.1:1', '/', open)).toBe(200);
    expect(await statusFor('localhost:1', '/', open)).toBe(200);
    expect(await statusFor('aws.corp.invalid', '/', open)).toBe(200);
    expect(await statusFor('aws.invalid.example', '/', open)).toBe(403);
    expect(await statusFor('evil.example:1', '/', open)).toBe(403);
    await open.close();
  });

  it('for another port, or for another host in its first line, is not', async () => {
    expect(await statusFor('127.0.0.1:1')).toBe(403);
    expect(await statusFor('127.0.0.1')).toBe(403);
    expect(await statusFor(`127.0.0.1:${port()}`, 'http://evil.example/')).toBe(403);
  });
});
