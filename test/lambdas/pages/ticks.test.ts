import { describe, expect, it } from 'vitest';
import { judge } from '../../../lambdas/pages/approval-form';
import { heldDevices, ticksOf } from '../../../lambdas/pages/ticks';
import type { PlannedAccount } from '../../../lambdas/shared/model';
import { oldKey, password, plan, securityKey, virtualMfa } from '../support/plan-fixture';

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

describe('the boxes of an account', () => {
  it('are one for the password with its MFA devices, and one for each other credential', () => {
    expect(ticksOf(account)).toEqual([
      {
        value: `222222222222/login-profile/login-profile ${keyOf(virtualMfa.id)} ${keyOf(securityKey.id)}`,
        credentials: [password, virtualMfa, securityKey],
      },
      { value: `222222222222/access-keys/${oldKey.id}`, credentials: [oldKey] },
    ]);
  });

  it('are one for each MFA device where there is no password', () => {
    const ticks = ticksOf({ ...account, credentials: [virtualMfa, securityKey] });
    expect(ticks.map(({ value }) => value)).toEqual([keyOf(virtualMfa.id), keyOf(securityKey.id)]);
  });

  it.each<[string, Partial<PlannedAccount>]>([
    ['could not be read', { unknown: [{ kind: 'login-profile', failure }] }],
    ['is out of scope', { outOfScope: [password] }],
  ])('do not include MFA devices whose password %s', (_, stays) => {
    const held = { ...account, credentials: [virtualMfa, oldKey], ...stays };
    expect(ticksOf(held).map(({ credentials }) => credentials)).toEqual([[oldKey]]);
    expect(heldDevices(held)).toEqual([virtualMfa]);

    const ticked = new Set([keyOf(virtualMfa.id)]);
    const form = { digest: 'd', decision: 'approve', ticked, comment: '' };
    expect(judge(form, { ...plan, accounts: [held] }, 'd')).toEqual({
      problem: 'In account 222222222222 an MFA device may only go together with the password it protects.',
    });
  });
});
