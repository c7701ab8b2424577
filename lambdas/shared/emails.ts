import { count, momentText } from '../pages/words';
import type { Plan, Report, ReportedAccount } from './model';

/** SNS: an ASCII subject of fewer than 100 characters, without line breaks, and a plain text. */
export interface Email {
  readonly subject: string;
  readonly message: string;
}

/** Asks one approver. The link is theirs alone; it appears nowhere else. */
export function approvalEmail(plan: Plan, expiresAt: string, link: string): Email {
  const holding = plan.accounts.filter(({ credentials }) => credentials.length > 0);
  const credentials = holding.reduce((sum, account) => sum + account.credentials.length, 0);
  const unknown = plan.accounts.filter((account) => account.unknown.length > 0).length;
  const what = `${count(credentials, 'root credential')} in ${count(holding.length, 'account')}`;
  return {
    subject: `Approve? Delete ${what}`,
    message: [
      'You are asked to decide on the root user credentials of member accounts in your AWS organization.',
      '',
      `What:    ${what} can be deleted; ${count(plan.accounts.length, 'account')} looked at` +
        (unknown > 0 ? `, ${unknown} of them could not be read in full.` : '.'),
      ...(plan.reason ? [`Why:     ${plan.reason}`] : []),
      `Until:   ${momentText(expiresAt)}`,
      `Run:     ${plan.run}`,
      '',
      'Look at every credential, with its age and last use, and decide here:',
      '',
      link,
      '',
      'Opening the link changes nothing. It is yours: whoever holds it can decide in your name, so do not forward it.',
      'What is deleted cannot be brought back. If nobody decides in time, nothing is deleted.',
    ].join('\n'),
  };
}

/** Tells everyone who was asked how it ended. */
export function outcomeEmail(report: Report, storedAt: string): Email {
  const needAttention = report.accounts.filter(
    ({ outcome }) => outcome === 'failed' || outcome === 'unknown',
  );
  const shown = needAttention.slice(0, 20);
  return {
    subject: `Root credential purge: ${report.outcomes.purged ?? 0} purged, ${needAttention.length} need attention`,
    message: [
      report.coverage,
      '',
      `Run:       ${report.run}`,
      `Decision:  ${decisionInWords(report)}`,
      `Outcomes:  ${outcomesInWords(report)}`,
      `Report:    ${storedAt}`,
      ...(shown.length > 0 ? ['', 'These accounts need attention:'] : []),
      ...shown.map((account) => `- ${accountInWords(account)}`),
      ...(needAttention.length > shown.length ? [`… and ${needAttention.length - shown.length} more.`] : []),
    ].join('\n'),
  };
}

function accountInWords({ accountId, name, outcome, reason }: ReportedAccount): string {
  return `${accountId} ${name}: ${outcome}. ${shortened(reason)}`;
}

/** A message of AWS or of a failed function can be long, and a state's output holds 256 KiB: the report has it all. */
export function shortened(reason: string): string {
  return reason.length > 500 ? `${reason.slice(0, 500)}…` : reason;
}

function decisionInWords({ decision, mode }: Report): string {
  if (mode === 'audit') return 'none needed (audit)';
  if (!decision) return 'none needed';
  switch (decision.decision) {
    case 'APPROVED':
      return `${count(decision.credentials.length, 'credential')} approved by ${decision.decidedBy}`;
    case 'REJECTED':
      return `refused by ${decision.decidedBy}`;
    case 'EXPIRED':
      return 'nobody decided in time';
    case 'NOT_ASKED':
      return 'nobody could be asked';
  }
}

export function outcomesInWords({ outcomes }: Pick<Report, 'outcomes'>): string {
  return Object.entries(outcomes)
    .filter(([, accounts]) => accounts > 0)
    .map(([outcome, accounts]) => `${accounts} ${outcome}`)
    .join(', ');
}
