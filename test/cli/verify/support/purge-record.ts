import { checkPurge } from '../../../../cli/verify/purge-checks';
import type { PurgeRun } from '../../../../cli/verify/purge-run';
import type { RecordCheckName } from '../../../../cli/verify/record-check';
import type {
  CredentialKind,
  Decision,
  Deletion,
  PlannedAccount,
  PurgeResult,
  Readings,
} from '../../../../lambdas/run/model';
import type { Outcome } from '../../../../lambdas/run/report-shapes';
import { absent, credential, present } from '../../../lambdas/support/iam';
import { memberOf } from '../../../lambdas/support/organization';
import { report, reportedAccount } from '../../../lambdas/support/report-fixture';

/** An account of which everything was deleted, and a clean one. */
export const [purged, other] = ['222222222222', '333333333333'];
/** That of the plan. */
export const planDigest = 'ab'.repeat(32);
/** What the one account held. */
export const [key, password, mfa] = [
  credential('access-keys', 'AKIA1'),
  credential('login-profile', 'password'),
  credential('mfa-devices', 'mfa'),
];
/** What its inspection read. */
export const found: Readings = {
  ...absent,
  'access-keys': present(key),
  'login-profile': present(password),
  'mfa-devices': present(mfa),
};
/** The same, as it is decided on. */
export const refs = [key, password, mfa].map(({ kind, id }) => ({ accountId: purged, kind, id }));
/** One that was done, apart from what the test says. */
export const deletion = (kind: CredentialKind, id: string, more: Partial<Deletion> = {}): Deletion => ({
  ...{ kind, id, result: 'deleted', at: '2026-11-23T14:06:10.000Z' },
  ...more,
});
/** All that was done. */
export const deletions = [
  deletion('access-keys', 'AKIA1'),
  deletion('login-profile', 'password'),
  deletion('mfa-devices', 'mfa'),
];
/** What the stages of the account did, and what was read then. */
export const resultOf = (done: Deletion[], readings = absent): PurgeResult => ({
  accountId: purged,
  stages: [{ deletions: done }],
  verification: { readings },
});
/** Everything was approved. */
export const decision = {
  decision: 'APPROVED' as const,
  planDigest,
  decidedAt: '2026-11-23T14:05:00.000Z',
  decidedBy: 'ana@example.com',
  sourceIp: '203.0.113.7',
  credentials: refs,
};
/** An account as the plan has it. */
export const planned = (accountId: string, credentials = [key, password, mfa]): PlannedAccount => ({
  ...memberOf(accountId),
  ...{ credentials, outOfScope: [], unknown: [] },
});
/** The clean account in the report. */
export const cleanAccount = reportedAccount({ ...memberOf(other), outcome: 'clean' });
/** The other one in the report. */
export const purgedAccount = reportedAccount({
  ...memberOf(purged),
  outcome: 'purged',
  deleted: deletions.map(({ kind, id }) => ({ kind, id, result: 'deleted' as const })),
});
const counts = { ...report.outcomes, clean: 1, purged: 1, kept: 0, failed: 0, unknown: 0, skipped: 0 };

/** Everything was found, approved and deleted in one account; the other was clean. */
export const whole: PurgeRun = {
  report: { ...report, run: 'first', decision, outcomes: counts, accounts: [purgedAccount, cleanAccount] },
  accounts: {
    ...{ run: 'first', startedAt: '', mode: 'purge', credentials: [], wholeOrganization: true },
    ...{ targets: [memberOf(purged), memberOf(other)], skipped: [] },
  },
  inspections: new Map([
    [purged, { accountId: purged, readings: found }],
    [other, { accountId: other, readings: absent }],
  ]),
  plan: {
    ...{ kind: 'purge', run: 'first', plannedAt: '', mode: 'purge' },
    accounts: [planned(purged), planned(other, [])],
  },
  planDigest,
  approval: {
    ...{ run: 'first', planDigest, requestedAt: '', expiresAt: '', sealedTaskToken: '' },
    approvers: [{ email: 'ana@example.com', secretHash: '' }],
  },
  decision,
  proposal: undefined,
  approved: refs,
  results: new Map([[purged, resultOf(deletions)]]),
};

/** What one check comes to, and what it found. */
export const findings = (run: PurgeRun, name: RecordCheckName) => {
  const made = checkPurge(run).find(({ check }) => check === name);
  return `${made?.verdict}: ${made?.findings.join(' ')}`;
};
/** What all checks come to. */
export const verdicts = (run: PurgeRun) =>
  Object.fromEntries(checkPurge(run).map(({ check, verdict }) => [check, verdict]));

/** The run, with another report on the account. */
export const reported = (account: Partial<typeof purgedAccount>): PurgeRun => {
  const changed = { ...purgedAccount, ...account };
  const outcomes = { ...counts, purged: 0, [changed.outcome]: 1 };
  if (changed.outcome === 'clean') outcomes.clean = 2;
  return { ...whole, report: { ...whole.report, outcomes, accounts: [changed, cleanAccount] } };
};
/** The run, with another decision. */
export const decided = (change: Decision | undefined): PurgeRun => ({
  ...whole,
  decision: change,
  report: { ...whole.report, decision: change },
});
/** The run, with other results. */
export const done = (list: Deletion[], readings = absent): PurgeRun => ({
  ...whole,
  results: new Map([[purged, resultOf(list, readings)]]),
});
/** The run, with another inspection. */
export const inspected = (readings: Readings): PurgeRun => ({
  ...whole,
  inspections: new Map([...(whole.inspections ?? []), [purged, { accountId: purged, readings }]]),
});
/** The run, with another plan for the account. */
export const plannedAs = (more: Partial<PlannedAccount>): PurgeRun => ({
  ...whole,
  plan: whole.plan && { ...whole.plan, accounts: [{ ...planned(purged), ...more }, planned(other, [])] },
});
/** The run, which skipped these, with another outcome of the account. */
export const skipping = (ids: string[], outcome: Outcome): PurgeRun => ({
  ...reported({ outcome }),
  accounts: whole.accounts && {
    ...whole.accounts,
    skipped: ids.map((id) => ({ ...memberOf(id), why: 'suspended' })),
  },
});
