import { statSync } from 'node:fs';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ObjectStore } from '../../../local-aws/services/object-store';
import { s3 } from '../../../local-aws/services/s3';
import { serve } from '../support/serve';
import { temporaryFolder } from '../support/temporary-folder';

const Bucket = 'runs-bucket';
const folder = temporaryFolder();
const objects = new ObjectStore({ [Bucket]: folder });
let client: S3Client;
let Key: string;
let runs = 0;

beforeAll(async () => {
  client = new S3Client(await serve(s3({ objects })));
});
beforeEach(() => {
  Key = `runs/${++runs}/plan.json`;
});

const put = (Body: string | Readable, more = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async () => {
  const { Body, ContentType, ETag, LastModified } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return { text: await Body?.transformToString(), ContentType, ETag, LastModified };
};
const etagOfA = '"0cc175b9c0f1b6a831c399e269772661"';

describe('s3', () => {
  it('gives back what was put, with its content type and ETag', async () => {
    expect(await put('a', { ContentType: 'application/json' })).toMatchObject({ ETag: etagOfA });
    expect(await get()).toEqual({
      text: 'a',
      ContentType: 'application/json',
      ETag: etagOfA,
      LastModified: expect.any(Date),
    });
  });

  it('says how large an object is without giving it, and that there is none', async () => {
    await put('abc', { ContentType: 'text/html' });
    const head = (key: string) => client.send(new HeadObjectCommand({ Bucket, Key: key }));
    expect(await head(Key)).toMatchObject({ ContentLength: 3, ContentType: 'text/html' });
    await expect(head('missing')).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('overwrites without conditions', async () => {
    await put('a');
    await put('bö');
    expect((await get()).text).toBe('bö');
  });

  it('takes streams, which SDKs send in chunks', async () => {
    const text = 'x'.repeat(200_000);
    const client = put(Readable.from([text.slice(0, 70_000), text.slice(70_000)]), {
      ContentLength: text.length,
    });
    await client;
    expect((await get()).text).toBe(text);
  });

  it('keeps objects as plain files that only their owner may read', async () => {
    await put('a');
    expect(statSync(`${folder}/${Key}`).mode & 0o777).toBe(0o600);
    expect(statSync(`${folder}/runs`).mode & 0o777).toBe(0o700);
  });

  it('takes keys with characters that a URL escapes', async () => {
    Key = 'runs/ä b+c%20&?#/plan.json';
    await put('a');
    expect((await get()).text).toBe('a');
    expect(await objects.getObject(Bucket, Key)).toBe('a');
  });
});

describe('a conditional write', () => {
  it('with If-None-Match: * lets exactly one of many writers win', async () => {
    const writers = ['a', 'b', 'c', 'd', 'e'].map((Body) => put(Body, { IfNoneMatch: '*' }).then(() => Body));
    const results = await Promise.allSettled(writers);
    const [winner, ...others] = results.flatMap((result) =>
      result.status === 'fulfilled' ? result.value : [],
    );
    expect(others).toEqual([]);
    expect((await get()).text).toBe(winner);
    const failures = results.flatMap((result) => (result.status === 'rejected' ? result.reason : []));
    expect(failures.map(({ name, $metadata }) => [name, $metadata.httpStatusCode])).toEqual(
      Array(4).fill(['PreconditionFailed', 412]),
    );
  });

  it('with If-Match writes over the version it names', async () => {
    const { ETag } = await put('a');
    await put('b', { IfMatch: ETag });
    expect((await get()).text).toBe('b');
  });

  it.each([
    ['another version', 'a', '"0"', 'PreconditionFailed', 412],
    ['no object', undefined, etagOfA, 'NoSuchKey', 404],
  ])('with If-Match fails on %s', async (_, stored, IfMatch, name, httpStatusCode) => {
    if (stored) await put(stored);
    await expect(put('b', { IfMatch })).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });
});

describe('an S3 error', () => {
  it.each([
    ['a key that is not there', () => new GetObjectCommand({ Bucket, Key: 'none' }), 'NoSuchKey', 404],
    ['a key that is a folder', () => new GetObjectCommand({ Bucket, Key: 'runs' }), 'NoSuchKey', 404],
    [
      'a bucket that is not there',
      () => new GetObjectCommand({ Bucket: 'other', Key: 'x' }),
      'NoSuchBucket',
      404,
    ],
    [
      'a key that is no file name',
      () => new PutObjectCommand({ Bucket, Key: 'a//b', Body: '' }),
      'InvalidArgument',
      400,
    ],
    ['an unknown operation', () => new DeleteObjectCommand({ Bucket, Key: 'x' }), 'NotImplemented', 501],
    ['a listing of no folder', () => new ListObjectsV2Command({ Bucket }), 'NotImplemented', 501],
  ])('answers %s', async (_, command, name, httpStatusCode) => {
    await expect(client.send(command() as GetObjectCommand)).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode },
    });
  });
});

describe('ListObjectsV2', () => {
  it('lists the keys below a prefix, in order and in pages of 1,000, and none of its neighbours', async () => {
    const keys = Array.from(
      { length: 1_001 },
      (_, n) => `runs/listed/progress/${String(n).padStart(12, '0')}.done`,
    );
    for (const each of [...keys.toReversed(), 'runs/listed/plan.json', 'runs/listed/progress2/x']) {
      await objects.putObject(Bucket, each, '{}');
    }
    const found: (string | undefined)[][] = [];
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client },
      { Bucket, Prefix: 'runs/listed/progress/' },
    )) {
      found.push(Contents.map(({ Key }) => Key));
    }
    expect(found).toEqual([keys.slice(0, 1_000), keys.slice(1_000)]);
  });

  it('gives as many keys as MaxKeys says, after StartAfter', async () => {
    for (const name of ['a', 'b', 'c', 'd'])
      await objects.putObject(Bucket, `runs/few/progress/${name}`, '{}');
    const Prefix = 'runs/few/progress/';
    const list = async (more: object) => {
      const { Contents = [], IsTruncated } = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix, ...more }),
      );
      return [Contents.map(({ Key }) => Key?.at(-1)).join(''), IsTruncated];
    };
    expect(await list({ MaxKeys: 2 })).toEqual(['ab', true]);
    expect(await list({ MaxKeys: 2, StartAfter: `${Prefix}b` })).toEqual(['cd', false]);
    expect(await list({ MaxKeys: 2, ContinuationToken: `${Prefix}a` })).toEqual(['bc', true]);
  });

  it('refuses what it does not know by its name', async () => {
    const command = new ListObjectsV2Command({ Bucket, Prefix: 'runs/none/progress/', Delimiter: '/' });
    await expect(client.send(command)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('delimiter'),
    });
  });

  it('is empty where there is nothing', async () => {
    const { Contents, KeyCount } = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'runs/none/progress/' }),
    );
    expect([Contents, KeyCount]).toEqual([undefined, 0]);
  });
});
