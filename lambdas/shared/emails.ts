import { count, momentText } from '../pages/words';
import type { Plan, Report, ReportedAccount } from './model';
import { oneLine } from './visible-text';

/** SNS: an ASCII subject of fewer than 100 characters, without line breaks, and a plain text. */
export interface Email {
  readonly subject: string;
  readonly message: string;
}

/** Asks one approver. The link is theirs alone; it appears nowhere else. */
export function approvalEmail(plan: Plan, expiresAt: string, link: string): Email {
  return {
    subject: `Approve? Delete ${whatIsAsked(plan)}`,
    message: [
      'You are asked to decide on the root user credentials of member accounts in your AWS organization.',
      '',
      ...facts(plan, expiresAt),
      ...decideHere(link),
    ].join('\n'),
  };
}

/** Asks one approver again, before it is too late, with a link that is new and theirs, too. */
export function reminderEmail(
  plan: Plan,
  { requestedAt, expiresAt }: { requestedAt: string; expiresAt: string },
  link: string,
): Email {
  return {
    subject: `Reminder: nobody has decided yet. Delete ${whatIsAsked(plan)}?`,
    message: [
      `You were asked on ${momentText(requestedAt)} to decide on root user credentials. Nobody has decided yet.`,
      `If nobody does until ${momentText(expiresAt)}, nothing is deleted and this run is over.`,
      '',
      ...facts(plan, expiresAt),
      ...decideHere(link),
      'The link in the first email still works, too.',
    ].join('\n'),
  };
}

function whatIsAsked({ accounts }: Plan): string {
  const holding = accounts.filter(({ credentials }) => credentials.length > 0);
  const credentials = holding.reduce((sum, account) => sum + account.credentials.length, 0);
  return `${count(credentials, 'root credential')} in ${count(holding.length, 'account')}`;
}

function facts(plan: Plan, expiresAt: string): string[] {
  const unknown = plan.accounts.filter((account) => account.unknown.length > 0).length;
  return [
    `What:    ${whatIsAsked(plan)} can be deleted; ${count(plan.accounts.length, 'account')} looked at` +
      (unknown > 0 ? `, ${unknown} of them could not be read in full.` : '.'),
    ...(plan.reason ? [`Why:     ${quoted(plan.reason)}`] : []),
    `Until:   ${momentText(expiresAt)}`,
    `Run:     ${plan.run}`,
    '',
  ];
}

function decideHere(link: string): string[] {
  return [
    'Look at every credential, with its age and last use, and decide here:',
    '',
    link,
    '',
    'Opening the link changes nothing. It is yours: whoever holds it can decide in your name, so do not forward it.',
    'What is deleted cannot be brought back. If nobody decides in time, nothing is deleted.',
  ];
}

/** Tells everyone who was asked how it ended. */
export function outcomeEmail(report: Report, storedAt: string): Email {
  const needAttention = report.accounts.filter(
    ({ outcome }) => outcome === 'failed' || outcome === 'unknown',
  );
  const shown = needAttention.slice(0, 20);
  const wasAsked = report.decision !== undefined && report.decision.decision !== 'NOT_ASKED';
  return {
    subject: `Root credential purge: ${resultInWords(report)}, ${needAttention.length} need attention`,
    message: [
      ...(report.decision?.decision === 'EXPIRED' ? [nobodyDecided, ''] : []),
      report.coverage,
      '',
      `Run:       ${report.run}`,
      ...(report.requestReason ? [`Why:       ${quoted(report.requestReason)}`] : []),
      `Decision:  ${decisionInWords(report)}`,
      ...commentLine(report),
      `Outcomes:  ${outcomesInWords(report)}`,
      `Report:    ${storedAt}`,
      ...(wasAsked ? ['           (your link to this run shows it, too)'] : []),
      ...(shown.length > 0 ? ['', 'These accounts need attention:'] : []),
      ...shown.map((account) => `- ${accountInWords(account)}`),
      ...(needAttention.length > shown.length ? [`… and ${needAttention.length - shown.length} more.`] : []),
    ].join('\n'),
  };
}

const nobodyDecided =
  'Nobody decided in time, so this run has expired and nothing was deleted. Start a new run to be asked again.';

function resultInWords({ decision, outcomes }: Report): string {
  if (decision?.decision === 'EXPIRED') return 'expired, nobody decided in time';
  if (decision?.decision === 'REJECTED') return 'refused, nothing deleted';
  return `${outcomes.purged ?? 0} purged`;
}

function accountInWords({ accountId, name, outcome, reason }: ReportedAccount): string {
  return `${accountId} ${quoted(name)}: ${outcome}. ${quoted(reason)}`;
}

function decisionInWords({ decision, mode }: Report): string {
  if (mode === 'audit') return 'none needed (audit)';
  if (!decision) return 'none needed';
  switch (decision.decision) {
    case 'APPROVED':
      return `${count(decision.credentials.length, 'credential')} approved by ${decision.decidedBy}${nameOf(decision)}`;
    case 'REJECTED':
      return `refused by ${decision.decidedBy}${nameOf(decision)}`;
    case 'EXPIRED':
      return 'nobody decided in time';
    case 'NOT_ASKED':
      return 'nobody could be asked';
  }
}

function nameOf({ name }: { name?: string }): string {
  return name ? ` (${quoted(name)})` : '';
}

function commentLine({ decision }: Report): string[] {
  return decision && 'comment' in decision && decision.comment
    ? [`Comment:   ${quoted(decision.comment)}`]
    : [];
}

export function outcomesInWords({ outcomes }: Pick<Report, 'outcomes'>): string {
  return Object.entries(outcomes)
    .filter(([, accounts]) => accounts > 0)
    .map(([outcome, accounts]) => `${accounts} ${outcome}`)
    .join(', ');
}

/** A message of AWS or of a failed function can be long, and a state's output holds 256 KiB: the report has it all. */
export function shortened(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

/**
 * Words that others wrote, on one line and shortened, so that they add no line of their own to a mail, and without
 * anything that a mail program would make a link of: the only link in a mail is its own.
 */
function quoted(text: string): string {
  return oneLine(text, 500)
    .replaceAll('://', '[://]')
    .replace(/\bwww\./gi, 'www[.]');
}
