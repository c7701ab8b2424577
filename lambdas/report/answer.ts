import type { Report } from '../run/report-shapes';
import { type Finding, findingsOf, isBack, unknownIn } from './findings';
import { count, recentDays, recentlyUsed } from './words';

/**
 * What a report answers whoever asks what is there, for instance `14 root credentials in 5 accounts (2 used in the last
 * 90 days), 3 accounts unknown`, or `Nothing found in 492 accounts`.
 */
export function answerOf(report: Report): string {
  const findings = findingsOf(report);
  const left = findings.flatMap((finding) => finding.left);
  const unread = unknownIn(report);
  const unknown = unread.length > 0 ? `, ${count(unread.length, 'account')} unknown` : '';
  if (left.length === 0) {
    const looked = report.accounts.filter(({ outcome }) => outcome !== 'skipped').length;
    if (looked === unread.length)
      return `${count(unread.length, 'account')} unknown: nothing could be read in full`;
    return `Nothing found in ${count(looked - unread.length, 'account')}${unknown}`;
  }
  const used = usedLately(report, findings);
  const lately = used > 0 ? ` (${used.toLocaleString('en-US')} used in the last ${recentDays} days)` : '';
  return `${found(left.length, findings.length)}${lately}${unknown}`;
}

/** How many of these credentials were used lately, when the run began. */
export function usedLately({ startedAt }: Report, findings: readonly Finding[]): number {
  const left = findings.flatMap((finding) => finding.left);
  return left.filter(({ lastUsed }) => lastUsed && recentlyUsed(lastUsed, startedAt)).length;
}

const found = (credentials: number, accounts: number) =>
  `${count(credentials, 'root credential')} in ${count(accounts, 'account')}`;

/**
 * A report in a sentence or two: what is back, then what is there, or where somebody decided, what came of it; and how
 * far the accounts are. A rehearsal says first that it was one.
 */
export function conclusionOf(report: Report): string {
  const back = whatIsBack(report);
  const sentences = [back, report.decision ? undefined : answerOf(report)].filter(
    (each) => each !== undefined,
  );
  const rehearsed = report.mode === 'rehearsal' ? ['A rehearsal: nothing was deleted.'] : [];
  return [...rehearsed, ...sentences.map((each) => `${each}.`), report.coverage].join(' ');
}

/** The loudest thing that a report can say; `undefined` where nothing is back. */
export function whatIsBack(report: Report): string | undefined {
  const findings = findingsOf(report).filter(({ left }) => left.some(isBack));
  const [first, ...others] = findings;
  if (!first) return undefined;
  const credentials = findings.flatMap(({ left }) => left.filter(isBack)).length;
  const where = others.length > 0 ? count(findings.length, 'account') : first.account.accountId;
  return credentials === 1
    ? `A root credential is back in ${where}`
    : `${credentials.toLocaleString('en-US')} root credentials are back in ${where}`;
}
