import '../support/quiet';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { runKeys } from '../../../lambdas/run/run-keys';
import { listObjects, readJson, readText, requireJson, writeText } from '../../../lambdas/run/run-store';
import { writeOnce } from '../../../lambdas/run/write-once';
import { awsError } from '../support/aws-error';
import { inMemoryClients } from '../support/in-memory-clients';

const store = { s3: new S3Client({}), bucket: 'run-bucket' };
const Shape = z.object({ n: z.number() });

describe('the run store', () => {
  let clients: ReturnType<typeof inMemoryClients>;

  beforeEach(() => {
    clients = inMemoryClients();
  });

  it('keeps everything of a run under its name', () => {
    expect([
      runKeys.accounts('r'),
      runKeys.plan('r'),
      runKeys.approval('r'),
      runKeys.decision('r'),
      runKeys.approved('r'),
      runKeys.report('r', 'csv'),
    ]).toEqual([
      'runs/r/accounts.json',
      'runs/r/plan.json',
      'runs/r/approval.json',
      'runs/r/decision.json',
      'runs/r/approved.json',
      'runs/r/report.csv',
    ]);
  });

  it.each([
    ['a.json', 'application/json; charset=utf-8'],
    ['a.csv', 'text/csv; charset=utf-8'],
    ['a.html', 'text/html; charset=utf-8'],
  ])('writes %s as %s', async (Key, ContentType) => {
    await writeText(store, Key, 'text – ü');
    expect(clients.s3Mock.commandCalls(PutObjectCommand).map(({ firstArg }) => firstArg.input)).toEqual([
      { Bucket: 'run-bucket', Key, ContentType, Body: 'text – ü' },
    ]);
    expect(await readText(store, Key)).toBe('text – ü');
  });

  it('finds nothing where there is nothing', async () => {
    expect(await readText(store, 'none.json')).toBeUndefined();
    expect(await readJson(store, 'none.json', Shape)).toBeUndefined();
    await expect(requireJson(store, 'none.json', Shape)).rejects.toThrow('The run store has no none.json.');
  });

  it.each(['AccessDenied', 'NoSuchBucket', 'SlowDown'])('does not take %s for nothing', async (code) => {
    clients.s3Mock.on(GetObjectCommand).rejects(awsError(code));
    await expect(readJson(store, 'a.json', Shape)).rejects.toMatchObject({ name: code });
  });

  it.each(['{"n":"1"}', '{}', 'null', 'no JSON', ''])(
    'fails on %j, which has another shape',
    async (text) => {
      clients.objects.set('a.json', text);
      await expect(readJson(store, 'a.json', Shape)).rejects.toThrow();
    },
  );

  it('writes once: the first write stays', async () => {
    expect(await writeOnce(store, 'd.json', '1')).toBe(true);
    expect(await writeOnce(store, 'd.json', '2')).toBe(false);
    expect(clients.objects.get('d.json')).toBe('1');
  });

  it('lets one of many writers at once win', async () => {
    const attempts = ['1', '2', '3', '4', '5'].map((text) => writeOnce(store, 'd.json', text));
    expect((await Promise.all(attempts)).filter(Boolean)).toEqual([true]);
  });

  it('takes a conflict for neither won nor lost', async () => {
    clients.s3Mock.on(PutObjectCommand).rejects(awsError('ConditionalRequestConflict'));
    await expect(writeOnce(store, 'd.json', '1')).rejects.toMatchObject({
      name: 'ConditionalRequestConflict',
    });
    expect(clients.s3Mock.commandCalls(PutObjectCommand)).toHaveLength(5);
  });

  it('tries a write once again for a conflict alone', async () => {
    clients.s3Mock.on(PutObjectCommand).rejects(awsError('AccessDenied'));
    await expect(writeOnce(store, 'd.json', '1')).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(clients.s3Mock.commandCalls(PutObjectCommand)).toHaveLength(1);
  });

  it('lists the objects of all pages, and nothing where there is nothing', async () => {
    const [first, second] = ['p/1', 'p/2'].map((key, index) => ({ key, lastModified: new Date(index) }));
    const Contents = [first, second].map((object) => ({
      Key: object?.key,
      LastModified: object?.lastModified,
    }));
    clients.s3Mock
      .on(ListObjectsV2Command)
      .resolvesOnce({ Contents: Contents.slice(0, 1), IsTruncated: true, NextContinuationToken: 'more' })
      .resolvesOnce({ Contents: Contents.slice(1), IsTruncated: false })
      .resolves({ KeyCount: 0, IsTruncated: false });
    expect(await listObjects(store, 'p/')).toEqual([first, second]);
    expect(await listObjects(store, 'q/')).toEqual([]);
  });
});
