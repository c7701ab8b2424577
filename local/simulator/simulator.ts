import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { type Fetch, startHttpServer } from '../runtime/http-server';
import type { AccessControl } from '../runtime/iam/access-control';
import type { CallerHeaders } from './caller';
import { Dispatcher, type DispatcherOptions } from './dispatcher';
import { readJsonCall } from './json-protocol';
import type { WireAnswer, WireCall } from './protocol';
import { readQueryCall, refuseUnreadable } from './query-protocol';
import { ServiceError } from './service-error';
import { SERVICES } from './services';

export interface SimulatorOptions extends DispatcherOptions {
  /** 0 takes a free one. @default 0 */
  port?: number;
  /** What stands between the services and their clients. @default nothing */
  intercept?: (fetch: Fetch) => Fetch;
}

export interface Simulator {
  /** For instance `http://127.0.0.1:4566`; goes into AWS_ENDPOINT_URL. */
  readonly url: string;
  /** How often each operation was called, failed calls included, for instance `{"sts:AssumeRoot": 2}`. */
  calls(): Record<string, number>;
  /** Knows the app's roles by their access keys from now on, and refuses them what they may not do. */
  enforce(access: AccessControl): void;
  close(): Promise<void>;
}

/**
 * Serves STS, IAM and Organizations of a simulated organization on one loopback port, and its member accounts as
 * JSON at `/_state` and the call counts at `/_calls`. Rejects when the port is taken.
 */
export async function startSimulator({
  port,
  intercept = (fetch) => fetch,
  ...options
}: SimulatorOptions): Promise<Simulator> {
  const dispatcher = new Dispatcher(options);
  const app = simulatorApp(dispatcher, options);
  const server = await startHttpServer({ fetch: intercept(app.fetch) }, port);
  return {
    url: server.url,
    calls: () => dispatcher.calls(),
    enforce: (access) => dispatcher.enforce(access),
    close: () => server.close(),
  };
}

/** The simulator without a port: it answers requests. */
export function simulatorApp(dispatcher: Dispatcher, options: Pick<SimulatorOptions, 'organization'>): Hono {
  const app = new Hono();
  app.get('/_state', (context) => context.json(options.organization.accounts));
  app.get('/_calls', (context) => context.json(dispatcher.calls()));
  app.post('/', async ({ req }) => {
    const headers = {
      authorization: req.header('Authorization'),
      sessionToken: req.header('X-Amz-Security-Token'),
      userAgent: req.header('User-Agent'),
    };
    return respond(dispatcher, readCall(req.header('X-Amz-Target'), await req.text()), headers);
  });
  return app;
}

const readCall = (target: string | undefined, body: string) =>
  target ? readJsonCall(target, body) : readQueryCall(body);

async function respond(
  dispatcher: Dispatcher,
  call: WireCall | undefined,
  headers: CallerHeaders,
): Promise<Response> {
  const requestId = randomUUID();
  const { status, contentType, body } = call
    ? await answer(dispatcher, call, headers, requestId)
    : refuseUnreadable(requestId);
  return new Response(body, {
    status,
    headers: { 'Content-Type': contentType, 'x-amzn-RequestId': requestId },
  });
}

async function answer(
  dispatcher: Dispatcher,
  call: WireCall,
  headers: CallerHeaders,
  requestId: string,
): Promise<WireAnswer> {
  const { protocol } = SERVICES[call.service];
  try {
    return protocol.answer(call, await dispatcher.dispatch(call, headers), requestId);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return protocol.refuse(call, error, requestId);
  }
}
