import type { ReportedAccount } from '../../../lambdas/run/report-shapes';
import { reportedAccount } from '../../lambdas/support/report-fixture';

/** A clean account of a report, apart from what the test says. */
export const account = (given: Partial<ReportedAccount> = {}) =>
  reportedAccount({ accountId: '111122223333', name: 'sandbox', email: 'root@example.com', ...given });
