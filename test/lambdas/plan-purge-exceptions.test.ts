import { describe, expect, it } from 'vitest';
import type { StandingException } from '../../lambdas/credentials/standing-exceptions';
import { CredentialLine } from '../../lambdas/pages/planned-account';
import { planPurge } from '../../lambdas/plan-purge';
import { reportAccount } from '../../lambdas/report/outcome';
import type { Credential, Readings, TargetedAccounts } from '../../lambdas/run/model';

const account = { accountId: '111122223333', name: 'payments', email: 'payments@example.com' };
const accounts: TargetedAccounts = {
  run: 'run-1',
  startedAt: '2026-11-23T10:00:00Z',
  mode: 'purge',
  credentials: ['signing-certificates', 'access-keys', 'login-profile', 'mfa-devices'],
  wholeOrganization: true,
  targets: [account],
  skipped: [],
};
const credential = (kind: Credential['kind'], id: string): Credential => ({
  kind,
  id,
  lastUsed: { state: 'never' },
});
const key = credential('access-keys', 'AKIA1');
const password = credential('login-profile', 'login-profile');
const device = credential('mfa-devices', 'arn:aws:iam::111122223333:mfa/root');
const readings: Readings = {
  'signing-certificates': { state: 'absent' },
  'access-keys': { state: 'present', credentials: [key] },
  'login-profile': { state: 'present', credentials: [password] },
  'mfa-devices': { state: 'present', credentials: [device] },
};

const exception = (
  credentials: StandingException['credentials'],
  expires = '2027-01-31',
): StandingException => ({
  accounts: [account.accountId],
  credentials,
  unreadable: false,
  owner: 'Payments',
  reason: 'A vendor signs with it',
  expires,
});
const why = 'Standing exception until 2027-01-31 (Payments): A vendor signs with it';

function planned(exceptions: StandingException[], found = readings) {
  const inspections = [{ accountId: account.accountId, readings: found }];
  const [only] = planPurge(accounts, inspections, new Date('2026-11-23T10:05:00Z'), exceptions).accounts;
  if (!only) throw new Error('The account is not in the plan.');
  return only;
}

describe('a standing exception', () => {
  it.each([
    ['2027-01-31', why],
    ['2026-11-22', 'A standing exception expired on 2026-11-22 (Payments): A vendor signs with it'],
  ])('until %s is told on the approval page, beside what it is about', (expires, text) => {
    const [told] = [planned([exception(['access-keys'], expires)])].flatMap(({ credentials, outOfScope }) =>
      [...credentials, ...outOfScope].filter(({ id }) => id === key.id),
    );
    const line = CredentialLine({ credential: told ?? key, plannedAt: '2026-11-23T10:05:00Z' });
    expect(String(line)).toContain(text);
  });

  it('leaves its kind out of the plan, and says why', () => {
    expect(planned([exception(['access-keys'])])).toMatchObject({
      credentials: [password, device],
      outOfScope: [{ ...key, why }],
    });
  });

  it('for a password keeps its MFA devices too', () => {
    expect(planned([exception(['login-profile'])])).toMatchObject({
      credentials: [key],
      outOfScope: [{ ...password, why }, device],
    });
  });

  it('that expired is back in the plan, with a note', () => {
    const note = 'A standing exception expired on 2026-11-22 (Payments): A vendor signs with it';
    expect(planned([exception(['access-keys'], '2026-11-22')])).toMatchObject({
      credentials: [{ ...key, note }, password, device],
      outOfScope: [],
    });
  });

  it('is in the report of an account that holds nothing else, which is kept', () => {
    const only: Readings = {
      ...readings,
      'login-profile': { state: 'absent' },
      'mfa-devices': { state: 'absent' },
    };
    const reported = reportAccount({
      account,
      mode: 'purge',
      planned: planned([exception(['access-keys'])], only),
      decision: undefined,
      approved: undefined,
      result: undefined,
      runFailure: undefined,
    });
    expect(reported).toMatchObject({
      outcome: 'kept',
      remaining: [{ kind: 'access-keys', id: 'AKIA1', why }],
      reason: why,
    });
  });

  it('is in the report of an account that was purged but for it, which is kept', () => {
    const reported = reportAccount({
      account,
      mode: 'purge',
      planned: planned([exception(['access-keys'])]),
      decision: undefined,
      approved: {
        accountId: account.accountId,
        credentials: {
          'signing-certificates': [],
          'access-keys': [],
          'login-profile': [password.id],
          'mfa-devices': [device.id],
        },
      },
      result: {
        accountId: account.accountId,
        stages: [
          { deletions: [] },
          { deletions: [] },
          { deletions: [{ kind: 'login-profile', id: password.id, result: 'deleted' }] },
          { deletions: [{ kind: 'mfa-devices', id: device.id, result: 'deleted' }] },
        ],
        verification: {
          readings: {
            ...readings,
            'login-profile': { state: 'absent' },
            'mfa-devices': { state: 'absent' },
          },
        },
      },
      runFailure: undefined,
    });
    expect(reported).toMatchObject({
      outcome: 'kept',
      remaining: [{ kind: 'access-keys', id: 'AKIA1', why }],
      appearedSincePlan: [],
    });
  });
});
