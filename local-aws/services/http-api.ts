import { Hono } from 'hono';
import type { Clock } from '../clock';
import { gate } from '../iam/gate';
import type { SecretsOf } from '../iam/signature';
import type { Json } from '../json';
import type { Invocation } from '../lambda/lambda-runner';
import { accountId, partition, region } from '../template/physical-id';
import type { HttpApi } from '../template/template';
import { type EventSource, httpApiEvent, type RequestSigner } from './http-api-event';
import { httpApiResponse } from './http-api-response';
import { type FoundRoute, findRoute } from './http-api-route';

/** The functions behind an HTTP API, how they are invoked, and who may come where a route asks IAM. */
export interface HttpApiOptions {
  api: Pick<HttpApi, 'apiId' | 'routes'>;
  clock: Clock;
  /** `sourceArn` is what API Gateway calls itself: stage, method and path of the route. */
  invoke(functionArn: string, event: Json, sourceArn: string): Promise<Invocation>;
  /** The secrets of those who can sign a request. */
  secretsOf: SecretsOf;
  /** Who has signed a request that their policies let them send there; `undefined` where they do not. */
  signerOf(headers: Headers, resource: string): RequestSigner | undefined;
}

/** An API Gateway HTTP API in front of Lambda functions. There is no CORS, no throttling, and no authorizer but IAM. */
export function httpApi(options: HttpApiOptions): Hono {
  const app = new Hono();
  app.all('*', ({ req: { raw } }) => {
    const found = findRoute(options.api.routes, { method: raw.method, path: new URL(raw.url).pathname });
    if (!found) return message(404, 'Not Found');
    return found.route.authorization === 'AWS_IAM'
      ? signedOnly(raw, found, options)
      : answer(raw, found, options);
  });
  app.onError((error) =>
    // A path that is not well-formed percent-encoding leads nowhere; API Gateway says Bad Request.
    error instanceof URIError ? message(404, 'Not Found') : message(500, 'Internal Server Error'),
  );
  return app;
}

/** Whatever is wrong with a request's signature, or missing in its signer's policies, HTTP APIs say the same of it. */
const refuse = () => message(403, 'Forbidden');

function signedOnly(
  request: Request,
  found: FoundRoute,
  options: HttpApiOptions,
): Response | Promise<Response> {
  const { secretsOf, signerOf, api } = options;
  const service = (signed: Request) => {
    const resource = arnOf(api.apiId, request.method, new URL(request.url).pathname);
    const signer = signerOf(signed.headers, resource);
    return signer ? answer(signed, found, options, signer) : refuse();
  };
  return gate(service, { secretsOf, refuse })(request);
}

async function answer(
  request: Request,
  { route, proxy }: FoundRoute,
  { api, clock, invoke }: HttpApiOptions,
  signer?: RequestSigner,
): Promise<Response> {
  const { key: routeKey, functionArn } = route;
  const source: EventSource = { apiId: api.apiId, routeKey, proxy, signer, now: clock.now() };
  const event = await httpApiEvent(request, source);
  const path = routeKey.slice(routeKey.indexOf('/'));
  const invocation = await invoke(functionArn, event, arnOf(api.apiId, request.method, path));
  const response = 'payload' in invocation ? httpApiResponse(invocation.payload) : undefined;
  return response ?? message(500, 'Internal Server Error');
}

/** `<API>/<stage>/<method><path>` (API Gateway Developer Guide, "Arn format of an HTTP API"). */
function arnOf(apiId: string, method: string, path: string): string {
  return `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/$default/${method}${path}`;
}

function message(status: number, text: string): Response {
  return Response.json({ message: text }, { status });
}
