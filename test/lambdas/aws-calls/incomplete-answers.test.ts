import '../support/quiet';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { confirmedApprovers } from '../../../lambdas/approval/approver-subscriptions';
import { readKind } from '../../../lambdas/credentials/read-credentials';
import {
  accountsIn,
  describeAccount,
  describeOrganization,
  listOrganization,
} from '../../../lambdas/organization/organization';
import { assumeRoot } from '../../../lambdas/root-session/root-session';
import { sealText } from '../../../lambdas/root-session/seal';
import type { credentialKinds } from '../../../lambdas/run/model';
import { listObjects, readJson, readText } from '../../../lambdas/run/run-store';
import { bucketPolicy } from '../../../lambdas/tasks/delete-bucket-policy/root-bucket';
import { queuePolicy } from '../../../lambdas/tasks/delete-queue-policy/root-queue';
import { readPolicy } from '../../../lambdas/tasks/policy-removal';
import {
  answeredBy,
  type CannedAnswer,
  json,
  noAnswers,
  query,
  type Settings,
  xml,
} from '../support/canned-answers';

/** What came of a read, where a failure is a value as well. */
type Outcome = unknown;

interface Read {
  readonly read: (settings: Settings) => Promise<Outcome>;
  /** The answer of AWS that there is nothing, or the shortest that there is something, and what comes of it. */
  readonly good: CannedAnswer;
  readonly outcome: Outcome;
}

const store = (settings: Settings) => ({ s3: new S3Client(settings), bucket: 'run-bucket' });
const credentials =
  '<AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>';
const organization = (settings: Settings) => new OrganizationsClient(settings);
const ofKind = (kind: (typeof credentialKinds)[number]) => (settings: Settings) =>
  readKind(new IAMClient(settings), kind);
const none = '<IsTruncated>false</IsTruncated>';

const reads: Record<string, Read> = {
  ListSigningCertificates: {
    read: ofKind('signing-certificates'),
    good: query('ListSigningCertificates', `<Certificates/>${none}`),
    outcome: { state: 'absent' },
  },
  ListAccessKeys: {
    read: ofKind('access-keys'),
    good: query('ListAccessKeys', `<AccessKeyMetadata/>${none}`),
    outcome: { state: 'absent' },
  },
  ListMFADevices: {
    read: ofKind('mfa-devices'),
    good: query('ListMFADevices', `<MFADevices/>${none}`),
    outcome: { state: 'absent' },
  },
  GetLoginProfile: {
    read: ofKind('login-profile'),
    good: query(
      'GetLoginProfile',
      '<LoginProfile><CreateDate>2020-01-02T03:04:05Z</CreateDate></LoginProfile>',
    ),
    outcome: { state: 'present', credentials: [expect.objectContaining({ kind: 'login-profile' })] },
  },
  DescribeOrganization: {
    read: (settings) => describeOrganization(organization(settings)),
    good: json({ Organization: { Id: 'o-ab12', MasterAccountId: '111111111111' } }),
    outcome: { id: 'o-ab12', managementAccountId: '111111111111' },
  },
  DescribeAccount: {
    read: (settings) => describeAccount(organization(settings), '222222222222'),
    good: json({ Account: { Id: '222222222222' } }),
    outcome: { Id: '222222222222' },
  },
  ListAccountsForParent: {
    read: (settings) => accountsIn(organization(settings), 'r-ab12'),
    good: json({ Accounts: [], OrganizationalUnits: [] }),
    outcome: [],
  },
  ListSubscriptionsByTopic: {
    read: (settings) =>
      confirmedApprovers(new SNSClient(settings), {
        prefix: 'arn:aws:sns:::t',
        approvers: ['a@example.com'],
      }),
    good: query(
      'ListSubscriptionsByTopic',
      '<Subscriptions><member><Protocol>email</Protocol><Owner></Owner><Endpoint>a@example.com</Endpoint><SubscriptionArn>arn:aws:sns:::t:1</SubscriptionArn></member></Subscriptions>',
    ),
    outcome: ['a@example.com'],
  },
  AssumeRoot: {
    read: (settings) => assumeRoot(new STSClient(settings), '222222222222', 'arn:aws:iam::aws:policy/p'),
    good: query('AssumeRoot', `<Credentials>${credentials}</Credentials>`),
    outcome: { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't' },
  },
  GenerateDataKey: {
    read: (settings) =>
      sealText({ kms: new KMSClient(settings), keyArn: 'k' }, { purpose: 'task-token', run: 'r' }, 'secret'),
    good: json({ Plaintext: Buffer.alloc(32).toString('base64'), CiphertextBlob: 'AAAA' }),
    outcome: expect.stringMatching(/^ey/),
  },
  GetObject: {
    read: (settings) => readJson(store(settings), 'runs/r/plan.json', z.object({ run: z.string() })),
    good: json({ run: 'r' }),
    outcome: { run: 'r' },
  },
  ListObjectsV2: {
    read: (settings) => listObjects(store(settings), 'runs/r/progress/'),
    good: xml('<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>'),
    outcome: [],
  },
  GetBucketPolicy: {
    read: (settings) =>
      readPolicy(
        bucketPolicy({
          s3: new S3Client(settings),
          region: () => undefined,
          where: { Bucket: 'a-bucket', ExpectedBucketOwner: '222222222222' },
        }),
      ),
    good: json({ Version: '2012-10-17', Statement: [] }),
    outcome: { state: 'present', text: '{"Version":"2012-10-17","Statement":[]}' },
  },
  GetQueueAttributes: {
    read: (settings) =>
      readPolicy(
        queuePolicy({
          sqs: new SQSClient(settings),
          QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/222222222222/q',
        }),
      ),
    good: json({ Attributes: { QueueArn: 'arn:aws:sqs:eu-west-1:222222222222:q' } }),
    outcome: { state: 'absent' },
  },
};

/** The outcome of a read, `failed` for any way in which it says that it does not know. */
async function outcomeOf({ read }: Read, answer: CannedAnswer): Promise<Outcome> {
  const outcome = await read(answeredBy(() => answer)).catch(() => ({ state: 'unknown' }));
  return z.safeParse(Unknown, outcome).success ? 'failed' : outcome;
}

const Unknown = z.object({ state: z.literal('unknown') });

describe.each(Object.entries(reads))('%s', (_, read) => {
  it('is believed where AWS answers it', async () => {
    expect(await outcomeOf(read, read.good)).toEqual(read.outcome);
  });

  it.each(Object.entries(noAnswers))('is a failed read where %s comes back', async (_, answer) => {
    expect(await outcomeOf(read, answer)).toBe('failed');
  });
});

it('names the object of the run store that is empty', async () => {
  const text = readText(store(answeredBy(() => ({ statusCode: 200, body: '' }))), 'runs/r/plan.json');
  await expect(text).rejects.toThrow('the content of runs/r/plan.json is missing');
});

it('names the object of the run store that is cut off', async () => {
  const cut = store(answeredBy(() => ({ statusCode: 200, body: '{"run": "' })));
  await expect(readJson(cut, 'runs/r/plan.json', z.unknown())).rejects.toThrow('runs/r/plan.json is no JSON');
});

it('is a failed read where Organizations describes another account', async () => {
  const other = new OrganizationsClient(answeredBy(() => json({ Account: { Id: '333333333333' } })));
  await expect(describeAccount(other, '222222222222')).rejects.toMatchObject({
    name: 'IncompleteAnswerError',
  });
});

it('is no list of accounts where the management account is not in it', async () => {
  const answer = { Organization: { MasterAccountId: '111111111111' }, Accounts: [{ Id: '222222222222' }] };
  const lacking = listOrganization(new OrganizationsClient(answeredBy(() => json(answer))));
  await expect(lacking).rejects.toThrow('the management account 111111111111 is not in its list');
});
