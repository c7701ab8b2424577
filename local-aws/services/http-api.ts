import { Hono } from 'hono';
import type { Clock } from '../clock';
import type { Json } from '../json';
import type { Invocation } from '../lambda/lambda-runner';
import { accountId, partition, region } from '../template/physical-id';
import type { HttpApi } from '../template/template';
import { httpApiEvent } from './http-api-event';
import { httpApiResponse } from './http-api-response';
import { proxyOf } from './http-api-route';

/** The function behind an HTTP API, and how it is invoked. */
export interface HttpApiOptions {
  api: Pick<HttpApi, 'apiId' | 'functionArn'>;
  clock: Clock;
  /** `sourceArn` is what API Gateway calls itself: stage, method and path of the route. */
  invoke(functionArn: string, event: Json, sourceArn: string): Promise<Invocation>;
}

/** An API Gateway HTTP API in front of a Lambda function. There is no CORS, throttling or authorizer. */
export function httpApi({ api, clock, invoke }: HttpApiOptions): Hono {
  const app = new Hono();
  app.all('*', async ({ req }) => {
    const proxy = proxyOf(new URL(req.url).pathname);
    if (proxy === undefined) return message(404, 'Not Found');
    const event = await httpApiEvent(req.raw, { apiId: api.apiId, proxy, now: clock.now() });
    const invocation = await invoke(api.functionArn, event, sourceArn(api.apiId, req.method));
    const response = 'payload' in invocation ? httpApiResponse(invocation.payload) : undefined;
    return response ?? message(500, 'Internal Server Error');
  });
  app.onError((error) =>
    // A path that is not well-formed percent-encoding leads nowhere; API Gateway says Bad Request.
    error instanceof URIError ? message(404, 'Not Found') : message(500, 'Internal Server Error'),
  );
  return app;
}

/** `<API>/<stage>/<method><path>`, the path as the route has it (API Gateway Developer Guide, "Arn format of an HTTP API"). */
function sourceArn(apiId: string, method: string): string {
  return `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/$default/${method}/{proxy+}`;
}

function message(status: number, text: string): Response {
  return Response.json({ message: text }, { status });
}
