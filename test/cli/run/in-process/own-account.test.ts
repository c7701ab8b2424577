import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { answersOf, topicPrefix } from '../../../../cli/run/in-process/own-account';
import { ObjectStore, TaskTokens } from '../../../../local-aws';
import { temporaryFolder } from '../../../local-aws/support/temporary-folder';

const emails: unknown[] = [];
const account = answersOf({
  bucket: 'run-store',
  objects: new ObjectStore({ 'run-store': temporaryFolder() }),
  taskTokens: new TaskTokens(),
  approver: 'ana@example.com',
  onEmail: (email) => emails.push(email),
});

const ask = async (client: string, command: string, input: object) =>
  account[client]?.(`${command}Command`, input);

it('keeps objects, and lets the first writer win', async () => {
  const object = { Key: 'runs/x/decision.json', Body: '{}', IfNoneMatch: '*' };
  await ask('S3Client', 'PutObject', object);
  await expect(ask('S3Client', 'PutObject', object)).rejects.toThrow(
    expect.objectContaining({ name: 'PreconditionFailed' }),
  );
  expect(await ask('S3Client', 'ListObjectsV2', { Prefix: 'runs/x/' })).toMatchObject({
    KeyCount: 1,
    Contents: [{ Key: object.Key }],
  });
  const stored = async () =>
    ((await ask('S3Client', 'GetObject', { Key: object.Key })) as GetObjectCommandOutput).Body;
  expect(await (await stored())?.transformToString()).toBe('{}');
  expect(Buffer.from((await (await stored())?.transformToByteArray()) ?? []).toString()).toBe('{}');
  await expect(ask('S3Client', 'GetObject', { Key: 'runs/x/plan.json' })).rejects.toThrow(
    expect.objectContaining({ name: 'NoSuchKey' }),
  );
});

it('opens a data key for the context alone that it was made for', async () => {
  const EncryptionContext = { purpose: 'root-session', run: 'x', accountId: '111122223333' };
  const key = await ask('KMSClient', 'GenerateDataKey', { EncryptionContext });
  const { Plaintext, CiphertextBlob } = key as Record<string, Uint8Array>;
  expect(await ask('KMSClient', 'Decrypt', { CiphertextBlob, EncryptionContext })).toEqual({ Plaintext });
  const other = { ...EncryptionContext, accountId: '444455556666' };
  await expect(ask('KMSClient', 'Decrypt', { CiphertextBlob, EncryptionContext: other })).rejects.toThrow(
    expect.objectContaining({ name: 'InvalidCiphertextException' }),
  );
});

it('hands over what is published, and refuses a token that nobody waits for', async () => {
  await ask('SNSClient', 'Publish', {
    TopicArn: `${topicPrefix}1`,
    Subject: 'Approve?',
    Message: 'The link',
  });
  expect(emails).toEqual([{ to: 'ana@example.com', subject: 'Approve?', message: 'The link' }]);
  await expect(ask('SFNClient', 'SendTaskSuccess', { taskToken: 'AAAA', output: '{}' })).rejects.toThrow(
    expect.objectContaining({ name: 'TaskDoesNotExist' }),
  );
  await expect(ask('SFNClient', 'StartExecution', {})).rejects.toThrow(
    'Nobody answers StartExecutionCommand',
  );
});
