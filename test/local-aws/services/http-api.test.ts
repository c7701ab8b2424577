import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../local-aws/json';
import type { Invocation } from '../../../local-aws/lambda/lambda-runner';
import { httpApi } from '../../../local-aws/services/http-api';
import { ManualClock } from '../../support/manual-clock';
import { serve } from '../support/serve';

const requestId = '11111111-1111-4111-8111-111111111111';
const events: [functionArn: string, event: Json, sourceArn: string][] = [];
let result: Invocation;
let url: string;
let host: string;

beforeAll(async () => {
  const routes = [{ key: 'ANY /{proxy+}', functionArn: 'arn:page', authorization: 'NONE' as const }];
  const api = { apiId: 'abcdefghij', routes };
  const invoke = async (functionArn: string, event: Json, sourceArn: string) => {
    events.push([functionArn, event, sourceArn]);
    return result;
  };
  const clock = new ManualClock(new Date('2026-03-12T19:03:58.123Z'));
  url = (await serve(httpApi({ api, clock, invoke, secretsOf: nobody, signerOf: nobody }))).endpoint;
  host = new URL(url).host;
});
beforeEach(() => {
  events.length = 0;
  result = { requestId, payload: 'ok' };
});

const nobody = () => undefined;
const lastEvent = () => events.at(-1)?.[1];

describe('the event', () => {
  it('is that of payload format 2.0', async () => {
    const headers = { 'X-Custom': 'a', Cookie: 'one=1; two=2', 'User-Agent': 'browser' };
    await fetch(`${url}/runs/a%20b?x=1&y=%26&x=2`, { headers });
    const context = {
      http: {
        method: 'GET',
        path: '/runs/a b',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'browser',
      },
    };
    expect(events).toEqual([
      [
        'arn:page',
        {
          version: '2.0',
          routeKey: 'ANY /{proxy+}',
          rawPath: '/runs/a b',
          rawQueryString: 'x=1&y=%26&x=2',
          cookies: ['one=1', 'two=2'],
          headers: expect.objectContaining({ host, 'x-custom': 'a', 'user-agent': 'browser' }),
          queryStringParameters: { x: '1,2', y: '&' },
          pathParameters: { proxy: 'runs/a b' },
          requestContext: {
            ...context,
            accountId: '111111111111',
            apiId: 'abcdefghij',
            domainName: host,
            domainPrefix: '127',
            requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
            routeKey: 'ANY /{proxy+}',
            stage: '$default',
            time: '12/Mar/2026:19:03:58 +0000',
            timeEpoch: 1773342238123,
          },
          isBase64Encoded: false,
        },
        'arn:aws:execute-api:eu-west-1:111111111111:abcdefghij/$default/GET/{proxy+}',
      ],
    ]);
    expect(lastEvent()).not.toHaveProperty('headers.cookie');
  });

  it.each([
    ['text', 'text/plain; charset=utf-8', 'ü', { body: 'ü', isBase64Encoded: false }],
    ['JSON', 'application/json', '{}', { body: '{}', isBase64Encoded: false }],
    ['a form', 'application/x-www-form-urlencoded', 'a=1', { body: 'YT0x', isBase64Encoded: true }],
    ['bytes', 'application/octet-stream', 'abc', { body: 'YWJj', isBase64Encoded: true }],
  ])('holds %s as %s', async (_, contentType, body, expected) => {
    await fetch(`${url}/runs/1`, { method: 'POST', body, headers: { 'content-type': contentType } });
    expect(lastEvent()).toMatchObject(expected);
  });

  it('of a HEAD request says so, and its answer has no body', async () => {
    result = { requestId, payload: { statusCode: 200, headers: { 'X-Seen': 'yes' }, body: 'page' } };
    const response = await fetch(`${url}/runs/1`, { method: 'HEAD' });
    expect(lastEvent()).toMatchObject({ requestContext: { http: { method: 'HEAD' } } });
    expect([response.status, response.headers.get('x-seen'), await response.text()]).toEqual([
      200,
      'yes',
      '',
    ]);
  });
});

describe('the response', () => {
  const respond = async () => {
    const response = await fetch(`${url}/runs/1`, { redirect: 'manual' });
    return [response.status, response.headers.get('content-type'), await response.text()];
  };

  it.each<[string, Json, unknown[]]>([
    [
      'all it says',
      { statusCode: 410, headers: { 'Content-Type': 'text/html' }, body: '<p>ü' },
      [410, 'text/html', '<p>ü'],
    ],
    [
      'plain text without a content type',
      { statusCode: 200, body: 'x' },
      [200, 'text/plain;charset=UTF-8', 'x'],
    ],
    [
      'decoded base64',
      { statusCode: 200, body: 'w7w=', isBase64Encoded: true },
      [200, 'text/plain;charset=UTF-8', 'ü'],
    ],
    ['no body', { statusCode: 204 }, [204, 'text/plain;charset=UTF-8', '']],
    ['a string', 'hello', [200, 'application/json', 'hello']],
    ['an object as JSON', { hello: 'world' }, [200, 'application/json', '{"hello":"world"}']],
    ['a list as JSON', [1], [200, 'application/json', '[1]']],
    ['nothing as null', null, [200, 'application/json', 'null']],
  ])('is %s', async (_, payload, expected) => {
    result = { requestId, payload };
    expect(await respond()).toEqual(expected);
  });

  it('sets each cookie in a header of its own', async () => {
    result = {
      requestId,
      payload: { statusCode: 303, headers: { location: '/x' }, cookies: ['a=1; Secure', 'b=2'] },
    };
    const { status, headers } = await fetch(`${url}/runs/1`, { redirect: 'manual' });
    expect([status, headers.get('location'), headers.getSetCookie()]).toEqual([
      303,
      '/x',
      ['a=1; Secure', 'b=2'],
    ]);
  });

  it.each<[string, Json]>([
    ['has a status that is none', { statusCode: 'fine' }],
    ['has a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['has headers that are no object', { statusCode: 200, headers: ['a'] }],
  ])('is 500 when the result %s', async (_, payload) => {
    result = { requestId, payload };
    expect(await respond()).toEqual([500, 'application/json', '{"message":"Internal Server Error"}']);
  });

  it('is 500, without its reason, when the function fails', async () => {
    result = { requestId, functionError: { errorType: 'Error', errorMessage: 'secret' } };
    expect(await respond()).toEqual([500, 'application/json', '{"message":"Internal Server Error"}']);
  });

  it.each([
    ['no route', '/', 404, 'Not Found'],
    ['no route for HEAD', '/', 404, ''],
    ['a path that cannot be decoded', '/runs/%E0%A4', 404, 'Not Found'],
  ])('is an error for %s', async (_, path, status, message) => {
    const response = await fetch(`${url}${path}`, { method: message ? 'GET' : 'HEAD' });
    expect([response.status, await response.text()]).toEqual([status, message && `{"message":"${message}"}`]);
    expect(events).toEqual([]);
  });
});
