import './support/quiet';
import { ListAccountsForParentCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/list-accounts';
import { credentialKinds } from '../../lambdas/run/model';
import { awsError } from './support/aws-error';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import {
  executionArn,
  listedAccount,
  managementAccountId,
  memberOf,
  organizationId,
  organizationOf,
} from './support/organization';
import { bucketRequest, recoveryRequest } from './support/task-fixture';

const organizations = mockClient(OrganizationsClient);
const list = (...ids: string[]) => ids.map((id) => memberOf(id));
const stored = {
  run: 'run-1',
  startedAt: '2026-11-23T12:00:00.000Z',
  organization: { id: organizationId, managementAccountId, managementAccountName: 'Account 1' },
  origin: { executionArn },
  mode: 'purge',
  credentials: [...credentialKinds],
  wholeOrganization: false,
  skipped: [],
};

describe('ListAccounts', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  const start = (input: unknown, startedAt = stored.startedAt) =>
    invoke(handler, { run: 'run-1', startedAt, executionArn, input });

  beforeEach(() => {
    clients = inMemoryClients();
    organizations.reset();
    organizationOf(
      organizations,
      [
        listedAccount(managementAccountId),
        listedAccount('222222222222'),
        listedAccount('333333333333'),
        listedAccount('444444444444', { State: 'SUSPENDED' }),
      ],
      {
        'r-ab12': { accounts: [managementAccountId], units: ['ou-ab12-workload'] },
        'ou-ab12-workload': { accounts: ['222222222222'], units: ['ou-ab12-prodprod'] },
        'ou-ab12-prodprod': { accounts: ['333333333333'] },
      },
    );
  });

  it('takes {} for every active member account and all four kinds', async () => {
    expect(await start({})).toEqual({ targets: 2, skipped: 2, waits: false });
    expect(clients.stored('runs/run-1/accounts.json')).toEqual({
      ...stored,
      wholeOrganization: true,
      targets: list('222222222222', '333333333333'),
      skipped: [
        { ...memberOf(managementAccountId), why: 'management account' },
        { ...memberOf('444444444444'), why: 'suspended' },
      ],
    });
  });

  it('keeps the list of its first try, whatever became of the answer', async () => {
    await start({ accounts: ['222222222222'] });
    expect(await start({})).toEqual({ targets: 1, skipped: 0, waits: false });
    expect(clients.stored('runs/run-1/accounts.json')).toMatchObject({ targets: list('222222222222') });
  });

  it('refuses a name under which the run store has the run of another execution', async () => {
    await start({ accounts: ['222222222222'] });
    await expect(start({}, '2027-02-23T12:00:00.000Z')).rejects.toMatchObject({
      name: 'InvalidInputError',
      message: expect.stringContaining(
        '- name of the execution: received "run-1"; allowed: one that no run in the run store has; there is runs/run-1/accounts.json of a run that started at 2026-11-23T12:00:00.000Z',
      ),
    });
    expect(clients.stored('runs/run-1/accounts.json')).toMatchObject({ targets: list('222222222222') });
  });

  it('names a hundred wrong lines, and says how many more there are', async () => {
    const wrong = Array.from({ length: 20_000 }, (_, index) => String(900000000000 + index));
    clients.objects.set('input/wrong.list', wrong.join('\n'));
    const error = await start({ accountsFile: 's3://run-bucket/input/wrong.list' }).catch((caught) => caught);
    expect(error.message).toContain('received "900000000099"');
    expect(error.message.split('\n').at(-1)).toBe('- and 19900 more');
    expect(error.message.length).toBeLessThan(32_768);
  });

  it('keeps what the input says beside the accounts', async () => {
    const input = {
      exclude: ['333333333333'],
      mode: 'audit',
      credentials: ['access-keys'],
      reason: 'Because.',
    };
    await start({ ...input, accounts: ['222222222222', '333333333333'] });
    expect(clients.stored('runs/run-1/accounts.json')).toEqual({
      ...stored,
      mode: 'audit',
      credentials: ['access-keys'],
      reason: 'Because.',
      targets: list('222222222222'),
      skipped: [{ ...memberOf('333333333333'), why: 'excluded' }],
    });
  });

  it('takes the union of accounts, list file and units, each account once', async () => {
    clients.objects.set('input/account_id.list', '\uFEFF# ours\r\n 222222222222 \r\n\r\n222222222222\r\n');
    await start({
      accounts: ['222222222222'],
      accountsFile: 's3://run-bucket/input/account_id.list',
      organizationalUnits: ['ou-ab12-prodprod'],
    });
    expect(clients.stored('runs/run-1/accounts.json')).toEqual({
      ...stored,
      targets: list('222222222222', '333333333333'),
    });
  });

  it('finds the accounts of a unit in the units below it too', async () => {
    await start({ organizationalUnits: ['ou-ab12-workload'] });
    expect(clients.stored('runs/run-1/accounts.json')).toEqual({
      ...stored,
      targets: list('222222222222', '333333333333'),
    });
  });

  it('names a list file that is not there', async () => {
    await expect(start({ accountsFile: 's3://run-bucket/input/nothing.list' })).rejects.toMatchObject({
      name: 'InvalidInputError',
      message: expect.stringContaining(
        '- accountsFile: received "s3://run-bucket/input/nothing.list" (NoSuchKey); allowed: an object that this app may read, under s3://run-bucket/input/',
      ),
    });
  });

  it.each(['AccessDenied', 'NoSuchBucket', 'PermanentRedirect', 'InvalidBucketName', 'InvalidObjectState'])(
    'names a list file that answers %s',
    async (code) => {
      clients.s3Mock.on(GetObjectCommand).rejects(awsError(code));
      await expect(start({ accountsFile: 's3://other/input/a.list' })).rejects.toMatchObject({
        name: 'InvalidInputError',
        message: expect.stringContaining(`"s3://other/input/a.list" (${code})`),
      });
    },
  );

  it('reads the list file from the bucket that the input names', async () => {
    clients.s3Mock.on(GetObjectCommand).rejects(awsError('AccessDenied'));
    await start({ accountsFile: 's3://other/input/a/b.list' }).catch(() => {});
    expect(clients.s3Mock.commandCalls(GetObjectCommand).map(({ firstArg }) => firstArg.input)).toEqual([
      { Bucket: 'other', Key: 'input/a/b.list' },
    ]);
  });

  it.each([
    ['a field that does not exist', { account: ['222222222222'] }, 'account: not a field'],
    ['an ID that is no ID', { accounts: ['2222'] }, 'accounts[0]: received "2222"'],
    ['an unknown account', { accounts: ['999999999999'] }, 'accounts: received "999999999999"'],
    ['an unknown excluded account', { exclude: ['999999999999'] }, 'exclude: received "999999999999"'],
    ['an unknown unit', { organizationalUnits: ['ou-ab12-nosuchou'] }, 'received "ou-ab12-nosuchou"'],
    ['a list file with a bad line', { accountsFile: 's3://run-bucket/input/bad.list' }, 'line 2'],
    ['an empty list file', { accountsFile: 's3://run-bucket/input/empty.list' }, 'lists no account ID'],
    [
      'a list file with an unknown ID',
      { accountsFile: 's3://run-bucket/input/unknown.list' },
      '999999999999',
    ],
    ['no object', 'everything', 'a JSON object'],
    ['nothing', null, 'a JSON object'],
  ])('writes nothing for %s', async (_, input, message) => {
    clients.objects.set('input/bad.list', '222222222222\n22222222222\n');
    clients.objects.set('input/empty.list', '# nobody\n');
    clients.objects.set('input/unknown.list', '999999999999');
    await expect(start(input)).rejects.toMatchObject({
      name: 'InvalidInputError',
      message: expect.stringContaining(message),
    });
    expect(clients.writes).toEqual([]);
  });

  it('refuses a name that a privileged task may have in the run store', async () => {
    const begun = { startedAt: stored.startedAt, executionArn, input: {} };
    await expect(invoke(handler, { ...begun, run: 'task-1' })).rejects.toMatchObject({
      name: 'InvalidInputError',
      message: expect.stringContaining('received "task-1"; allowed: one that does not begin with "task-"'),
    });
    expect(clients.writes).toEqual([]);
    await expect(invoke(handler, { ...begun, run: 'my-task-1' })).resolves.toMatchObject({ targets: 2 });
  });

  it('takes what is left of the accounts that a task has sealed again', async () => {
    clients.objects.set(`runs/${recoveryRequest.run}/task.json`, JSON.stringify(recoveryRequest));
    await start({ accounts: ['999999999999', '222222222222'], reseals: recoveryRequest.run });
    expect(clients.stored('runs/run-1/accounts.json')).toMatchObject({
      reseals: { run: recoveryRequest.run, startedAt: recoveryRequest.startedAt },
      targets: list('222222222222'),
      skipped: [{ accountId: '999999999999', why: 'not in the organization any more' }],
    });
  });

  it.each([
    ['joined-444444444444-20261123T095957Z', '2026-11-30T11:59:59.999Z', true],
    ['joined-444444444444-20261123T095957Z', '2026-11-30T12:00:00.000Z', false],
    ['run-1', '2026-11-23T12:00:00.000Z', false],
  ])('lets %s wait on %s for an account that signs up: %s', async (run, now, waits) => {
    vi.useFakeTimers({ now: new Date(now), toFake: ['Date'] });
    organizationOf(organizations, [
      listedAccount(managementAccountId),
      listedAccount('444444444444', { State: 'PENDING_ACTIVATION' }),
    ]);
    const begun = { run, startedAt: stored.startedAt, executionArn, input: { accounts: ['444444444444'] } };
    const skipped = waits ? 0 : 1;
    expect(await invoke(handler, begun)).toEqual({ targets: 0, skipped, waits });
    expect(clients.writes).toHaveLength(skipped);
    vi.useRealTimers();
  });

  it.each([
    ['no task', undefined],
    ['a task that gives nobody a password', bucketRequest],
  ])('refuses to seal again after %s', async (_, task) => {
    if (task) clients.objects.set('runs/task-1/task.json', JSON.stringify(task));
    await expect(start({ reseals: 'task-1' })).rejects.toMatchObject({
      name: 'InvalidInputError',
      message: expect.stringContaining(
        '- reseals: received "task-1"; allowed: a run of allow-password-recovery in the run store',
      ),
    });
    expect(clients.writes).toEqual([]);
  });

  it('looks again for an account that an event says is new, with the words of a wrong ID', async () => {
    const run = 'joined-999999999999-20261123T095957Z';
    const begun = { run, startedAt: stored.startedAt, executionArn, input: { accounts: ['999999999999'] } };
    await expect(invoke(handler, begun)).rejects.toMatchObject({
      name: 'AccountNotListedYetError',
      message:
        'The execution input is not valid. Nothing was started.\n- accounts: received "999999999999"; allowed: the ID of an account in this organization',
    });
    expect(clients.writes).toEqual([]);
    await expect(invoke(handler, { ...begun, run: 'joined-today' })).rejects.toMatchObject({
      name: 'InvalidInputError',
    });
  });

  it.each(['TooManyRequestsException', 'AccessDeniedException'])('passes %s on, unwritten', async (code) => {
    organizations.onAnyCommand().rejects(awsError(code));
    await expect(start({})).rejects.toMatchObject({ name: code });
    expect(clients.writes).toEqual([]);
  });

  it('passes on what Organizations says about itself when it is asked for a unit', async () => {
    organizations.on(ListAccountsForParentCommand).rejects(awsError('TooManyRequestsException'));
    await expect(start({ organizationalUnits: ['ou-ab12-workload'] })).rejects.toMatchObject({
      name: 'TooManyRequestsException',
    });
  });

  it('passes on what S3 says about itself: that is no mistake of the input', async () => {
    clients.s3Mock.on(GetObjectCommand).rejects(awsError('SlowDown'));
    await expect(start({ accountsFile: 's3://run-bucket/input/a.list' })).rejects.toMatchObject({
      name: 'SlowDown',
    });
  });
});
