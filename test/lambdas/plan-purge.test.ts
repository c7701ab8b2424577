import './support/quiet';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler, planPurge } from '../../lambdas/plan-purge';
import {
  credentialKinds,
  type Inspection,
  type Readings,
  type TargetedAccounts,
} from '../../lambdas/run/model';
import { metrics } from '../../lambdas/skeleton/handler';
import { absent, credential, present, unread } from './support/iam';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { memberOf } from './support/organization';

const accountId = '222222222222';
const account = memberOf(accountId);
const accounts: TargetedAccounts = {
  run: 'run-1',
  startedAt: '2026-11-23T11:00:00.000Z',
  mode: 'purge',
  credentials: [...credentialKinds],
  reason: 'Because.',
  wholeOrganization: true,
  targets: [account],
  skipped: [],
};
const plannedAt = new Date('2026-11-23T12:00:00.000Z');
const certificate = credential('signing-certificates', 'CERT1');
const key = credential('access-keys', 'AKIA1', { lastUsed: { state: 'never' } });
const password = credential('login-profile', 'login-profile');
const mfa = credential('mfa-devices', 'GAHT12345678', { mfaDeviceType: 'hardware' });

/** The plan for the one account, found in this state. */
function planned(readings: Partial<Readings>, credentials = accounts.credentials) {
  const inspection = { accountId, readings: { ...absent, ...readings } };
  return planPurge({ ...accounts, credentials }, [inspection], plannedAt).accounts;
}

const everything = {
  'signing-certificates': present(certificate),
  'access-keys': present(key),
  'login-profile': present(password),
  'mfa-devices': present(mfa),
};

/** The account was found with an access key. */
function storeFound(targeted: TargetedAccounts) {
  const clients = inMemoryClients();
  clients.objects.set('runs/run-1/accounts.json', JSON.stringify(targeted));
  const inspection = { accountId, readings: { ...absent, 'access-keys': present(key) } };
  clients.objects.set('found.json', JSON.stringify([inspection]));
  clients.objects.set(
    'manifest.json',
    JSON.stringify({ ResultFiles: { SUCCEEDED: [{ Key: 'found.json' }], FAILED: [], PENDING: [] } }),
  );
  return clients;
}

describe('planPurge', () => {
  it('keeps what the run is about', () => {
    expect(planPurge({ ...accounts, targets: [] }, [], plannedAt)).toEqual({
      kind: 'purge',
      run: 'run-1',
      plannedAt: '2026-11-23T12:00:00.000Z',
      mode: 'purge',
      reason: 'Because.',
      accounts: [],
    });
  });

  it('plans everything that is there, with its evidence, in the order of deletion', () => {
    expect(planned(everything)).toEqual([
      { ...account, credentials: [certificate, key, password, mfa], outOfScope: [], unknown: [] },
    ]);
  });

  it('plans nothing in a clean account and keeps it in the plan', () => {
    expect(planned({})).toEqual([{ ...account, credentials: [], outOfScope: [], unknown: [] }]);
  });

  it('holds every targeted account once and in order, inspected or not, and nobody else', () => {
    const targets = ['333333333333', '222222222222', '444444444444'].map(memberOf);
    const inspections: Inspection[] = [
      { accountId: '222222222222', readings: absent },
      { accountId: '999999999999', readings: absent },
    ];
    const plan = planPurge({ ...accounts, targets }, inspections, plannedAt);
    expect(plan.accounts.map((each) => [each.accountId, each.unknown.length])).toEqual([
      ['333333333333', 4],
      ['222222222222', 0],
      ['444444444444', 4],
    ]);
  });

  it('calls all four kinds unknown where the inspection left no result', () => {
    const failure = {
      call: 'InspectAccounts',
      error: 'NoResult',
      message: 'The inspection of this account ended without a result.',
    };
    expect(planPurge(accounts, [], plannedAt).accounts).toEqual([
      {
        ...account,
        credentials: [],
        outOfScope: [],
        unknown: credentialKinds.map((kind) => ({ kind, failure })),
      },
    ]);
  });

  it("calls all four kinds unknown, in AWS's own words, where the inspection failed", () => {
    const message = 'User: app is not authorized to perform: sts:AssumeRoot on resource: root';
    const cause = JSON.stringify({ errorType: 'AccessDenied', errorMessage: message, trace: ['at …'] });
    const caught = { state: 'AssumeRootToInspect', error: 'AccessDenied', cause };
    const failure = { call: 'sts:AssumeRoot', error: 'AccessDenied', message };
    expect(planPurge(accounts, [{ accountId, caught }], plannedAt).accounts[0]?.unknown).toEqual(
      credentialKinds.map((kind) => ({ kind, failure })),
    );
  });

  it.each(credentialKinds.filter((kind) => kind !== 'login-profile'))(
    'plans the other kinds where %s could not be read',
    (kind) => {
      const reading = unread('iam:Something');
      expect(planned({ ...everything, [kind]: reading })).toEqual([
        {
          ...account,
          credentials: [certificate, key, password, mfa].filter((each) => each.kind !== kind),
          outOfScope: [],
          unknown: [{ kind, failure: { call: 'iam:Something', error: 'AccessDenied', message: 'no' } }],
        },
      ]);
    },
  );

  it.each(credentialKinds)('puts only %s in scope where the run is asked for them alone', (kind) => {
    const found = [certificate, key, password, mfa];
    const expected = kind === 'mfa-devices' ? [] : found.filter((each) => each.kind === kind);
    expect(planned(everything, [kind])).toEqual([
      {
        ...account,
        credentials: expected,
        outOfScope: found.filter((each) => !expected.includes(each)),
        unknown: [],
      },
    ]);
  });

  it.each([
    ['there is no password', absent['login-profile'], true, credentialKinds],
    ['there is none, in or out of scope', absent['login-profile'], true, ['mfa-devices']],
    ['the password goes with them', present(password), true, ['mfa-devices', 'login-profile']],
    ['the password is out of scope', present(password), false, ['mfa-devices']],
    ['the password could not be read', unread('iam:GetLoginProfile'), false, credentialKinds],
    ['it could not be read, and is out of scope', unread('iam:GetLoginProfile'), false, ['mfa-devices']],
  ] as const)('offers MFA devices only where they may go: %s', (_, reading, offered, scope) => {
    const readings = { 'login-profile': reading, 'mfa-devices': present(mfa) };
    const [plan] = planned(readings, [...scope]);
    expect(plan?.credentials.includes(mfa)).toBe(offered);
    expect(plan?.outOfScope.includes(mfa)).toBe(!offered);
  });
});

describe('PlanPurge', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: plannedAt, toFake: ['Date'] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['purge', 1],
    ['audit', 0],
  ] as const)('counts what a %s will ask about', async (mode, pending) => {
    const counted = vi.spyOn(metrics, 'addMetric');
    storeFound({ ...accounts, mode });
    await invoke(handler, { run: 'run-1', manifest: 'manifest.json' });
    expect(counted.mock.calls).toEqual([['CredentialsPendingApproval', 'Count', pending]]);
    counted.mockRestore();
  });

  it('stores the plan and answers with the digest of the stored bytes', async () => {
    const clients = storeFound(accounts);
    const answer = await invoke(handler, { run: 'run-1', manifest: 'manifest.json' });
    const text = clients.objects.get('runs/run-1/plan.json') ?? '';
    expect(JSON.parse(text)).toEqual({
      kind: 'purge',
      run: 'run-1',
      plannedAt: '2026-11-23T12:00:00.000Z',
      mode: 'purge',
      reason: 'Because.',
      accounts: [{ ...account, credentials: [key], outOfScope: [], unknown: [] }],
    });
    expect(answer).toEqual({
      mode: 'purge',
      planDigest: createHash('sha256').update(text).digest('hex'),
      accounts: 1,
      credentials: 1,
    });
  });
});
