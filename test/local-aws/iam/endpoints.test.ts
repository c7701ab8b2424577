import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Access, Authorize } from '../../../local-aws/iam/access-control';
import { kms } from '../../../local-aws/services/kms';
import { ObjectStore } from '../../../local-aws/services/object-store';
import { s3 } from '../../../local-aws/services/s3';
import { sns } from '../../../local-aws/services/sns';
import { states } from '../../../local-aws/states/step-functions-api';
import { AwsError } from '../../../local-aws/wire/aws-error';
import { serve } from '../support/serve';
import { temporaryFolder } from '../support/temporary-folder';

const asked: Access[] = [];
let denied: string[] = [];
beforeEach(() => {
  asked.length = 0;
  denied = [];
});

const authorize: Authorize = (_, access) => {
  asked.push(access);
  if (denied.includes(access.action)) throw new AwsError('AccessDenied', access.action, 403);
};

describe('Amazon S3 asks', async () => {
  const objects = new ObjectStore({ runs: temporaryFolder() });
  const client = new S3Client(await serve(s3({ objects, authorize })));
  const there = { Bucket: 'runs', Key: 'a/plan.json' };
  const missing = { Bucket: 'runs', Key: 'a/none.json' };
  await objects.putObject('runs', 'a/plan.json', '{}');
  const onObject = (action: string, key = 'a/plan.json') => ({
    action,
    resource: `arn:aws:s3:::runs/${key}`,
  });

  it('for s3:GetObject to read', async () => {
    await client.send(new GetObjectCommand(there));
    expect(asked).toEqual([onObject('s3:GetObject')]);
  });

  it('for s3:ListBucket before it says that an object is missing', async () => {
    await expect(client.send(new GetObjectCommand(missing))).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(asked).toEqual([
      onObject('s3:GetObject', 'a/none.json'),
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::runs' },
    ]);
  });

  it('and answers AccessDenied about a missing object to whoever may not list the bucket', async () => {
    denied = ['s3:ListBucket'];
    await expect(client.send(new GetObjectCommand(missing))).rejects.toMatchObject({ name: 'AccessDenied' });
    await client.send(new GetObjectCommand(there));
  });

  it('for s3:PutObject to write, and for s3:GetObject too where the ETag is a condition', async () => {
    await client.send(new PutObjectCommand({ ...there, Body: '{}' }));
    await client.send(
      new PutObjectCommand({ ...there, Body: '{}', IfMatch: '"99914b932bd37a50b983c5e7c90ae93b"' }),
    );
    expect(asked).toEqual([onObject('s3:PutObject'), onObject('s3:PutObject'), onObject('s3:GetObject')]);
  });

  it('for s3:PutObject with the condition key s3:if-none-match, where the header is there', async () => {
    await client.send(new PutObjectCommand({ ...there, Key: 'a/once.json', Body: '{}', IfNoneMatch: '*' }));
    expect(asked).toEqual([
      { ...onObject('s3:PutObject', 'a/once.json'), context: { 's3:if-none-match': '*' } },
    ]);
  });

  it('before anything is written', async () => {
    denied = ['s3:PutObject'];
    const written = client.send(new PutObjectCommand({ ...there, Body: 'other' }));
    await expect(written).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(await objects.getObject('runs', 'a/plan.json')).toBe('{}');
  });

  it('for s3:ListBucket to list, with the prefix', async () => {
    await client.send(new ListObjectsV2Command({ Bucket: 'runs', Prefix: 'a/' }));
    const context = { 's3:prefix': 'a/' };
    expect(asked).toEqual([{ action: 's3:ListBucket', resource: 'arn:aws:s3:::runs', context }]);
  });
});

describe('AWS KMS asks', async () => {
  const arn = 'arn:aws:kms:eu-west-1:111111111111:key/k';
  const client = new KMSClient(await serve(kms({ keys: [{ keyId: 'k', arn }], authorize })));
  const EncryptionContext = { purpose: 'task-token', Run: 'r' };
  const context = {
    'kms:encryptioncontext:purpose': 'task-token',
    'kms:encryptioncontext:run': 'r',
    'kms:encryptioncontextkeys': ['purpose', 'Run'],
  };

  it('for each operation on the key, with the encryption context of the request', async () => {
    const { CiphertextBlob } = await client.send(
      new GenerateDataKeyCommand({ KeyId: 'k', KeySpec: 'AES_256', EncryptionContext }),
    );
    await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
    const actions = ['kms:GenerateDataKey', 'kms:Decrypt'];
    expect(asked).toEqual(actions.map((action) => ({ action, resource: arn, context })));
  });
});

describe('Amazon SNS asks', async () => {
  const arn = 'arn:aws:sns:eu-west-1:111111111111:Approvers';
  const emails: unknown[] = [];
  const subscriptions = [{ endpoint: 'ann@example.com', confirmed: true }];
  const app = sns({ topics: [{ arn, subscriptions }], deliver: (email) => emails.push(email), authorize });
  const client = new SNSClient(await serve(app));

  it('for each operation on the topic', async () => {
    await client.send(new PublishCommand({ TopicArn: arn, Message: 'asked' }));
    await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn }));
    expect(asked).toEqual([
      { action: 'sns:Publish', resource: arn },
      { action: 'sns:ListSubscriptionsByTopic', resource: arn },
    ]);
  });

  it('before anything is sent', async () => {
    emails.length = 0;
    denied = ['sns:Publish'];
    await expect(client.send(new PublishCommand({ TopicArn: arn, Message: 'asked' }))).rejects.toThrow();
    expect(emails).toEqual([]);
  });
});

describe('AWS Step Functions asks', async () => {
  const machine = 'arn:aws:states:eu-west-1:111111111111:stateMachine:Purge';
  const ended: string[] = [];
  const client = new SFNClient(
    await serve(
      states({
        authorize,
        tasks: {
          succeed: (token) => ended.push(token),
          fail: (token) => ended.push(token),
          stateMachineOf: (token) => (token === 'waiting' ? machine : undefined),
        },
        executions: {
          start: () => ({ executionArn: `${machine}:run`, startDate: new Date(0) }),
          describe: () => {
            throw new Error('not asked for');
          },
          history: () => [],
          stop: () => ({ stopDate: new Date(0) }),
          redrive: () => ({ redriveDate: new Date(0) }),
        },
      }),
    ),
  );

  it('for the state machine whose task waits', async () => {
    await client.send(new SendTaskSuccessCommand({ taskToken: 'waiting', output: '{}' }));
    await client.send(new StartExecutionCommand({ stateMachineArn: machine, input: '{}' }));
    expect(asked).toEqual([
      { action: 'states:SendTaskSuccess', resource: machine },
      { action: 'states:StartExecution', resource: machine },
    ]);
  });

  it('before a task is ended', async () => {
    ended.length = 0;
    denied = ['states:SendTaskFailure'];
    await expect(client.send(new SendTaskFailureCommand({ taskToken: 'waiting' }))).rejects.toThrow();
    expect(ended).toEqual([]);
  });

  it('nobody about a token that nobody waits for', async () => {
    await client.send(new SendTaskSuccessCommand({ taskToken: 'unknown', output: '{}' }));
    expect(asked).toEqual([]);
  });
});
