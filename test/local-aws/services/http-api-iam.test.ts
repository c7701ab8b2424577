import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccessControl } from '../../../local-aws/iam/access-control';
import { apiSigner } from '../../../local-aws/iam/api-signer';
import { parsePolicy } from '../../../local-aws/iam/policy-document';
import { roleSession } from '../../../local-aws/iam/principal';
import type { SessionCredentials } from '../../../local-aws/iam/temporary-credentials';
import { isJsonObject, type Json } from '../../../local-aws/json';
import { httpApi } from '../../../local-aws/services/http-api';
import { ManualClock } from '../../support/manual-clock';
import { serve } from '../support/serve';

const roleOf = (name: string, account = '111111111111') => `arn:aws:iam::${account}:role/${name}`;
const resource = 'arn:aws:execute-api:eu-west-1:111111111111:abcdefghij/*/POST/decision';
const allow = (Resource: string, Action = 'execute-api:Invoke') => [
  parsePolicy({ Statement: { Effect: 'Allow', Action, Resource } }, 'Policy'),
];
const access = new AccessControl({
  policies: {
    roles: {
      [roleOf('path/Approver')]: allow(resource),
      [roleOf('OfAnotherPath')]: allow(resource.replace('decision', 'runs/*')),
      [roleOf('OfAnotherMethod')]: allow(resource.replace('POST', 'GET')),
      [roleOf('WithAnotherAction')]: allow('*', 's3:*'),
      [roleOf('Nobody')]: [],
      [roleOf('Elsewhere', '999999999999')]: allow('*'),
    },
    resources: {},
  },
});
const keysOf = (name: string, account?: string) =>
  access.credentialsOf(roleSession(roleOf(name, account), 'mia@corp.example'));
const approver = keysOf('path/Approver');

const invoked: [functionArn: string, event: Json, sourceArn: string][] = [];
beforeEach(() => {
  invoked.length = 0;
});

let url: URL;
beforeAll(async () => {
  const routes = [
    { key: 'ANY /{proxy+}', functionArn: 'arn:page', authorization: 'NONE' as const },
    { key: 'POST /decision', functionArn: 'arn:signed', authorization: 'AWS_IAM' as const },
  ];
  const app = httpApi({
    api: { apiId: 'abcdefghij', routes },
    clock: new ManualClock(new Date('2026-03-12T19:03:58.123Z')),
    invoke: async (...invocation) => {
      invoked.push(invocation);
      return { requestId: 'id', payload: 'ok' };
    },
    secretsOf: access.secretsOf,
    signerOf: (headers, arn) => apiSigner(access, headers, arn),
  });
  url = new URL((await serve(app)).endpoint);
});

interface Signing {
  readonly path?: string;
  readonly method?: string;
  readonly service?: string;
  readonly region?: string;
  readonly at?: Date;
  readonly headers?: Record<string, string>;
}

async function signed(credentials: SessionCredentials, signing: Signing = {}) {
  const { path = '/decision', method = 'POST', service = 'execute-api', region = 'eu-west-1' } = signing;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const request = new HttpRequest({
    method,
    path,
    protocol: 'http:',
    hostname: url.hostname,
    port: Number(url.port),
    headers: { host: url.host, 'content-type': 'text/plain', ...signing.headers },
    body: method === 'GET' ? undefined : 'yes',
  });
  return signer.sign(request, { signingDate: signing.at });
}

async function send({
  path,
  method,
  headers,
  body,
}: Pick<HttpRequest, 'path' | 'method' | 'headers' | 'body'>) {
  const response = await fetch(`${url.origin}${path}`, { method, headers, body });
  return [response.status, await response.text()];
}

const forbidden = [403, '{"message":"Forbidden"}'];

describe('a route with IAM authorization', () => {
  it('tells its function who has signed, and how the session is called', async () => {
    expect(await send(await signed(approver))).toEqual([200, 'ok']);
    const [[functionArn, event, sourceArn] = []] = invoked;
    expect(functionArn).toBe('arn:signed');
    expect(sourceArn).toBe('arn:aws:execute-api:eu-west-1:111111111111:abcdefghij/$default/POST/decision');
    expect(event).toMatchObject({
      routeKey: 'POST /decision',
      body: 'yes',
      requestContext: {
        routeKey: 'POST /decision',
        authorizer: {
          iam: {
            accessKey: approver.accessKeyId,
            accountId: '111111111111',
            callerId: expect.stringMatching(/^AROA[0-9A-F]{17}:mia@corp\.example$/),
            cognitoIdentity: null,
            principalOrgId: null,
            userArn: 'arn:aws:sts::111111111111:assumed-role/Approver/mia@corp.example',
            userId: expect.stringMatching(/^AROA/),
          },
        },
      },
    });
    expect(event).not.toHaveProperty('pathParameters');
  });

  const anHour = 3_600_000;
  it.each<[string, () => Promise<Parameters<typeof send>[0]>]>([
    ['nobody has signed', async () => ({ method: 'POST', path: '/decision', headers: {}, body: 'yes' })],
    ['a key is not known', () => signed({ ...approver, accessKeyId: 'ASIAUNKNOWN' })],
    ['the secret is another', () => signed({ ...approver, secretAccessKey: 'other' })],
    ['the session token is another', () => signed({ ...approver, sessionToken: 'other' })],
    ['the signature is an hour old', () => signed(approver, { at: new Date(Date.now() - anHour) })],
    ['it is signed for another service', () => signed(approver, { service: 's3' })],
    ['it is signed for another Region', () => signed(approver, { region: 'us-east-1' })],
    ['the body is another', async () => ({ ...(await signed(approver)), body: 'no' })],
    [
      'the path is another',
      async () => ({ ...(await signed(approver, { path: '/other' })), path: '/decision' }),
    ],
    [
      'the method is another',
      async () => ({ ...(await signed(approver, { method: 'PUT' })), method: 'POST' }),
    ],
    ['a policy lets them go elsewhere', () => signed(keysOf('OfAnotherPath'))],
    ['a policy lets them do it otherwise', () => signed(keysOf('OfAnotherMethod'))],
    ['a policy allows something else', () => signed(keysOf('WithAnotherAction'))],
    ['there is no policy', () => signed(keysOf('Nobody'))],
    [
      'they are of another account, whatever their policies say',
      () => signed(keysOf('Elsewhere', '999999999999')),
    ],
  ])('answers the same, and invokes nothing, where %s', async (_, request) => {
    expect(await send(await request())).toEqual(forbidden);
    expect(invoked).toEqual([]);
  });
});

describe('the route that everybody may use', () => {
  const asIfSigned = { 'x-amzn-iam-user-arn': roleOf('path/Approver'), 'x-forwarded-user': 'root' };
  it.each(['/decision/', '//decision', '/decision%2f', '/%64ecision', '/Decision', '/./x/../decision/x'])(
    'is where %s leads, whoever signs it, and its function is told of no signer',
    async (path) => {
      const { headers } = await signed(approver, { path, headers: asIfSigned });
      await send({ method: 'POST', path, headers, body: 'yes' });
      const [[functionArn, event] = []] = invoked;
      expect(functionArn).toBe('arn:page');
      const context = isJsonObject(event) ? event.requestContext : undefined;
      expect(context).not.toHaveProperty('authorizer');
    },
  );

  it('is where another method of the same path leads', async () => {
    await send({ method: 'GET', path: '/decision', headers: {}, body: undefined });
    expect(invoked.map(([functionArn]) => functionArn)).toEqual(['arn:page']);
  });
});
