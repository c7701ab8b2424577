import { isAnswer, responseOf } from './answer';
import { jsonErrors } from './aws-json';
import { type CommonErrors, inOwnWords } from './common-errors';
import type { Protocol, ProtocolCall } from './protocol';
import type { Signer } from './signer';

/** Operations, by the signing name of their service, then by method and path; there may be a name in a path. */
const operations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account: { 'POST /getRegionOptStatus': 'GetRegionOptStatus' },
  lambda: {
    'GET /2016-08-19/account-settings': 'GetAccountSettings',
    'GET /2015-03-31/functions/{Name}': 'GetFunction',
    'POST /2015-03-31/functions/{Name}/invocations': 'Invoke',
  },
  scheduler: { 'GET /schedules/{Name}': 'GetSchedule' },
};

/** Reads a call to a service of REST JSON, its body as `Payload`; undefined where it is signed for another one. */
export async function readRestJsonCall(
  request: Request,
  { signingName = '' }: Signer,
): Promise<ProtocolCall | undefined> {
  const routes = operations[signingName];
  if (!routes) return undefined;
  const { pathname, searchParams } = new URL(request.url);
  const called = `${request.method} ${pathname.replace(/(.)\/$/, '$1')}`;
  const [operation = called, Name = ''] = routeOf(routes, called) ?? [];
  const InvocationType = request.headers.get('x-amz-invocation-type') ?? undefined;
  const parameters = {
    ...Object.fromEntries(searchParams),
    Name,
    InvocationType,
    Payload: await request.text(),
  };
  return { of: signingName, operation, parameters };
}

/** The operation of the route that is called, and the name in its path. */
function routeOf(routes: Readonly<Record<string, string>>, called: string): [string, string] | undefined {
  for (const [route, operation] of Object.entries(routes)) {
    const found = new RegExp(`^${route.replace('{Name}', '([^/]+)')}$`).exec(called);
    if (found) return [operation, decodeURIComponent(found[1] ?? '')];
  }
  return undefined;
}

const contentType = 'application/json';

/** Whose token is not known is told with another status than by AWS JSON. */
const restErrors: CommonErrors = {
  ...jsonErrors,
  InvalidClientTokenId: { name: 'UnrecognizedClientException', status: 403 },
};

/** REST with JSON bodies (Smithy specification, "AWS restJson1 protocol"), of the service of this signing name. */
export const restJson = (signingName: string): Protocol => ({
  kind: 'rest-json',
  contentType,
  of: signingName,
  answer: (_, answer) =>
    responseOf({ status: 200, headers: { 'content-type': contentType }, body: JSON.stringify(answer) }),
  refuse: (_, refused) => {
    const { name, status, message, headers } = inOwnWords(refused, restErrors);
    return responseOf({
      status,
      headers: { 'content-type': contentType, 'x-amzn-errortype': name, ...headers },
      body: JSON.stringify({ Message: message }),
    });
  },
  read: (_, text) => {
    const members: unknown = JSON.parse(text || '{}');
    return isAnswer(members) ? { members, saying: (said) => JSON.stringify(said) } : undefined;
  },
});
