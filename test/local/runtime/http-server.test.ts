import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../local/runtime/http-server';

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
