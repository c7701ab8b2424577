import { describe, expect, it } from 'vitest';
import { BorrowedKeys } from '../../../local-aws/iam/borrowed-keys';

const url = 'http://127.0.0.1:4000';
const owner = { accessKeyId: 'ASIAOWNER', secretAccessKey: 'secret', sessionToken: 'token' };

/** A caller that is lent AKIALENT, and what is signed with a key through its door. */
async function withDoor() {
  const borrowed = new BorrowedKeys('AKIALENT');
  const { AWS_ENDPOINT_URL_S3: endpoint = '' } = borrowed.endpointsOf(owner, { AWS_ENDPOINT_URL_S3: url });
  const ask = (address: string, key: string) =>
    borrowed.throughDoor(
      new Request(address, {
        method: 'PUT',
        body: 'text',
        headers: { authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/eu-west-1/s3/aws4_request` },
      }),
    );
  return { borrowed, endpoint, ask };
}

const signerIn = (request: Request | undefined) =>
  /Credential=(\w+)/.exec(request?.headers.get('authorization') ?? '')?.[1];

describe('a door', () => {
  it('says whose request it is that is signed with a lent key, and is not seen behind', async () => {
    const { endpoint, ask } = await withDoor();
    const request = ask(`${endpoint}/bucket/key?x=1`, 'AKIALENT');
    expect(request?.url).toBe(`${url}/bucket/key?x=1`);
    expect(signerIn(request)).toBe('ASIAOWNER');
    expect(await request?.text()).toBe('text');
  });

  it('leaves a request as it is that is signed with another key, as a root session is', async () => {
    const { endpoint, ask } = await withDoor();
    expect(signerIn(ask(`${endpoint}/bucket?policy`, 'ASIAROOT'))).toBe('ASIAROOT');
  });

  it('is the same for one caller, and of no use to be guessed', async () => {
    const { borrowed, endpoint } = await withDoor();
    expect(borrowed.endpointsOf(owner, { S3: url })).toEqual({ S3: endpoint });
    expect(borrowed.endpointsOf({ ...owner, accessKeyId: 'ASIAOTHER' }, { S3: url })).not.toEqual({
      S3: endpoint,
    });
    expect(endpoint.slice(url.length)).toMatch(/^\/[\w-]{43}$/);
  });

  it.each(['', '/', '/bucket/key', '/ASIAOWNER/bucket', `/${'A'.repeat(43)}/bucket`])(
    'is none where the path is %j',
    async (path) => {
      const { ask } = await withDoor();
      expect(ask(`${url}${path}`, 'AKIALENT')).toBeUndefined();
    },
  );
});
