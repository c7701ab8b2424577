import * as z from 'zod/mini';
import { type CredentialKind, credentialKinds } from '../run/model';
import { type Posture, RunSummary } from '../run/posture';
import type { Report, ReportedAccount } from '../run/report-shapes';
import { findingsOf, isBack, unknownIn } from './findings';
import { compareWithLast, type Look, remember } from './since-last';

/** A report with what is different from the last reports on its accounts. */
export function comparedWith(report: Report, { accounts }: Posture): Report {
  const compared = report.accounts.map((account) =>
    isLookedAt(account)
      ? {
          ...account,
          sinceLast: compareWithLast(account, accounts[account.accountId], lookOf(report, account)),
        }
      : account,
  );
  return { ...report, accounts: compared };
}

/** Whether a posture has what this report says: a second try of a run is not compared with itself. */
export function isRemembered({ run }: Pick<Report, 'run'>, { accounts }: Posture): boolean {
  return Object.values(accounts).some((account) => account.run === run);
}

/** What is remembered after a report; of a whole organization, nothing of accounts that are not in it any more. */
export function rememberReport(report: Report, { accounts, runs }: Posture, isWhole: boolean): Posture {
  const looked = report.accounts
    .filter(isLookedAt)
    .map(
      (account) =>
        [account.accountId, remember(account, accounts[account.accountId], lookOf(report, account))] as const,
    );
  const listed = new Set(report.accounts.map(({ accountId }) => accountId));
  const others = Object.entries(accounts).filter(([accountId]) => !isWhole || listed.has(accountId));
  return {
    accounts: Object.fromEntries([...others, ...looked]),
    runs: isWhole
      ? [...runs.filter(({ run }) => run !== report.run), summaryOf(report)].slice(-mostRuns)
      : runs,
  };
}

/** Two years of a weekly audit. */
const mostRuns = 104;

const isLookedAt = ({ outcome }: ReportedAccount) => outcome !== 'skipped';

function lookOf({ run, mode, plannedAt, finishedAt }: Report, { secondLookAt }: ReportedAccount): Look {
  return { run, mode, at: secondLookAt ?? plannedAt ?? finishedAt };
}

const kindsOf = (left: readonly { kind: CredentialKind }[]) =>
  Object.fromEntries(credentialKinds.map((kind) => [kind, left.filter((each) => each.kind === kind).length]));

function summaryOf(report: Report): RunSummary {
  const { run, finishedAt, mode, outcomes, accounts } = report;
  const left = accounts.flatMap(({ remaining }) => remaining);
  const keys = left.flatMap(({ kind, createdAt }) =>
    kind === 'access-keys' && createdAt ? [createdAt] : [],
  );
  return {
    ...{ run, finishedAt, mode },
    accounts: accounts.filter(isLookedAt).length,
    without: (outcomes.clean ?? 0) + (outcomes.purged ?? 0),
    unknown: unknownIn(report).length,
    left: z.parse(RunSummary.shape.left, kindsOf(left)),
    back: findingsOf(report).flatMap((finding) => finding.left.filter(isBack)).length,
    oldestKeyAt: keys.toSorted()[0],
  };
}
