import './support/quiet';
import { createHash } from 'node:crypto';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { credentialKinds, type Decision, type Plan, type TargetedAccounts } from '../../lambdas/run/model';
import { Report } from '../../lambdas/run/report-shapes';
import { metrics } from '../../lambdas/skeleton/handler';
import { handler } from '../../lambdas/write-report';
import { absent, credential } from './support/iam';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { executionArn, memberOf, organizationId } from './support/organization';

const [first, second, third] = ['222222222222', '333333333333', '444444444444'] as const;
const key = credential('access-keys', 'AKIA1');
const accounts: TargetedAccounts = {
  run: 'run-1',
  startedAt: '2026-11-23T11:00:00.000Z',
  organization: { id: organizationId, managementAccountId: '111111111111' },
  origin: { executionArn, startedBy: 'arn:aws:iam::111111111111:user/ops' },
  mode: 'purge',
  credentials: [...credentialKinds],
  reason: 'Because.',
  wholeOrganization: true,
  targets: [first, second, third].map(memberOf),
  skipped: [
    { ...memberOf('111111111111'), why: 'management account' },
    { ...memberOf('555555555555'), why: 'suspended' },
    { ...memberOf('666666666666'), why: 'excluded' },
  ],
};
const plan: Plan = {
  kind: 'purge',
  run: 'run-1',
  plannedAt: '2026-11-23T11:30:00.000Z',
  mode: 'purge',
  accounts: [
    { ...memberOf(first), credentials: [key], outOfScope: [], unknown: [] },
    { ...memberOf(second), credentials: [key], outOfScope: [], unknown: [] },
    { ...memberOf(third), credentials: [], outOfScope: [], unknown: [] },
  ],
};
const approvedIn = (accountId: string) => ({
  accountId,
  credentials: {
    'signing-certificates': [],
    'access-keys': ['AKIA1'],
    'login-profile': [],
    'mfa-devices': [],
  },
});
const decision: Decision = {
  decision: 'APPROVED',
  planDigest: 'ab'.repeat(32),
  decidedAt: '2026-11-23T14:05:00.000Z',
  decidedBy: 'ana@example.com',
  sourceIp: '203.0.113.7',
  credentials: [first, second].map((accountId) => ({ accountId, kind: 'access-keys', id: 'AKIA1' })),
};
const deletion = { result: 'deleted', at: '2026-11-23T14:06:00.000Z', requestId: 'req-1' };
const approval = {
  run: 'run-1',
  planDigest: '',
  requestedAt: '2026-11-23T11:31:00.000Z',
  expiresAt: '2026-11-26T11:31:00.000Z',
  approvers: ['ana@example.com', 'ben@example.com', 'ana@example.com'].map((email) => ({
    email,
    secretHash: '',
  })),
  sealedTaskToken: '',
};
const purgedFirst = {
  accountId: first,
  stages: [
    { deletions: [] },
    { deletions: [{ kind: 'access-keys', id: 'AKIA1', ...deletion }] },
    { deletions: [] },
    { deletions: [] },
  ],
  verification: { readings: absent, at: '2026-11-23T14:07:00.000Z' },
};
const lostSecond = {
  Input: JSON.stringify({ approved: { accountId: second } }),
  Error: 'States.Timeout',
  Cause: 'late',
};
const lost = 'PurgeAccounts failed. (States.Timeout: late)';
const retry = 'Run again; if it fails the same way, look at the log of this function.';
const nothing = {
  credentials: [],
  deleted: [],
  remaining: [],
  appearedSincePlan: [],
  unknown: [],
  reason: '',
  remedy: '',
};

const seen = (since: string) => ({
  kind: 'access-keys',
  id: 'AKIA1',
  came: 'first-look',
  since,
  wasKnown: false,
});

/** The start of this run, as the event history has it. */
const started = {
  EventId: 'e-1',
  CloudTrailEvent: JSON.stringify({
    userIdentity: { arn: 'arn:aws:iam::111111111111:user/eve' },
    eventID: 'e-1',
    eventTime: '2026-11-23T11:00:00Z',
    sourceIPAddress: '203.0.113.9',
    responseElements: { executionArn },
  }),
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('WriteReport', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  const put = (key: string, value: unknown) => clients.objects.set(key, JSON.stringify(value));
  const write = (input: object = {}) =>
    invoke(handler, { run: 'run-1', manifest: 'manifest.json', caught: null, ...input });

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-23T15:00:00.000Z'), toFake: ['Date'] });
    clients = inMemoryClients();
    clients.history.push(started);
    put('runs/run-1/accounts.json', accounts);
    put('runs/run-1/plan.json', plan);
    put('runs/run-1/approval.json', approval);
    put('runs/run-1/decision.json', decision);
    put('runs/run-1/approved.json', [approvedIn(first), approvedIn(second)]);
    put('manifest.json', {
      ResultFiles: { SUCCEEDED: [{ Key: 'ok.json' }], FAILED: [{ Key: 'failed.json' }] },
    });
    put('ok.json', [purgedFirst]);
    put('failed.json', [lostSecond]);
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('puts the whole run together: purged, lost, clean and skipped', async () => {
    await write();
    expect(clients.stored('runs/run-1/report.json')).toEqual({
      kind: 'purge',
      run: 'run-1',
      mode: 'purge',
      requestReason: 'Because.',
      startedAt: '2026-11-23T11:00:00.000Z',
      plannedAt: plan.plannedAt,
      finishedAt: '2026-11-23T15:00:00.000Z',
      organization: accounts.organization,
      origin: accounts.origin,
      whoStarted: {
        state: 'known',
        arn: 'arn:aws:iam::111111111111:user/eve',
        at: '2026-11-23T11:00:00Z',
        sourceIp: '203.0.113.9',
        eventId: 'e-1',
      },
      version: '1.2.3',
      asked: {
        requestedAt: approval.requestedAt,
        expiresAt: approval.expiresAt,
        approvers: ['ana@example.com', 'ben@example.com'],
      },
      decision,
      planDigest: sha256(JSON.stringify(plan)),
      decisionDigest: sha256(JSON.stringify(decision)),
      coverage: '2 of 5 member accounts hold no root credentials; 1 failed, 1 suspended, 1 excluded.',
      outcomes: { clean: 1, purged: 1, kept: 0, expired: 0, failed: 1, unknown: 0, skipped: 3 },
      accounts: [
        {
          ...memberOf(first),
          ...nothing,
          outcome: 'purged',
          credentials: [{ ...key, inPlan: 'offered', decision: 'approved', deletion, secondLook: 'absent' }],
          secondLookAt: '2026-11-23T14:07:00.000Z',
          deleted: [{ kind: 'access-keys', id: 'AKIA1', result: 'deleted' }],
          sinceLast: { found: [seen('2026-11-23T14:07:00.000Z')], gone: [] },
        },
        {
          ...memberOf(second),
          ...nothing,
          outcome: 'failed',
          credentials: [{ ...key, inPlan: 'offered', decision: 'approved' }],
          remaining: [{ kind: 'access-keys', id: 'AKIA1', why: lost }],
          unknown: [...credentialKinds],
          reason: lost,
          remedy: retry,
          sinceLast: { found: [seen(plan.plannedAt)], gone: [], unknown: { runs: 1, since: plan.plannedAt } },
        },
        { ...memberOf(third), ...nothing, outcome: 'clean', sinceLast: { found: [], gone: [] } },
        {
          ...memberOf('111111111111'),
          ...nothing,
          outcome: 'skipped',
          reason: 'This is the management account: sts:AssumeRoot reaches member accounts only.',
        },
        {
          ...memberOf('555555555555'),
          ...nothing,
          outcome: 'skipped',
          reason: 'The account is suspended: no root session can be opened in it.',
        },
        {
          ...memberOf('666666666666'),
          ...nothing,
          outcome: 'skipped',
          reason: 'Excluded by the execution input.',
        },
      ],
    });
  });

  it('answers with what the state machine and the mail need', async () => {
    expect(await write()).toEqual({
      coverage: '2 of 5 member accounts hold no root credentials; 1 failed, 1 suspended, 1 excluded.',
      outcomes: { clean: 1, purged: 1, kept: 0, expired: 0, failed: 1, unknown: 0, skipped: 3 },
      unsettled: 1,
      cause: [
        '2 of 5 member accounts hold no root credentials; 1 failed, 1 suspended, 1 excluded.',
        `333333333333 failed: ${lost} ${retry}`,
      ].join('\n'),
      email: {
        subject: 'Root credential purge: 1 purged, 1 need attention',
        message: expect.stringContaining('Report:    s3://run-bucket/runs/run-1/report.html'),
      },
      events: [
        expect.objectContaining({ DetailType: 'Root Credentials Found' }),
        expect.objectContaining({ DetailType: 'Run Finished' }),
      ],
    });
  });

  it.each([
    ['joined-222222222222-20261123T095957Z', [third], null],
    ['joined-222222222222-20261123T095957Z', [first], expect.anything()],
    ['run-1', [third], expect.anything()],
  ])('mails nobody of %s, where %j is clean: %j', async (run, targets, email) => {
    const joined = { ...accounts, run, targets: targets.map(memberOf), skipped: [] };
    put(`runs/${run}/accounts.json`, joined);
    put(`runs/${run}/plan.json`, plan);
    expect(await invoke(handler, { run, manifest: null, caught: null })).toMatchObject({ email });
  });

  it('writes the same accounts as JSON, CSV and HTML', async () => {
    await write();
    expect(clients.writes.toSorted()).toEqual([
      `posture/${organizationId}.json`,
      'runs/run-1/SHA256SUMS',
      'runs/run-1/report.csv',
      'runs/run-1/report.html',
      'runs/run-1/report.json',
    ]);
    for (const { accountId } of [...accounts.targets, ...accounts.skipped]) {
      for (const format of ['csv', 'html']) {
        expect(clients.objects.get(`runs/run-1/report.${format}`)).toContain(accountId);
      }
    }
  });

  it('writes the digests of all that, and of what it was made from, as sha256sum does', async () => {
    put('runs/run-1/inspection/1/SUCCEEDED_0.json', []);
    put('runs/run-1/purge/1/SUCCEEDED_0.json', [purgedFirst]);
    put('runs/run-1/approval.json', { ...approval, rules: { required: 2, people: [] } });
    for (const number of [1, 2]) put(`runs/run-1/proposals/${number}.json`, { number });
    await write();
    const files = [
      ...['accounts.json', 'approval.json', 'approved.json'],
      ...['inspection/1/SUCCEEDED_0.json', 'purge/1/SUCCEEDED_0.json'],
      ...['proposals/1.json', 'proposals/2.json'],
      ...['plan.json', 'decision.json', 'report.json', 'report.csv', 'report.html'],
    ];
    const stored = (name: string) => clients.objects.get(`runs/run-1/${name}`) ?? '';
    expect(stored('SHA256SUMS')).toBe(files.map((name) => `${sha256(stored(name))}  ${name}\n`).join(''));
  });

  it('leaves the digest out of what it cannot read, and ends as it would', async () => {
    put('runs/run-1/purge/1/SUCCEEDED_0.json', []);
    clients.s3Mock.on(ListObjectsV2Command).rejects(new Error('no'));
    expect(await write()).toMatchObject({ coverage: expect.any(String) });
    expect(clients.objects.get('runs/run-1/SHA256SUMS')).not.toContain('purge/');
  });

  it('leaves the digest out of what a proxy answers in the place of S3', async () => {
    clients.objects.set('runs/run-1/inspection/1/SUCCEEDED_0.json', '<html>Gateway</html>');
    await write();
    expect(clients.objects.get('runs/run-1/SHA256SUMS')).not.toContain('inspection/');
  });

  it('says of an account that has left that it was not looked at', async () => {
    const left = { accountId: '777777777777', name: '', email: '', why: 'not in the organization any more' };
    put('runs/run-1/accounts.json', { ...accounts, wholeOrganization: false, skipped: [left] });
    expect((await write()).coverage).toBe(
      '2 of 4 selected accounts hold no root credentials; 1 failed, 1 not in the organization any more.',
    );
    const reason = 'The account is not in the organization any more: no root session can be opened in it.';
    for (const format of ['json', 'csv', 'html']) {
      expect(clients.objects.get(`runs/run-1/report.${format}`)).toContain('777777777777');
      expect(clients.objects.get(`runs/run-1/report.${format}`)).toContain(reason);
    }
  });

  it('counts what the dashboard shows', async () => {
    const counted = vi.spyOn(metrics, 'addMetric');
    await write();
    expect(Object.fromEntries(counted.mock.calls.map(([name, , value]) => [name, value]))).toEqual({
      AccountsWithoutRootCredentials: 2,
      AccountsWithRootCredentials: 1,
      AccountsUnknown: 0,
      CredentialsDeleted: 1,
      RootCredentialsFound: 1,
      RootCredentialsBack: 0,
      LongestUnknownRuns: 1,
      OldestAccessKeyDays: 0,
      SigningCertificatesLeft: 0,
      AccessKeysLeft: 1,
      PasswordsLeft: 0,
      MfaDevicesLeft: 0,
    });
  });

  it('tells nothing about the organization after a run over a part of it', async () => {
    put('runs/run-1/accounts.json', { ...accounts, wholeOrganization: false });
    const counted = vi.spyOn(metrics, 'addMetric').mockClear();
    await write();
    expect(counted.mock.calls.map(([name]) => name)).toEqual([
      'CredentialsDeleted',
      'RootCredentialsFound',
      'RootCredentialsBack',
      'LongestUnknownRuns',
    ]);
  });

  it('reports every account as unknown where the run ended before its plan', async () => {
    for (const key of [...clients.objects.keys()])
      if (!key.endsWith('accounts.json')) clients.objects.delete(key);
    const caught = { state: 'InspectAccounts', error: 'States.ItemReaderFailed', cause: 'gone' };
    const { outcomes, unsettled, cause } = await write({ manifest: null, caught });
    expect({ outcomes, unsettled }).toEqual({
      outcomes: { clean: 0, purged: 0, kept: 0, expired: 0, failed: 0, unknown: 3, skipped: 3 },
      unsettled: 3,
    });
    expect(cause).toContain('InspectAccounts failed. (States.ItemReaderFailed: gone)');
  });

  it('says who kept what was not approved, which is no audit', async () => {
    put('runs/run-1/approved.json', [approvedIn(first)]);
    put('failed.json', []);
    await write();
    const { accounts: reported } = Report.parse(clients.stored('runs/run-1/report.json'));
    const kept = reported.find(({ accountId }) => accountId === second);
    expect(kept).toMatchObject({ outcome: 'kept', reason: 'ana@example.com kept it.' });
  });

  it('settles a run that only looked', async () => {
    put('runs/run-1/accounts.json', { ...accounts, mode: 'audit' });
    for (const key of ['decision', 'approved']) clients.objects.delete(`runs/run-1/${key}.json`);
    expect(await write({ manifest: null })).toMatchObject({
      outcomes: { clean: 1, purged: 0, kept: 2, expired: 0, failed: 0, unknown: 0, skipped: 3 },
      unsettled: 0,
    });
  });

  it('names five accounts in the cause and counts the others, within what a Fail state takes', async () => {
    const many = Array.from({ length: 40 }, (_, n) => memberOf(`${222_222_222_000 + n}`));
    put('runs/run-1/accounts.json', { ...accounts, targets: many, skipped: [] });
    const caught = { state: 'PlanPurge', error: 'ZodError', cause: 'x'.repeat(30_000) };
    clients.objects.delete('runs/run-1/plan.json');
    const { cause, email } = await write({ manifest: null, caught });
    expect(cause.length).toBeLessThanOrEqual(8000);
    expect(cause.split('\n')).toHaveLength(7);
    expect(cause.split('\n').at(-1)).toBe('… and 35 more.');
    expect(JSON.stringify({ cause, email }).length).toBeLessThan(100_000);
  });

  it('fails where the list of accounts is not there: nothing can be said then', async () => {
    clients.objects.delete('runs/run-1/accounts.json');
    await expect(write()).rejects.toThrow('The run store has no runs/run-1/accounts.json.');
    expect(clients.writes).toEqual([]);
  });
});
