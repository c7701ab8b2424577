import type { Credential, Plan, PlannedAccount } from '../../../lambdas/shared/model';
import { password, plan, virtualMfa } from './plan-fixture';

/** As many accounts as asked for, each with a password, its MFA device and an access key; every tenth in use. */
export function largePlan(accounts: number): Plan {
  return {
    ...plan,
    run: 'three-thousand',
    accounts: Array.from({ length: accounts }, (_, n) => accountOf(n)),
  };
}

function accountOf(n: number): PlannedAccount {
  const accountId = String(100_000_000_000 + n * 7919);
  const key: Credential = {
    kind: 'access-keys',
    id: `AKIA${String(n).padStart(16, '0')}`,
    status: 'Active',
    createdAt: '2016-05-02T10:00:00.000Z',
    lastUsed:
      n % 10 === 0
        ? { state: 'used', at: '2026-11-20T10:00:00.000Z', service: 's3', region: 'us-east-1' }
        : { state: 'never' },
  };
  return {
    accountId,
    name: `Workload ${n} ${n % 3 === 0 ? 'production' : 'sandbox'}`,
    email: `aws+workload-${n}@example.com`,
    path: `o-a1b2c3d4e5/r-a1b2/ou-a1b2-${String(n % 40).padStart(8, '0')}/${accountId}/`,
    joinedMethod: 'CREATED',
    joinedAt: '2016-05-01T10:00:00.000Z',
    credentials: [
      { ...password, lastUsed: { state: 'never' } },
      { ...virtualMfa, id: `arn:aws:iam::${accountId}:mfa/root-account-mfa-device` },
      key,
    ],
    outOfScope: [],
    unknown: [],
  };
}
