import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { assertSigned, readAuthorization } from '../../../local-aws/iam/signature';
import { AwsError } from '../../../local-aws/wire/aws-error';

const now = new Date('2026-11-23T12:00:00Z');
const credentials = { accessKeyId: 'ASIAWORK', secretAccessKey: 'secret', sessionToken: 'token' };
const others = { accessKeyId: 'ASIAOTHER', secretAccessKey: 'other secret', sessionToken: 'token' };

interface Sent {
  method: string;
  url: string;
  headers: Headers;
  body: Uint8Array;
}

interface Asked {
  readonly service?: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: Record<string, string>;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly signedBy?: typeof credentials;
  readonly at?: Date;
}

/** A request that the SDK's own signer has signed. */
async function signed(asked: Asked = {}): Promise<Sent> {
  const { service = 'sts', method = 'POST', path = '/', query = {}, body = 'Action=AssumeRoot' } = asked;
  const signer = new SignatureV4({
    credentials: asked.signedBy ?? credentials,
    region: 'eu-west-1',
    service,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
  });
  const [protocol, hostname, port] = ['http:', '127.0.0.1', 4566];
  const headers = { host: `${hostname}:${port}`, 'x-amz-target': 'Service.Do', ...asked.headers };
  const request = { protocol, hostname, port, method, path, query, body, headers };
  const sent = await signer.sign(request, { signingDate: asked.at ?? now });
  const search = Object.entries(query).map((pair) => pair.map(encodeURIComponent).join('='));
  return {
    method,
    url: `http://${headers.host}${path}${search.length > 0 ? `?${search.join('&')}` : ''}`,
    headers: new Headers(sent.headers),
    body: Buffer.from(body),
  };
}

/** The code of the error that it is refused with. */
function refusalOf(request: Sent, secrets: typeof credentials | undefined = credentials): string | undefined {
  try {
    assertSigned(request, readAuthorization(request.headers), secrets, now.getTime());
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return `${error.name} ${error.status}`;
  }
}

describe('a request is let through as its owner signed it', () => {
  it.each<[string, Asked]>([
    ['to a service', {}],
    ['without a body', { method: 'GET', body: '' }],
    [
      'to Amazon S3',
      { service: 's3', method: 'PUT', path: '/bucket/runs/a%20b%2Bc/%C3%BC.json', body: '{}' },
    ],
    ['to a path of another service', { path: '/a%20b/c' }],
    [
      'with a query',
      { service: 's3', method: 'GET', body: '', query: { prefix: 'a b/+=', 'prefix-x': '', '0': "it's" } },
    ],
    ['with spaces in a header', { headers: { 'x-amz-meta': '  a   b ' } }],
    [
      'with a payload that is not signed',
      { service: 's3', headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
    ],
    ['four minutes ago', { at: new Date(now.getTime() - 4 * 60_000) }],
  ])('%s', async (_, asked) => {
    expect(refusalOf(await signed(asked))).toBeUndefined();
  });

  it('by somebody with credentials that last', async () => {
    const { sessionToken: _, ...lasting } = credentials;
    const request = await signed({ signedBy: { ...lasting, sessionToken: '' } });
    request.headers.delete('x-amz-security-token');
    const { headers } = request;
    expect(() => assertSigned(request, readAuthorization(headers), lasting, now.getTime())).not.toThrow();
  });
});

describe('a request is refused', () => {
  const mismatch = 'SignatureDoesNotMatch 403';
  const invalid = 'InvalidClientTokenId 403';
  const set = (name: string, value: string) => (request: Sent) => request.headers.set(name, value);

  it.each<[string, string, (request: Sent) => unknown]>([
    [
      'with another body',
      mismatch,
      (request) => Object.assign(request, { body: Buffer.from('Action=GetCallerIdentity') }),
    ],
    [
      'with another body and its digest',
      mismatch,
      (request) => {
        request.headers.delete('x-amz-content-sha256');
        request.body = Buffer.from('Action=GetCallerIdentity');
      },
    ],
    ['with another method', mismatch, (request) => Object.assign(request, { method: 'PUT' })],
    ['with another path', mismatch, (request) => Object.assign(request, { url: `${request.url}other` })],
    ['with another query', mismatch, (request) => Object.assign(request, { url: `${request.url}?policy` })],
    ['with another signed header', mismatch, set('x-amz-target', 'Service.Delete')],
    ['with another host', mismatch, set('host', 'evil.example')],
    ['with a header that should be signed', mismatch, set('x-amz-copy-source', '/bucket/key')],
    ['with another date', mismatch, set('x-amz-date', '20261123T120001Z')],
    ['with a date that is none', mismatch, set('x-amz-date', '20261123')],
    ['without a date', mismatch, (request) => request.headers.delete('x-amz-date')],
    ['with another token', invalid, set('x-amz-security-token', 'local')],
    ['without its token', invalid, (request) => request.headers.delete('x-amz-security-token')],
    [
      'that does not sign the host',
      mismatch,
      ({ headers }) =>
        headers.set('authorization', (headers.get('authorization') ?? '').replace('host;', '')),
    ],
    [
      'in the name of another key',
      mismatch,
      ({ headers }) =>
        headers.set('authorization', (headers.get('authorization') ?? '').replace('/sts/', '/iam/')),
    ],
    [
      'without a signature',
      'MissingAuthenticationToken 403',
      ({ headers }) => headers.delete('authorization'),
    ],
    [
      'with half a signature',
      'IncompleteSignature 403',
      set('authorization', 'AWS4-HMAC-SHA256 Credential=ASIAWORK/'),
    ],
  ])('%s', async (_, expected, change) => {
    const request = await signed();
    expect(refusalOf(request)).toBeUndefined();
    change(request);
    expect(refusalOf(request)).toBe(expected);
  });

  it.each([
    ['of six minutes ago', -6],
    ['of six minutes from now', 6],
  ])('%s', async (_, minutes) => {
    const at = new Date(now.getTime() + minutes * 60_000);
    expect(refusalOf(await signed({ at }))).toBe(mismatch);
  });

  it('with the secret of another key', async () => {
    const request = await signed({ signedBy: { ...credentials, secretAccessKey: others.secretAccessKey } });
    expect(refusalOf(request)).toBe(mismatch);
    expect(refusalOf(await signed(), others)).toBe(mismatch);
  });

  it('with a key that nobody has', async () => {
    const request = await signed();
    const authorization = readAuthorization(request.headers);
    expect(() => assertSigned(request, authorization, undefined, now.getTime())).toThrow(
      'The security token included in the request is invalid.',
    );
  });
});
