import './support/quiet';
import { inMemoryClients } from './support/in-memory-clients';
import 'aws-sdk-client-mock-vitest/extend';
import { DeleteBucketPolicyCommand, GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler as deleteBucketPolicy } from '../../lambdas/delete-bucket-policy';
import { handler as deleteQueuePolicy } from '../../lambdas/delete-queue-policy';
import { handler as readBucketPolicy } from '../../lambdas/read-bucket-policy';
import { handler as readQueuePolicy } from '../../lambdas/read-queue-policy';
import { sealSession } from '../../lambdas/root-session/root-session';
import { awsError } from './support/aws-error';
import { invoke } from './support/invoke';
import { policySha256, policyText } from './support/task-fixture';

const sqs = mockClient(SQSClient);
const scope = { run: 'task-1', accountId: '222222222222' };
const session = { accessKeyId: 'ASIA222', secretAccessKey: 'the-secret-key', sessionToken: 'the-token' };
const QueueUrl = 'https://sqs.ap-southeast-2.amazonaws.com/222222222222/jobs';
const bucket = { accountId: scope.accountId, resource: 'payments-logs', policyDigest: policySha256 };
const queue = { accountId: scope.accountId, resource: QueueUrl, policyDigest: policySha256 };
const Bucket = 'payments-logs';
const ExpectedBucketOwner = scope.accountId;

let clients: ReturnType<typeof inMemoryClients>;
const payload = async (target: object, more = {}) => ({
  run: scope.run,
  target,
  sealedSession: await sealSession(clients.seal, scope, session),
  ...more,
});

beforeEach(() => {
  clients = inMemoryClients();
  sqs.reset();
});

describe('a bucket policy', () => {
  it('is read as the root user, in the account that was asked for, wherever S3 says that the bucket is', async () => {
    clients.s3Mock.on(GetBucketPolicyCommand).resolves({ Policy: policyText });
    expect(await invoke(readBucketPolicy, await payload(bucket))).toEqual({
      accountId: scope.accountId,
      policy: { state: 'present', text: policyText },
    });
    const [call] = clients.s3Mock.commandCalls(GetBucketPolicyCommand);
    expect(call?.firstArg.input).toEqual({ Bucket, ExpectedBucketOwner });
    expect(await call?.thisValue.config.credentials()).toMatchObject(session);
    expect(call?.thisValue.config).toMatchObject({ followRegionRedirects: true });
  });

  it('is looked for first in the Region that the requester named', async () => {
    clients.s3Mock.on(GetBucketPolicyCommand).resolves({ Policy: policyText });
    await invoke(readBucketPolicy, await payload({ ...bucket, region: 'eu-south-1' }));
    const [call] = clients.s3Mock.commandCalls(GetBucketPolicyCommand);
    expect(await call?.thisValue.config.region()).toBe('eu-south-1');
  });

  it.each([
    ['NoSuchBucketPolicy', { state: 'absent' }],
    [
      'NoSuchBucket',
      { state: 'unknown', failure: { call: 's3:GetBucketPolicy', error: 'NoSuchBucket', message: 'no' } },
    ],
    [
      'AccessDenied',
      { state: 'unknown', failure: { call: 's3:GetBucketPolicy', error: 'AccessDenied', message: 'no' } },
    ],
  ])('after %s is %j', async (code, policy) => {
    clients.s3Mock.on(GetBucketPolicyCommand).rejects(awsError(code, 'no'));
    expect(await invoke(readBucketPolicy, await payload(bucket))).toMatchObject({ policy });
  });

  it('is deleted in that account alone', async () => {
    clients.s3Mock
      .on(GetBucketPolicyCommand)
      .resolvesOnce({ Policy: policyText })
      .rejects(awsError('NoSuchBucketPolicy'));
    clients.s3Mock.on(DeleteBucketPolicyCommand).resolves({});
    expect(await invoke(deleteBucketPolicy, await payload(bucket, { retries: 0 }))).toEqual({
      result: 'done',
    });
    expect(clients.s3Mock).toHaveReceivedCommandExactlyOnceWith(DeleteBucketPolicyCommand, {
      Bucket,
      ExpectedBucketOwner,
    });
  });

  it('is not deleted without the digest of an approved one', async () => {
    clients.s3Mock.on(GetBucketPolicyCommand).resolves({ Policy: policyText });
    const { policyDigest, ...unapproved } = bucket;
    expect(await invoke(deleteBucketPolicy, await payload(unapproved, { retries: 0 }))).toMatchObject({
      result: 'failed',
    });
    expect(clients.s3Mock).not.toHaveReceivedCommand(DeleteBucketPolicyCommand);
  });
});

const QueueArn = 'arn:aws:sqs:ap-southeast-2:222222222222:queue';

describe('a queue policy', () => {
  it('is read as the root user at the endpoint of the Region in its URL', async () => {
    sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { QueueArn, Policy: policyText } });
    expect(await invoke(readQueuePolicy, await payload(queue))).toEqual({
      accountId: scope.accountId,
      policy: { state: 'present', text: policyText },
    });
    const [call] = sqs.commandCalls(GetQueueAttributesCommand);
    expect(call?.firstArg.input).toEqual({ QueueUrl, AttributeNames: ['QueueArn', 'Policy'] });
    expect(await call?.thisValue.config.credentials()).toMatchObject(session);
    expect(await call?.thisValue.config.region()).toBe('ap-southeast-2');
    expect(call?.thisValue.config).toMatchObject({ useQueueUrlAsEndpoint: false });
  });

  it.each([[{ Attributes: { QueueArn } }], [{ Attributes: { QueueArn, Policy: '' } }]])(
    'is absent in %j',
    async (answer) => {
      sqs.on(GetQueueAttributesCommand).resolves(answer);
      expect(await invoke(readQueuePolicy, await payload(queue))).toMatchObject({
        policy: { state: 'absent' },
      });
    },
  );

  it.each([[{}], [{ Attributes: {} }], [{ Attributes: { Policy: '' } }]])(
    'is unknown in %j, which no queue has for an answer',
    async (answer) => {
      sqs.on(GetQueueAttributesCommand).resolves(answer);
      expect(await invoke(readQueuePolicy, await payload(queue))).toMatchObject({
        policy: { state: 'unknown', failure: { error: 'IncompleteAnswerError' } },
      });
    },
  );

  it('is deleted by setting an empty one', async () => {
    sqs
      .on(GetQueueAttributesCommand)
      .resolvesOnce({ Attributes: { QueueArn, Policy: policyText } })
      .resolves({ Attributes: { QueueArn } });
    sqs.on(SetQueueAttributesCommand).resolves({});
    expect(await invoke(deleteQueuePolicy, await payload(queue, { retries: 0 }))).toEqual({ result: 'done' });
    expect(sqs).toHaveReceivedCommandExactlyOnceWith(SetQueueAttributesCommand, {
      QueueUrl,
      Attributes: { Policy: '' },
    });
  });

  it('of a session that was sealed for another account is not touched', async () => {
    const other = { ...queue, accountId: '333333333333' };
    await expect(invoke(deleteQueuePolicy, await payload(other, { retries: 0 }))).rejects.toThrow();
    expect(sqs.calls()).toEqual([]);
  });
});
