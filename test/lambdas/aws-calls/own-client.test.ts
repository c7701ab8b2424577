import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, expect, it } from 'vitest';
import { answerInsteadOfAws, ownClient } from '../../../lambdas/aws-calls/own-client';

afterEach(() => answerInsteadOfAws({}));

const get = new GetObjectCommand({ Bucket: 'bucket', Key: 'key' });

it('is a client as it is, where nobody answers instead of AWS', () => {
  expect(ownClient(S3Client).send).toBe(S3Client.prototype.send);
});

it('asks whoever answers at that moment, and nobody else', async () => {
  const answerWith = (found: string) =>
    answerInsteadOfAws({ S3Client: async (command, input) => ({ ETag: found, command, input }) });
  answerWith('first');
  const client = ownClient(S3Client);
  answerWith('second');
  expect(await client.send(get)).toEqual({
    ETag: 'second',
    command: 'GetObjectCommand',
    input: { Bucket: 'bucket', Key: 'key' },
  });
});
