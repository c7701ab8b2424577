import type { Credential, Plan, PlannedAccount } from '../../../lambdas/run/model';

export const plannedAt = '2026-11-23T12:00:00.000Z';

export const password: Credential = {
  kind: 'login-profile',
  id: 'login-profile',
  createdAt: '2019-02-11T08:00:00.000Z',
  lastUsed: { state: 'used', at: '2026-11-11T09:30:00.000Z' },
};

export const virtualMfa: Credential = {
  kind: 'mfa-devices',
  id: 'arn:aws:iam::222222222222:mfa/root-account-mfa-device',
  createdAt: '2019-02-11T08:05:00.000Z',
  lastUsed: { state: 'not-recorded' },
  mfaDeviceType: 'virtual',
};

export const securityKey: Credential = {
  kind: 'mfa-devices',
  id: 'arn:aws:iam::222222222222:u2f/root-account/yubi-key-ABCDEFGHIJ',
  createdAt: '2023-06-01T08:05:00.000Z',
  lastUsed: { state: 'not-recorded' },
  mfaDeviceType: 'passkey-or-security-key',
};

export const oldKey: Credential = {
  kind: 'access-keys',
  id: 'AKIAIOSFODNN7EXAMPLE',
  status: 'Active',
  createdAt: '2016-05-02T10:00:00.000Z',
  lastUsed: { state: 'used', at: '2017-01-20T10:00:00.000Z', service: 's3', region: 'us-east-1' },
};

export const unusedKey: Credential = {
  kind: 'access-keys',
  id: 'AKIAI44QH8DHBEXAMPLE',
  status: 'Inactive',
  createdAt: '2021-08-30T10:00:00.000Z',
  lastUsed: { state: 'never' },
};

export const certificate: Credential = {
  kind: 'signing-certificates',
  id: 'TA7SMP42TDN5Z26OBPJE7EXAMPLE',
  status: 'Active',
  createdAt: '2014-03-03T10:00:00.000Z',
  lastUsed: {
    state: 'unknown',
    failure: { call: 'iam:GetAccessKeyLastUsed', error: 'AccessDenied', message: 'not authorized' },
  },
};

const assumeRootDenied = {
  call: 'sts:AssumeRoot',
  error: 'AccessDenied',
  message:
    'User is not authorized to perform: sts:AssumeRoot with an explicit deny in a service control policy',
};

function account(
  accountId: string,
  name: string,
  found: Partial<Pick<PlannedAccount, 'credentials' | 'outOfScope' | 'unknown'>> = {},
): PlannedAccount {
  const email = `aws+${accountId}@example.com`;
  return { accountId, name, email, credentials: [], outOfScope: [], unknown: [], ...found };
}

/** A password with two MFA devices, keys with a certificate, one account unread, one out of scope, two clean. */
export const plan: Plan = {
  kind: 'purge',
  run: 'first-purge-2026-11-23',
  plannedAt,
  mode: 'purge',
  reason: 'Centralized root access is on; nobody should sign in as root any more.',
  accounts: [
    account('222222222222', 'Payments production', { credentials: [password, virtualMfa, securityKey] }),
    account('333333333333', 'R&D <sandbox> "alpha"', { credentials: [oldKey, unusedKey, certificate] }),
    account('444444444444', 'Legacy billing', {
      unknown: [
        { kind: 'signing-certificates', failure: assumeRootDenied },
        { kind: 'access-keys', failure: assumeRootDenied },
        { kind: 'login-profile', failure: assumeRootDenied },
        { kind: 'mfa-devices', failure: assumeRootDenied },
      ],
    }),
    account('555555555555', 'Data lake', {
      outOfScope: [{ ...virtualMfa, id: 'GAHT12345678', mfaDeviceType: 'hardware' }],
    }),
    account('666666666666', 'Log archive'),
    account('777777777777', 'Audit'),
  ],
};
