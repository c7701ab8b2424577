import type { ReportedAccount } from '../../../lambdas/run/report-shapes';

/** A clean account of a report, apart from what the test says. */
export function account(given: Partial<ReportedAccount> = {}): ReportedAccount {
  return {
    accountId: '111122223333',
    name: 'sandbox',
    email: 'root@example.com',
    outcome: 'clean',
    credentials: [],
    deleted: [],
    remaining: [],
    appearedSincePlan: [],
    unknown: [],
    reason: '',
    remedy: '',
    ...given,
  };
}
