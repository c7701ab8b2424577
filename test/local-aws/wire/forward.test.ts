import {
  GetBucketPolicyCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { ObjectStore } from '../../../local-aws/services/object-store';
import { s3 } from '../../../local-aws/services/s3';
import { forward } from '../../../local-aws/wire/forward';
import { serve } from '../support/serve';
import { temporaryFolder } from '../support/temporary-folder';

const Bucket = 'payments-logs';
const isOwn = ({ headers }: Request) => headers.get('authorization')?.includes('Credential=AKIAOWN/');

/** The S3 of the app, which hands callers whom it does not know to another one; and what that one was asked. */
async function twoStores() {
  const asked: string[] = [];
  const other = new Hono();
  other.all('*', async ({ req }) => {
    asked.push(`${req.method} ${new URL(req.url).pathname}${new URL(req.url).search} ${await req.text()}`);
    if (req.header('authorization')?.includes('/eu-west-1/'))
      return new Response('<Error><Code>PermanentRedirect</Code></Error>', {
        status: 301,
        headers: { 'x-amz-bucket-region': 'us-east-1' },
      });
    return new Response('{"Version":"2012-10-17"}');
  });
  const { endpoint: origin } = await serve(other);
  const objects = new ObjectStore({ own: temporaryFolder() });
  const elsewhere = (request: Request) => (isOwn(request) ? undefined : forward(request, origin));
  const own = await serve(s3({ objects, elsewhere }));
  const client = (accessKeyId: string) =>
    new S3Client({
      ...own,
      credentials: { accessKeyId, secretAccessKey: 'test' },
      followRegionRedirects: true,
    });
  return { asked, client };
}

describe('a request to another S3', () => {
  it('is handed on as it is, and its redirect is followed by the client', async () => {
    const { client, asked } = await twoStores();
    const { Policy } = await client('ASIAROOT').send(new GetBucketPolicyCommand({ Bucket }));
    expect(Policy).toBe('{"Version":"2012-10-17"}');
    expect(asked).toEqual([`GET /${Bucket}/?policy= `, `GET /${Bucket}/?policy= `]);
  });

  it('may be a change', async () => {
    const { client, asked } = await twoStores();
    const Policy = '{"Statement":[]}';
    await client('ASIAROOT').send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect(asked.at(-1)).toBe(`PUT /${Bucket}/?policy= ${Policy}`);
  });

  it('is none where the caller is known', async () => {
    const { client, asked } = await twoStores();
    const get = new GetObjectCommand({ Bucket: 'own', Key: 'nothing' });
    await expect(client('AKIAOWN').send(get)).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(asked).toEqual([]);
  });
});
