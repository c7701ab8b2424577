import { isAnswer, responseOf } from './answer';
import { type CommonErrors, inOwnWords } from './common-errors';
import { jsonErrors } from './json';
import type { Protocol, ProtocolCall } from './protocol';
import type { Signer } from './signer';

/** Operations that read, by the signing name of their service, then by method and path; a path may end in a name. */
const operations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  lambda: { 'GET /2016-08-19/account-settings': 'GetAccountSettings' },
  scheduler: { 'GET /schedules/{Name}': 'GetSchedule' },
};

/** Reads a call to a service of REST JSON; undefined where it is signed for another one. */
export function readRestJsonCall(
  { method, url }: Request,
  { signingName = '' }: Signer,
): ProtocolCall | undefined {
  const routes = operations[signingName];
  if (!routes) return undefined;
  const { pathname, searchParams } = new URL(url);
  const [, parent, Name = ''] = /^(.*)\/([^/]+)$/.exec(pathname) ?? [];
  const path = pathname.replace(/(.)\/$/, '$1');
  const operation = routes[`${method} ${path}`] ?? routes[`${method} ${parent}/{Name}`];
  const parameters = { ...Object.fromEntries(searchParams), Name: decodeURIComponent(Name) };
  return { of: signingName, operation: operation ?? `${method} ${path}`, parameters };
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
