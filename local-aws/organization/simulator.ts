import { Hono } from 'hono';
import type { AccessControl } from '../iam/access-control';
import { gate } from '../iam/gate';
import type { SecretsOf } from '../iam/signature';
import { AwsError } from '../wire/aws-error';
import type { Fetch } from '../wire/http-server';
import { readCall, refusal } from '../wire/protocols';
import { answerCall, operationOf } from '../wire/service';
import { signerOf } from '../wire/signer';
import { overHttp, type Transport } from '../wire/transport';
import { Dispatcher, type DispatcherOptions } from './dispatcher';
import { isSimulated, SERVICES } from './services';

/** How an organization is simulated, and where. */
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

/** A simulated organization that answers. */
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
    dispatcher.secretsOf(signerOf(headers).accessKeyId ?? '') === undefined;
  const fetch: Fetch = (request, connection) =>
    (strangers === 'operator' && isStranger(request) ? open : guarded)(request, connection);
  const server = await transport.serve({ fetch, behindProxy: strangers === 'operator' }, port);
  return {
    url: server.url,
    environment: Object.fromEntries(
      Object.keys(SERVICES).map((service) => [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, server.url]),
    ),
    calls: () => dispatcher.calls(),
    fetch: async (request) => app.fetch(request),
    isRootSession: ({ headers }) => dispatcher.isRootSession(signerOf(headers)),
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
  app.all('*', async ({ req: { raw } }) => {
    const call = await readCall(raw);
    if (!call) return refusal({ service: 'sts' }, notSimulated());
    return answerCall(call, () =>
      isSimulated(call) ? dispatcher.dispatch(call) : operationOf({}, call)(call),
    );
  });
  return app;
}

const notSimulated = () =>
  new AwsError(
    'InvalidAction',
    'The request is no call to STS, IAM, Organizations, S3 or SQS, and only these are simulated',
  );

/** Tells a caller without a secret why, in the words of the service that its request would be for. */
async function refuse(request: Request, error: AwsError): Promise<Response> {
  return refusal((await readCall(request)) ?? { service: 'sts' }, error);
}
