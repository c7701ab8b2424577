import { setTimeout as sleep } from 'node:timers/promises';
import { IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FaultPlan } from '../../../local-aws/faults/fault-plan';
import { parseFaultSpec } from '../../../local-aws/faults/fault-spec';
import { OrganizationFaults } from '../../../local-aws/faults/organization-faults';
import { WireFaults } from '../../../local-aws/faults/wire-faults';
import { createOrganization } from '../../../local-aws/organization/create-organization';
import { queueUrl } from '../../../local-aws/organization/resources';
import { startSimulator } from '../../../local-aws/organization/simulator';
import { ManualClock } from '../../support/manual-clock';
import { AUDIT, assumeRootCommand, DELETE, NOW, OPERATOR } from '../organization/fixture';

/** A simulator behind these faults, and clients that never retry. */
async function faulty(spec: string) {
  const clock = new ManualClock(NOW);
  const organization = createOrganization({ accounts: 4, seed: 1, clock });
  const plan = new FaultPlan(parseFaultSpec(spec), 1, clock);
  const faults = new OrganizationFaults(organization, plan, clock);
  const wire = new WireFaults({ plan, clock, organization: faults });
  const simulator = await startSimulator({
    organization,
    clock,
    intercept: wire.around,
    seenBy: (accountId, operation, truth) => faults.seenBy(accountId, operation, truth),
  });
  onTestFinished(simulator.close);
  const settings = { endpoint: simulator.url, region: 'us-east-1', maxAttempts: 1, credentials: OPERATOR };
  const sts = new STSClient(settings);
  const rootOf = async (accountId: string, taskPolicy = DELETE) => {
    const { Credentials } = await sts.send(assumeRootCommand(accountId, taskPolicy));
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = Credentials ?? {};
    const credentials = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
    return {
      iam: new IAMClient({ ...settings, credentials }),
      sts: new STSClient({ ...settings, credentials }),
      s3: new S3Client({ ...settings, credentials }),
      sqs: new SQSClient({ ...settings, credentials }),
    };
  };
  const [account] = organization.accounts;
  if (!account) throw new Error('no account');
  return {
    account,
    clock,
    organization,
    sts,
    rootOf,
    organizations: new OrganizationsClient(settings),
    calls: () => simulator.calls(),
  };
}

const saidBy = (call: Promise<{ $metadata: unknown }>) =>
  call.then(
    ({ $metadata, ...said }) => said,
    (error: Error) => error.name,
  );
const anyNumber = expect.any(Array);
const again = 'there-is-always-more-again';
const more = expect.stringMatching(/^there-is-always-more-[0-9a-f-]{36}$/);

const nameOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: Error & { code?: string }) => error.code ?? error.name,
  );

describe('faults on the wire', () => {
  it('strikes a bucket policy and a queue by the names of their operations', async () => {
    const { account, organization, rootOf } = await faulty(
      'throttle:GetBucketPolicy,throttle:GetQueueAttributes',
    );
    const common = { accountId: account.id, region: 'us-east-1', creationDate: '2025-01-01T00:00:00Z' };
    const queue = { ...common, name: 'jobs' };
    organization.buckets.push({ ...common, name: 'logs' });
    organization.queues.push(queue);
    const { s3 } = await rootOf(account.id, 'S3UnlockBucketPolicy');
    const { sqs } = await rootOf(account.id, 'SQSUnlockQueuePolicy');
    const getBucketPolicy = () => nameOf(s3.send(new GetBucketPolicyCommand({ Bucket: 'logs' })));
    const getAttributes = () =>
      nameOf(sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl(queue) })));
    expect([await getBucketPolicy(), await getBucketPolicy()]).toEqual(['SlowDown', 'NoSuchBucketPolicy']);
    expect([await getAttributes(), await getAttributes()]).toEqual(['RequestThrottled', 'answered']);
  });

  it.each([
    ['throttle:ListAccounts', 'TooManyRequestsException', 0],
    ['error:ListAccounts', 'InternalFailure', 0],
    ['reset:ListAccounts', 'ECONNRESET', 0],
    ['lost:ListAccounts', 'ECONNRESET', 1],
    ['truncate:ListAccounts', 'ECONNRESET', 1],
  ])('%s: the client sees %s, and the service has worked %i times', async (spec, name, calls) => {
    const { organizations, calls: made } = await faulty(spec);
    expect(await nameOf(organizations.send(new ListAccountsCommand({})))).toBe(name);
    expect(made()['organizations:ListAccounts'] ?? 0).toBe(calls);
    expect(await nameOf(organizations.send(new ListAccountsCommand({})))).toBe('answered');
  });

  it.each([
    ['empty', {}, {}],
    ['no-content', {}, {}],
    ['html', 'SyntaxError', {}],
    ['error-as-ok', { __type: 'InternalFailure', message: expect.any(String) }, {}],
    ['another', {}, {}],
    ['missing', {}, { IsTruncated: false }],
    ['nameless', { Accounts: anyNumber }, { AccessKeyMetadata: anyNumber, IsTruncated: false }],
    ['cut', { Accounts: anyNumber, NextToken: '' }, { AccessKeyMetadata: anyNumber, IsTruncated: true }],
    [
      'repeat',
      { Accounts: anyNumber, NextToken: again },
      { AccessKeyMetadata: anyNumber, IsTruncated: true, Marker: again },
    ],
    [
      'endless',
      { Accounts: [], NextToken: more },
      { AccessKeyMetadata: [], IsTruncated: true, Marker: more },
    ],
  ])('%s: what the client is given in the place of a list', async (fault, accounts, accessKeys) => {
    const { account, organizations, rootOf } = await faulty(`${fault}:List@100%`);
    const { iam } = await rootOf(account.id);
    expect(await saidBy(organizations.send(new ListAccountsCommand({})))).toEqual(accounts);
    expect(await saidBy(iam.send(new ListAccessKeysCommand({})))).toEqual(accessKeys);
  });

  it('leads from a marker that means nothing back to the beginning', async () => {
    const { account, organizations, rootOf } = await faulty('repeat:List');
    const { iam } = await rootOf(account.id);
    const { NextToken, ...page } = await organizations.send(new ListAccountsCommand({}));
    const { Accounts } = await organizations.send(new ListAccountsCommand({ NextToken, MaxResults: 20 }));
    expect(Accounts).toEqual(page.Accounts);
    const { Marker } = await iam.send(new ListAccessKeysCommand({}));
    const { AccessKeyMetadata, IsTruncated } = await iam.send(
      new ListAccessKeysCommand({ Marker, MaxItems: 50 }),
    );
    expect([AccessKeyMetadata?.length, IsTruncated]).toEqual([account.credentials.accessKeys.length, false]);
  });

  it('cuts lists in half, and takes the IDs from what they list', async () => {
    const { organizations } = await faulty('cut:ListAccounts,nameless:ListAccounts=2');
    const half = await organizations.send(new ListAccountsCommand({}));
    const unnamed = await organizations.send(new ListAccountsCommand({}));
    expect([half.Accounts?.length, unnamed.Accounts?.length]).toEqual([2, 5]);
    expect(unnamed.Accounts?.filter(({ Id, Arn }) => Id ?? Arn)).toEqual([]);
  });

  it('stops half-way and leaves the connection open, until the client has had enough', async () => {
    const { organizations } = await faulty('stall:ListAccounts');
    const abort = new AbortController();
    const answer = nameOf(organizations.send(new ListAccountsCommand({}), { abortSignal: abort.signal }));
    expect(await Promise.race([answer, sleep(300, 'nothing')])).toBe('nothing');
    expect(await nameOf(organizations.send(new ListAccountsCommand({})))).toBe('answered');
    abort.abort();
  });

  it('strikes in one account alone, and in the sessions of one task policy alone', async () => {
    const of = async (target: string) => {
      const { account, organization, rootOf } = await faulty(`error:${target}/ListAccessKeys@100%`);
      const other = organization.accounts[2]?.id ?? '';
      const sessions = [rootOf(account.id), rootOf(other), rootOf(other, AUDIT)];
      const listed = sessions.map(async (session) =>
        nameOf((await session).iam.send(new ListAccessKeysCommand({}))),
      );
      return Promise.all(listed);
    };
    const { account } = await faulty('error');
    expect(await of(account.id)).toEqual(['ServiceFailureException', 'answered', 'answered']);
    expect(await of(AUDIT)).toEqual(['answered', 'answered', 'ServiceFailureException']);
  });

  it('prints nothing about what it does', async () => {
    const printed = [vi.spyOn(console, 'error'), vi.spyOn(console, 'info')];
    const { organizations } = await faulty(
      'reset:ListAccounts=1,lost:ListAccounts=1,truncate:ListAccounts=1',
    );
    for (let calls = 0; calls < 3; calls++)
      expect(await nameOf(organizations.send(new ListAccountsCommand({})))).toBe('ECONNRESET');
    expect(printed.flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  it('answers in the words of the Query protocol, too', async () => {
    const { sts } = await faulty('throttle:GetCallerIdentity');
    expect(await nameOf(sts.send(new GetCallerIdentityCommand({})))).toBe('Throttling');
  });

  it('lets a root session expire, of one account and not of another', async () => {
    const { account, organization, rootOf } = await faulty('expired:ListAccessKeys=1');
    const { iam } = await rootOf(account.id);
    expect(await nameOf(iam.send(new ListAccessKeysCommand({})))).toBe('ExpiredToken');
    expect(await nameOf(iam.send(new ListAccessKeysCommand({})))).toBe('answered');
    const other = await rootOf(organization.accounts[2]?.id ?? '');
    expect(await nameOf(other.iam.send(new ListAccessKeysCommand({})))).toBe('ExpiredToken');
  });

  it('opens the session of another account', async () => {
    const { account, rootOf } = await faulty(`misdirect:${DELETE}`);
    const { Arn } = await (await rootOf(account.id)).sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).not.toContain(account.id);
  });

  it('still lists what was deleted, for as many reads as were asked for', async () => {
    const { account, rootOf } = await faulty('stale:ListAccessKeys=2');
    const { iam } = await rootOf(account.id);
    const listed = async () =>
      (await iam.send(new ListAccessKeysCommand({}))).AccessKeyMetadata?.map(
        ({ AccessKeyId }) => AccessKeyId,
      );
    const before = await listed();
    account.credentials.accessKeys.pop();
    expect([await listed(), await listed()]).toEqual([before, before]);
    expect(await listed()).toEqual(account.credentials.accessKeys.map(({ accessKeyId }) => accessKeyId));
  });

  it('has somebody create and delete credentials meanwhile', async () => {
    const { account, rootOf } = await faulty('appear:ListAccessKeys,vanish:ListAccessKeys');
    const before = structuredClone(account.credentials);
    await (await rootOf(account.id)).iam.send(new ListAccessKeysCommand({}));
    expect(account.credentials).not.toEqual(before);
  });

  it('answers late, and done', async () => {
    const { clock, organizations, calls } = await faulty('slow:ListAccounts');
    const answer = nameOf(organizations.send(new ListAccountsCommand({})));
    await expect.poll(() => clock.sleeping).toBe(1);
    expect(calls()['organizations:ListAccounts']).toBe(1);
    clock.advance(15_000);
    expect(await answer).toBe('answered');
  });
});
