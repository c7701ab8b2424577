import { describe, expect, it } from 'vitest';
import { approvedAccounts } from '../../../lambdas/approval/approved-accounts';
import type { Credential, CredentialRef, Plan } from '../../../lambdas/run/model';
import {
  certificate,
  oldKey,
  password,
  plan,
  securityKey,
  unusedKey,
  virtualMfa,
} from '../support/plan-fixture';

const payments = '222222222222';
const sandbox = '333333333333';
const ref = (accountId: string, { kind, id }: Credential): CredentialRef => ({ accountId, kind, id });
const none = { 'signing-certificates': [], 'access-keys': [], 'login-profile': [], 'mfa-devices': [] };

describe('approvedAccounts', () => {
  it('holds exactly the approved IDs, in the order of the plan, and no account without any', () => {
    const approved = [
      ref(sandbox, unusedKey),
      ref(payments, virtualMfa),
      ref(payments, securityKey),
      ref(payments, password),
    ];
    expect(approvedAccounts(plan, approved)).toEqual([
      {
        accountId: payments,
        credentials: {
          ...none,
          'login-profile': ['login-profile'],
          'mfa-devices': [virtualMfa.id, securityKey.id],
        },
      },
      { accountId: sandbox, credentials: { ...none, 'access-keys': [unusedKey.id] } },
    ]);
  });

  it('holds nothing where nothing was approved', () => {
    expect(approvedAccounts(plan, [])).toEqual([]);
  });

  it('holds an ID once, however often it was approved', () => {
    expect(approvedAccounts(plan, [ref(sandbox, certificate), ref(sandbox, certificate)])).toEqual([
      { accountId: sandbox, credentials: { ...none, 'signing-certificates': [certificate.id] } },
    ]);
  });

  it('lets the password go and keep its MFA devices', () => {
    expect(approvedAccounts(plan, [ref(payments, password)])).toEqual([
      { accountId: payments, credentials: { ...none, 'login-profile': ['login-profile'] } },
    ]);
  });

  it.each([
    ['all devices', [virtualMfa, securityKey]],
    ['one of two', [securityKey]],
  ])('deletes nothing where %s would go and the password stay', (_, devices) => {
    const approved = [ref(sandbox, oldKey), ...devices.map((device) => ref(payments, device))];
    expect(() => approvedAccounts(plan, approved)).toThrow(
      expect.objectContaining({
        name: 'PlanChangedError',
        message: 'The decision deletes MFA devices of 222222222222 and keeps its password.',
      }),
    );
  });

  it('lets MFA devices go alone where the plan has no password', () => {
    const [account] = plan.accounts;
    const withoutPassword: Plan = {
      ...plan,
      accounts: account ? [{ ...account, credentials: [virtualMfa] }] : [],
    };
    expect(approvedAccounts(withoutPassword, [ref(payments, virtualMfa)])).toEqual([
      { accountId: payments, credentials: { ...none, 'mfa-devices': [virtualMfa.id] } },
    ]);
  });

  it.each([
    ['an ID of another account', ref(payments, oldKey)],
    ['an ID that nobody found', { accountId: sandbox, kind: 'access-keys', id: 'AKIANOTINPLAN' } as const],
    ['an ID as another kind', { accountId: sandbox, kind: 'signing-certificates', id: oldKey.id } as const],
    ['an account that is not in the plan', ref('999999999999', oldKey)],
    [
      'what the plan holds out of scope',
      { accountId: '555555555555', kind: 'mfa-devices', id: 'GAHT12345678' } as const,
    ],
    [
      'an unread password',
      { accountId: '444444444444', kind: 'login-profile', id: 'login-profile' } as const,
    ],
  ])('deletes nothing at all where the decision names %s', (_, stray) => {
    expect(() => approvedAccounts(plan, [ref(sandbox, oldKey), stray])).toThrow(
      expect.objectContaining({
        name: 'PlanChangedError',
        message: `The decision names ${stray.accountId}/${stray.kind}/${stray.id}, which is not in the plan.`,
      }),
    );
  });
});
