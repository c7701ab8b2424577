import { describe, expect, it } from 'vitest';
import { heldDevices, tickBoxesOf } from '../../../lambdas/approval/tick-boxes';
import { judge, readSubmission } from '../../../lambdas/pages/approval-form';
import { CredentialLine } from '../../../lambdas/pages/planned-account';
import type { LastUsed, PlannedAccount } from '../../../lambdas/run/model';
import {
  certificate,
  oldKey,
  password,
  plan,
  plannedAt,
  securityKey,
  virtualMfa,
} from '../support/plan-fixture';

const account: PlannedAccount = {
  accountId: '222222222222',
  name: 'Payments',
  email: 'payments@example.com',
  credentials: [password, virtualMfa, securityKey, oldKey],
  outOfScope: [],
  unknown: [],
};
const failure = { call: 'iam:GetLoginProfile', error: 'AccessDenied', message: 'no' };
const keyOf = (id: string) => `222222222222/mfa-devices/${id}`;

describe('what needs a confirmation of its own', () => {
  it.each<[string, string | undefined, boolean]>([
    ['that works', 'Active', true],
    ['of which nobody knows whether it works', undefined, true],
    ['that is switched off', 'Inactive', false],
  ])('is a signing certificate %s, whose use AWS does not record: %s', (_, status, expected) => {
    const unseen = { ...certificate, status, lastUsed: { state: 'not-recorded' as const } };
    const [tick] = tickBoxesOf({ ...account, credentials: [unseen] }, plannedAt);
    expect(tick?.needsConfirmation).toBe(expected);
    const line = CredentialLine({ credential: unseen, plannedAt });
    expect(String(line).includes('Last use not known')).toBe(expected);
  });

  it.each<[string, LastUsed, boolean]>([
    ['used today', { state: 'used', at: plannedAt }, true],
    ['used 90 days ago', { state: 'used', at: '2026-08-25T12:00:00.000Z' }, true],
    ['used 91 days ago', { state: 'used', at: '2026-08-24T12:00:00.000Z' }, false],
    ['never used', { state: 'never' }, false],
    ['of a kind that AWS keeps no record of', { state: 'not-recorded' }, false],
    ['used nobody knows when, since that could not be read', { state: 'unknown', failure }, true],
  ])('is what was %s', (_, lastUsed, expected) => {
    const [tick] = tickBoxesOf({ ...account, credentials: [{ ...oldKey, lastUsed }] }, plannedAt);
    expect(tick?.needsConfirmation).toBe(expected);
  });
});

describe('the boxes of an account', () => {
  it('are one for the password with its MFA devices, and one for each other credential', () => {
    expect(tickBoxesOf(account, plannedAt)).toEqual([
      {
        value: `222222222222/login-profile/login-profile ${keyOf(virtualMfa.id)} ${keyOf(securityKey.id)}`,
        credentials: [password, virtualMfa, securityKey],
        needsConfirmation: true,
      },
      {
        value: `222222222222/access-keys/${oldKey.id}`,
        credentials: [oldKey],
        needsConfirmation: false,
      },
    ]);
  });

  it('are one for each MFA device where there is no password', () => {
    const ticks = tickBoxesOf({ ...account, credentials: [virtualMfa, securityKey] }, plannedAt);
    expect(ticks.map(({ value }) => value)).toEqual([keyOf(virtualMfa.id), keyOf(securityKey.id)]);
  });

  it('include MFA devices whose password was looked for, whatever else stays', () => {
    const found = { outOfScope: [oldKey], unknown: [{ kind: 'signing-certificates' as const, failure }] };
    const ticks = tickBoxesOf({ ...account, credentials: [password, virtualMfa], ...found }, plannedAt);
    expect(ticks.map(({ credentials }) => credentials)).toEqual([[password, virtualMfa]]);
  });

  it.each<[string, Partial<PlannedAccount>]>([
    ['could not be read', { unknown: [{ kind: 'login-profile', failure }] }],
    ['is out of scope', { outOfScope: [password] }],
  ])('do not include MFA devices whose password %s', (_, stays) => {
    const held = { ...account, credentials: [virtualMfa, oldKey], ...stays };
    expect(tickBoxesOf(held, plannedAt).map(({ credentials }) => credentials)).toEqual([[oldKey]]);
    expect(heldDevices(held)).toEqual([virtualMfa]);

    const body = new URLSearchParams({ digest: 'd', decision: 'approve', understood: 'yes' });
    body.append('credential', keyOf(virtualMfa.id));
    expect(judge(readSubmission(body.toString()), { ...plan, accounts: [held] }, 'd')).toEqual({
      problem: 'In account 222222222222 an MFA device may only go together with the password it protects.',
    });
  });
});
