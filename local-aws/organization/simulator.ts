import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { AccessControl } from '../iam/access-control';
import { gate } from '../iam/gate';
import type { SecretsOf } from '../iam/signature';
import type { AwsError } from '../wire/aws-error';
import type { Fetch } from '../wire/http-server';
import { overHttp, type Transport } from '../wire/transport';
import { accessKeyOf, type CallerHeaders } from './caller';
import { Dispatcher, type DispatcherOptions } from './dispatcher';
import { readJsonCall } from './json-protocol';
import type { WireAnswer, WireCall } from './protocol';
import { readQueryCall, refuseUnreadable } from './query-protocol';
import { readRestCall } from './rest-xml-protocol';
import { ServiceError } from './service-error';
import { SERVICES } from './services';

export interface SimulatorOptions extends DispatcherOptions {
  /** 0 takes a free one. @default 0 */
  port?: number;
  /**
   * Who a caller is whose access key nobody has: the operator, whatever the secret, or nobody, who is told nothing.
   * @default operator
   */
  strangers?: 'operator' | 'nobody';
  /** What stands between the services and their clients. @default nothing */
  intercept?: (fetch: Fetch) => Fetch;
  /** @default HTTP on the loopback address */
  transport?: Transport;
}

export interface Simulator {
  /** For instance `http://127.0.0.1:4566`; goes into AWS_ENDPOINT_URL. */
  readonly url: string;
  /** `AWS_ENDPOINT_URL_STS` and so on: points the app or any SDK here for these services alone. */
  readonly environment: Record<string, string>;
  /** How often each operation was called, failed calls included, for instance `{"sts:AssumeRoot": 2}`. */
  calls(): Record<string, number>;
  /** Answers a request that another endpoint has received; nothing stands between. */
  fetch(request: Request): Promise<Response>;
  /** Whether a request is signed with credentials that AssumeRoot gave out, expired ones included. */
  isRootSession(request: Pick<Request, 'headers'>): boolean;
  /** Of root sessions, and of the app's roles. */
  readonly secretsOf: SecretsOf;
  /** Knows the app's roles by their access keys from now on, and refuses them what they may not do. */
  enforce(access: AccessControl): void;
  close(): Promise<void>;
}

/**
 * Serves a simulated organization on one loopback port: STS, IAM and Organizations, and S3 and SQS of its accounts; its
 * member accounts as JSON at `/_state`, everything else that it is at `/_organization`, and the call counts at
 * `/_calls`. The signatures of root sessions and of the app's roles are verified. Rejects when the port is taken.
 */
export async function startSimulator({
  port,
  intercept = (fetch) => fetch,
  strangers = 'operator',
  transport = overHttp,
  ...options
}: SimulatorOptions): Promise<Simulator> {
  const dispatcher = new Dispatcher(options);
  const app = simulatorApp(dispatcher, options);
  const open = intercept(app.fetch);
  const guarded = gate(open, { secretsOf: dispatcher.secretsOf, refuse });
  const isStranger = ({ headers }: Request) =>
    dispatcher.secretsOf(accessKeyOf(callerHeaders(headers)) ?? '') === undefined;
  const fetch: Fetch = (request, connection) =>
    (strangers === 'operator' && isStranger(request) ? open : guarded)(request, connection);
  const server = await transport.serve({ fetch }, port);
  return {
    url: server.url,
    environment: Object.fromEntries(
      Object.keys(SERVICES).map((service) => [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, server.url]),
    ),
    calls: () => dispatcher.calls(),
    fetch: async (request) => app.fetch(request),
    isRootSession: ({ headers }) => dispatcher.isRootSession(callerHeaders(headers)),
    secretsOf: dispatcher.secretsOf,
    enforce: (access) => dispatcher.enforce(access),
    close: () => server.close(),
  };
}

/** The simulator without a port: it answers requests. */
export function simulatorApp(dispatcher: Dispatcher, options: Pick<SimulatorOptions, 'organization'>): Hono {
  const app = new Hono();
  app.get('/_state', (context) => context.json(options.organization.accounts));
  app.get('/_calls', (context) => context.json(dispatcher.calls()));
  app.get('/_organization', (context) => {
    const { accounts, events, ...rest } = options.organization;
    return context.json(rest);
  });
  app.all('*', async ({ req: { raw } }) =>
    respond(dispatcher, await readCall(raw), callerHeaders(raw.headers)),
  );
  return app;
}

/** S3 alone has paths and methods. */
async function readCall(request: Request): Promise<WireCall | undefined> {
  if (request.method !== 'POST' || new URL(request.url).pathname !== '/') return readRestCall(request);
  const target = request.headers.get('X-Amz-Target');
  const body = await request.text();
  return target ? readJsonCall(target, body) : readQueryCall(body);
}

const callerHeaders = (headers: Headers): CallerHeaders => ({
  authorization: headers.get('Authorization') ?? undefined,
  sessionToken: headers.get('X-Amz-Security-Token') ?? undefined,
});

async function respond(
  dispatcher: Dispatcher,
  call: WireCall | undefined,
  headers: CallerHeaders,
): Promise<Response> {
  const requestId = randomUUID();
  const answered = call ? await answer(dispatcher, call, headers, requestId) : refuseUnreadable(requestId);
  return responseOf(answered, requestId);
}

/** What a caller without a secret is told, in the words of the service that its request would be for. */
async function refuse(request: Request, { name, message, status }: AwsError): Promise<Response> {
  const requestId = randomUUID();
  const call = (await readCall(request)) ?? { service: 'sts', operation: '', parameters: {} };
  const error = new ServiceError(name, status, message);
  const answered = SERVICES[call.service].protocol.refuse(call, error, requestId);
  return responseOf({ ...answered, status }, requestId);
}

function responseOf(answered: WireAnswer, requestId: string): Response {
  return new Response(answered.body === '' ? null : answered.body, {
    status: answered.status,
    headers: {
      ...answered.headers,
      ...(answered.contentType !== '' && { 'Content-Type': answered.contentType }),
      'x-amzn-RequestId': requestId,
    },
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
