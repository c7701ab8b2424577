import { answerOf, whatIsBack } from '../report/answer';
import { evidenceText } from '../report/evidence-words';
import { leftIn, worstFirst } from '../report/findings';
import { sinceLastLines } from '../report/since-last-words';
import { acknowledgedText, isUnsettled } from '../report/unsettled';
import { count } from '../report/words';
import type { Report, ReportedAccount } from '../run/report-shapes';
import { aboutRun, decisionWords, type Email, ofMode, quoted, runLines } from './email-words';

/**
 * The email that tells everyone who was asked how a run ended: what is different from the last report before all else,
 * then what is there, then the accounts, worst first, with the evidence.
 */
export function outcomeEmail(report: Report, storedAt: string): Email {
  const [since, answer] = [sinceLastLines(report), opening(report)];
  const told = worstFirst(report.accounts, report.startedAt).filter(isTold);
  const shown = told.slice(0, 20);
  return ofMode(report, {
    subject: subjectOf(report),
    message: [
      ...aboutRun(report),
      ...(report.decision?.decision === 'EXPIRED' ? [nobodyDecided, ''] : []),
      ...since.map(quoted),
      ...(since.length > 0 ? [''] : []),
      ...answer,
      '',
      ...shown.flatMap((account) => accountInWords(account, report.startedAt)),
      ...(told.length > shown.length ? [`… and ${told.length - shown.length} more.`] : []),
      ...(told.length > 0 ? [''] : []),
      ...runLines(report, { decided: decisionInWords(report), outcomes: outcomesInWords(report), storedAt }),
    ].join('\n'),
  });
}

/** SNS takes fewer than 100 characters. What is back is louder than all else. */
function subjectOf(report: Report): string {
  const back = whatIsBack(report);
  const result = resultInWords(report);
  if (!back) return result;
  const both = `${back}. ${result}`;
  // A rehearsal says that it is one in front of it.
  return both.length < 85 ? both : back;
}

/** Where nobody was to decide, what is there is the answer; elsewhere, what came of the decision. */
function resultInWords(report: Report): string {
  const { decision, accounts, mode } = report;
  if (!decision && mode !== 'rehearsal') return answerOf(report);
  const needAttention = accounts.filter(isUnsettled).length;
  return `Root credential purge: ${decisionResult(report)}, ${needAttention} need attention`;
}

function decisionResult({ decision, outcomes, mode }: Report): string {
  if (decision?.decision === 'EXPIRED') return 'expired, nobody decided in time';
  if (decision?.decision === 'REJECTED') return 'refused, nothing deleted';
  const did = decision?.decision === 'APPROVED' ? 'approved, ' : '';
  return mode === 'rehearsal' ? `${did}nothing deleted` : `${outcomes.purged ?? 0} purged`;
}

const opening = (report: Report) =>
  report.decision ? [report.coverage] : [`${answerOf(report)}.`, report.coverage];

const nobodyDecided =
  'Nobody decided in time, so this run has expired and nothing was deleted. Start a new run to be asked again.';

/** An account of which there is something to say: somebody has to look at it, or something is left in it. */
const isTold = (account: ReportedAccount) =>
  account.outcome !== 'skipped' &&
  (account.remaining.length > 0 || account.unknown.length > 0 || isUnsettled(account));

/** With its credentials, of which an account has few: five are told. */
function accountInWords(account: ReportedAccount, now: string): string[] {
  const { accountId, name, outcome, reason } = account;
  const left = leftIn(account);
  const why = [reason, acknowledgedText(account)].filter(Boolean).join(' ');
  return [
    `- ${accountId} ${quoted(name)}: ${outcome}. ${quoted(why)}`,
    ...left.slice(0, 5).map((credential) => `  ${quoted(evidenceText(credential, now))}`),
    ...(left.length > 5 ? [`  … and ${count(left.length - 5, 'more credential')}`] : []),
  ];
}

function decisionInWords({ decision, mode }: Report): string {
  if (mode === 'audit') return 'none needed (audit)';
  const approved = decision && 'credentials' in decision ? decision.credentials.length : 0;
  return decisionWords(decision, `${count(approved, 'credential')} approved`);
}

function outcomesInWords({ outcomes }: Pick<Report, 'outcomes'>): string {
  return Object.entries(outcomes)
    .filter(([, accounts]) => accounts > 0)
    .map(([outcome, accounts]) => `${accounts} ${outcome}`)
    .join(', ');
}
