import type { Hono } from 'hono';
import { afterAll } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../local-aws/wire/http-server';

const servers: HttpServer[] = [];

/** Serves an app until the test file is done, and gives what an SDK client needs to talk to it. */
export async function serve(app: Hono) {
  const server = await startHttpServer(app);
  servers.push(server);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { endpoint: server.url, region: 'eu-west-1', credentials, maxAttempts: 1 };
}

afterAll(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
