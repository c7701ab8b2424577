import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../json';
import { accountId } from '../template/physical-id';

/** What the event of a request is made of besides the request itself. */
export interface EventSource {
  apiId: string;
  routeKey: string;
  /** What the route's path variable stands for, where it has one. */
  proxy?: string;
  /** Who has signed the request, where the route lets nobody else come. */
  signer?: RequestSigner;
  now: Date;
}

/** What API Gateway says of whoever has signed a request: `requestContext.authorizer.iam`. */
export interface RequestSigner {
  accessKey: string;
  accountId: string;
  callerId: string;
  cognitoIdentity: null;
  principalOrgId: string | null;
  userArn: string;
  userId: string;
}

/**
 * The event a Lambda integration gets, payload format 2.0 (API Gateway Developer Guide, "Create AWS Lambda proxy
 * integrations for HTTP APIs"). The domain name is the one the request was made to.
 */
export async function httpApiEvent(request: Request, source: EventSource): Promise<JsonObject> {
  const { apiId, routeKey, proxy, signer, now } = source;
  const url = new URL(request.url);
  const path = decodeURIComponent(url.pathname);
  const { cookie, ...headers } = Object.fromEntries(request.headers);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: url.search.slice(1),
    ...(cookie && { cookies: cookie.split('; ') }),
    headers: { ...headers, host: url.host, 'x-forwarded-proto': 'http' },
    ...(url.search && { queryStringParameters: queryParameters(url.searchParams) }),
    ...(proxy !== undefined && { pathParameters: { proxy } }),
    requestContext: {
      accountId,
      apiId,
      ...(signer && { authorizer: { iam: { ...signer } } }),
      domainName: url.host,
      domainPrefix: url.hostname.split('.')[0] ?? '',
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(await bodyOf(request)),
  };
}

function queryParameters(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]),
  );
}

/** Text goes as it is, everything else as base64; HTTP APIs count a submitted form as "everything else". */
async function bodyOf(request: Request): Promise<JsonObject> {
  const bytes = Buffer.from(await request.arrayBuffer());
  if (bytes.length === 0) return { isBase64Encoded: false };
  const isText = /^(text\/|application\/(json|javascript|xml))/.test(
    request.headers.get('content-type') ?? '',
  );
  return { body: bytes.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
