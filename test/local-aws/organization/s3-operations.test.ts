import {
  DeleteBucketPolicyCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { type Bucket, bucketArn, denyEveryone } from '../../../local-aws/organization/resources';
import { AUDIT, fetchSigned, refusalOf, startFixture } from './fixture';

const UNLOCK = 'S3UnlockBucketPolicy';
const name = 'payroll-logs';
const policy = denyEveryone(bucketArn({ name }));
const get = (client: S3Client, Bucket = name) => client.send(new GetBucketPolicyCommand({ Bucket }));
const remove = (client: S3Client, Bucket = name) => client.send(new DeleteBucketPolicyCommand({ Bucket }));
const put = (client: S3Client, Policy: string, Bucket = name) =>
  client.send(new PutBucketPolicyCommand({ Bucket, Policy }));

/** A locked bucket of the clean account, and a client in a session of its root user. */
async function withBucket(changes: Partial<Bucket> = {}, taskPolicy = UNLOCK) {
  const fixture = await startFixture();
  const { organization, account, assumeRoot, s3 } = fixture;
  const owner = account('clean');
  const bucket: Bucket = {
    name,
    region: 'us-east-1',
    accountId: owner.id,
    creationDate: '2025-01-01T00:00:00Z',
    policy,
    ...changes,
  };
  organization.buckets.push(bucket);
  const session = await assumeRoot(owner.id, taskPolicy);
  return { ...fixture, owner, bucket, session, client: s3(session) };
}

describe('a bucket policy', () => {
  it('is read, taken away and put back by the root user whom it denies everything', async () => {
    const { client, bucket, organization, owner } = await withBucket();
    expect((await get(client)).Policy).toBe(policy);
    const { $metadata } = await remove(client);
    expect($metadata.httpStatusCode).toBe(204);
    expect(bucket).not.toHaveProperty('policy');
    await put(client, policy);
    expect(bucket.policy).toBe(policy);
    const common = { at: '2026-11-23T12:00:00Z', accountId: owner.id };
    const principal = `arn:aws:iam::${owner.id}:root`;
    expect(organization.events.slice(1)).toEqual([
      {
        ...common,
        principal,
        type: 'deleted',
        operation: 's3:DeleteBucketPolicy',
        detail: `bucket-policy ${name}`,
      },
      {
        ...common,
        principal,
        type: 'changed',
        operation: 's3:PutBucketPolicy',
        detail: `bucket-policy ${name}`,
      },
    ]);
  });

  it('that is not there is told, and deleted again without an error', async () => {
    const { client } = await withBucket({ policy: undefined });
    await remove(client);
    expect(await refusalOf(get(client))).toEqual({
      name: 'NoSuchBucketPolicy',
      status: 404,
      message: 'The bucket policy does not exist',
    });
  });

  it.each([
    ['no JSON', 'Deny', "Policies must be valid JSON and the first byte must be '{'"],
    ['no policy', '{"Statement":[{"Effect":"Maybe","Action":"s3:*"}]}', 'Effect'],
  ])('that is %s is not taken', async (_what, text, message) => {
    const { client, bucket } = await withBucket();
    expect(await refusalOf(put(client, text))).toEqual({
      name: 'MalformedPolicy',
      status: 400,
      message: expect.stringContaining(message),
    });
    expect(bucket.policy).toBe(policy);
  });

  it('that lets in only what comes through a VPC endpoint keeps everybody else out', async () => {
    const { s3, organization, bucket, owner } = await withBucket();
    Object.assign(organization.operator, { accountId: owner.id, roleName: 'Admin' });
    const Condition = { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } };
    const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition };
    bucket.policy = JSON.stringify({ Statement: [statement] });
    expect(await refusalOf(get(s3()))).toMatchObject({ name: 'AccessDenied' });
  });

  it('keeps an administrator of its own account out', async () => {
    const { s3, organization, bucket, owner } = await withBucket();
    Object.assign(organization.operator, { accountId: owner.id, roleName: 'Admin' });
    expect(await refusalOf(get(s3()))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:sts::${owner.id}:assumed-role/Admin/operator is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::${name}" with an explicit deny in a resource-based policy`,
    });
    bucket.policy = undefined;
    expect(await refusalOf(get(s3()))).toMatchObject({ name: 'NoSuchBucketPolicy' });
  });
});

describe('a bucket', () => {
  it('in another Region is found by a client that follows redirects', async () => {
    const { client } = await withBucket({ region: 'eu-west-1' });
    expect((await get(client)).Policy).toBe(policy);
    await remove(client);
    expect(await refusalOf(get(client))).toMatchObject({ name: 'NoSuchBucketPolicy' });
  });

  it('in another Region redirects every other client there, before anything is checked', async () => {
    const { simulator, session } = await withBucket({ region: 'eu-west-1' });
    const url = `${simulator.url}/${name}?policy`;
    const response = await fetchSigned({ method: 'GET', url, service: 's3' }, session);
    const { status, headers } = response;
    expect([status, headers.get('content-type'), headers.get('x-amz-bucket-region')]).toEqual([
      301,
      'application/xml',
      'eu-west-1',
    ]);
    expect(await response.text()).toMatch(
      /<Error><Code>PermanentRedirect<.*<Endpoint>s3\.eu-west-1\.amazonaws\.com<.*<Bucket>payroll-logs<.*<RequestId>/,
    );
  });

  it.each([
    ['an unknown name', { name: 'other' }, { name: 'NoSuchBucket', status: 404 }],
    ['another account', { accountId: '111122223333' }, { name: 'AccessDenied', status: 403 }],
  ])('of %s is refused', async (_what, changes, refusal) => {
    const { client } = await withBucket(changes);
    expect(await refusalOf(get(client))).toMatchObject(refusal);
    expect(await refusalOf(put(client, policy))).toMatchObject(refusal);
    expect(await refusalOf(remove(client))).toMatchObject(refusal);
  });

  it('is refused to whoever expects another owner', async () => {
    const { client } = await withBucket();
    const command = new GetBucketPolicyCommand({ Bucket: name, ExpectedBucketOwner: '111122223333' });
    expect(await refusalOf(client.send(command))).toMatchObject({ name: 'AccessDenied', status: 403 });
  });

  it('is refused to the management account', async () => {
    const { s3 } = await withBucket({ policy: undefined });
    expect(await refusalOf(get(s3()))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        'because no resource-based policy allows the s3:GetBucketPolicy action',
      ),
    });
  });
});

describe('a session to unlock bucket policies', () => {
  it('lists the buckets of its account, with their Regions where it asks with a parameter', async () => {
    const { client, organization, owner } = await withBucket({ region: 'eu-west-1' });
    organization.buckets.push({
      name: 'elsewhere',
      region: 'us-east-1',
      accountId: '111122223333',
      creationDate: '2025-01-01T00:00:00Z',
    });
    const CreationDate = new Date('2025-01-01T00:00:00Z');
    const all = await client.send(new ListBucketsCommand({}));
    expect(all.Buckets).toEqual([{ Name: name, CreationDate }]);
    expect(all.Owner?.ID).toContain(owner.id);
    const some = await client.send(new ListBucketsCommand({ MaxBuckets: 5, Prefix: 'pay' }));
    expect(some.Buckets).toEqual([{ Name: name, CreationDate, BucketRegion: 'eu-west-1' }]);
    const none = await client.send(new ListBucketsCommand({ BucketRegion: 'us-east-1' }));
    expect(none.Buckets ?? []).toEqual([]);
  });

  it('lists page by page', async () => {
    const { client, organization, bucket } = await withBucket();
    organization.buckets.push({ ...bucket, name: 'a-first' });
    const first = await client.send(new ListBucketsCommand({ MaxBuckets: 1 }));
    const { ContinuationToken } = first;
    const second = await client.send(new ListBucketsCommand({ MaxBuckets: 1, ContinuationToken }));
    expect([first, second].map(({ Buckets }) => Buckets?.map(({ Name }) => Name))).toEqual([
      ['a-first'],
      [name],
    ]);
    expect(second.ContinuationToken).toBeUndefined();
  });

  it.each([
    ['GetBucketLocation', (client: S3Client) => client.send(new GetBucketLocationCommand({ Bucket: name }))],
    ['HeadBucket', (client: S3Client) => client.send(new HeadBucketCommand({ Bucket: name }))],
  ])('may not call %s', async (_operation, send) => {
    const { client } = await withBucket();
    expect(await refusalOf(send(client))).toMatchObject({ status: 403 });
  });

  it('is stopped by a service control policy, in the words of S3', async () => {
    const { client, organization, owner } = await withBucket();
    const document = { Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] };
    organization.serviceControlPolicies = [{ name: 'NoS3', targets: [owner.id], document }];
    expect(await refusalOf(remove(client))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${owner.id}:root is not authorized to perform: s3:DeleteBucketPolicy on resource: "arn:aws:s3:::${name}" with an explicit deny in a service control policy`,
    });
  });

  it('meets an operation that always fails', async () => {
    const { client, owner } = await withBucket();
    owner.faults.failingOperations = ['DeleteBucketPolicy'];
    expect(await refusalOf(remove(client))).toMatchObject({ name: 'InternalError', status: 500 });
  });

  it('ends', async () => {
    const { client, clock } = await withBucket();
    clock.advance(901_000);
    expect(await refusalOf(get(client))).toEqual({
      name: 'ExpiredToken',
      status: 400,
      message: 'The provided token has expired.',
    });
  });
});

describe('everybody else', () => {
  it.each([
    ['GetBucketPolicy', (client: S3Client) => get(client)],
    ['DeleteBucketPolicy', (client: S3Client) => remove(client)],
    ['ListAllMyBuckets', (client: S3Client) => client.send(new ListBucketsCommand({}))],
  ])('with another task policy is denied %s', async (action, send) => {
    const { client } = await withBucket({}, AUDIT);
    expect(await refusalOf(send(client))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(`s3:${action} .* with an explicit deny in an identity-based policy$`),
    });
  });

  it('in the account finds out where an open bucket is', async () => {
    const { s3, organization, owner } = await withBucket({ region: 'eu-west-1', policy: undefined });
    Object.assign(organization.operator, { accountId: owner.id, roleName: 'Admin' });
    const client = s3(undefined, 'eu-west-1');
    expect(await client.send(new HeadBucketCommand({ Bucket: name }))).toMatchObject({
      BucketRegion: 'eu-west-1',
    });
    expect(await client.send(new GetBucketLocationCommand({ Bucket: name }))).toMatchObject({
      LocationConstraint: 'eu-west-1',
    });
  });

  it('without a signature is denied', async () => {
    const { simulator } = await withBucket();
    const response = await fetch(`${simulator.url}/${name}?policy`);
    expect([response.status, await response.text()]).toEqual([
      403,
      expect.stringContaining('<Code>AccessDenied</Code>'),
    ]);
  });

  it('finds no objects here', async () => {
    const { client } = await withBucket();
    const call = client.send(new GetObjectCommand({ Bucket: name, Key: 'a/b' }));
    expect(await refusalOf(call)).toMatchObject({ name: 'NotImplemented', status: 501 });
  });
});
