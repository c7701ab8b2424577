import { count, momentText, rehearsalNotice } from '../report/words';
import type { Mode, Plan, PlannedAccount, Report, ReportedAccount } from '../run/model';
import { type Tasks, taskNamed } from '../tasks/registry';
import type { AnyPlan } from '../tasks/shapes';
import { aboutRun, decisionWords, type Email, quoted, type RequestWords, runLines } from './email-words';
import { taskRequestWords } from './task-emails';

function wordsOf(plan: AnyPlan, tasks?: Tasks): RequestWords {
  return plan.kind === 'task' ? taskRequestWords(plan, taskNamed(plan.task, tasks)) : purgeRequestWords(plan);
}

/** The email that asks one approver. The link in it is theirs alone, and appears nowhere else. */
export function approvalEmail(plan: AnyPlan, expiresAt: string, link: string, tasks?: Tasks): Email {
  const words = wordsOf(plan, tasks);
  return ofMode(plan, {
    subject: `Approve? ${words.ask}`,
    message: [
      ...aboutRun(plan),
      `You are asked to decide on ${words.subject} in your AWS organization.`,
      '',
      ...facts(plan, words, expiresAt),
      ...decideHere(words, link),
    ].join('\n'),
  });
}

/** The email that asks one approver again, before it is too late, with a link that is new and theirs, too. */
export function reminderEmail(
  plan: AnyPlan,
  { requestedAt, expiresAt }: { requestedAt: string; expiresAt: string },
  link: string,
  tasks?: Tasks,
): Email {
  const words = wordsOf(plan, tasks);
  return ofMode(plan, {
    subject: `Reminder: nobody has decided yet. ${words.ask}?`,
    message: [
      ...aboutRun(plan),
      `You were asked on ${momentText(requestedAt)} to decide on ${words.subject}. Nobody has decided yet.`,
      `If nobody does until ${momentText(expiresAt)}, ${words.otherwise} and this run is over.`,
      '',
      ...facts(plan, words, expiresAt),
      ...decideHere(words, link),
      'The link in the first email still works, too.',
    ].join('\n'),
  });
}

/** A rehearsal says that it is one before all else. */
function ofMode(run: { kind: string; mode?: Mode }, { subject, message }: Email): Email {
  if (run.mode !== 'rehearsal') return { subject, message };
  return { subject: `Rehearsal: ${subject}`, message: `${rehearsalNotice}\n\n${message}` };
}

function purgeRequestWords({ accounts, reseals, mode }: Plan): RequestWords {
  const isRehearsal = mode === 'rehearsal';
  const holding = accounts.filter(({ credentials }) => credentials.length > 0);
  const credentials = holding.reduce((sum, account) => sum + account.credentials.length, 0);
  const unknown = accounts.filter((account) => account.unknown.length > 0).length;
  const asked = `${count(credentials, 'root credential')} in ${count(holding.length, 'account')}`;
  const unread = unknown > 0 ? `, ${unknown} of them could not be read in full.` : '.';
  return {
    ask: `Delete ${asked}`,
    subject: 'the root user credentials of member accounts',
    what: [
      `${asked} ${isRehearsal ? 'could' : 'can'} be deleted; ${count(accounts.length, 'account')} looked at${unread}`,
      ...(reseals ? [sinceTask(reseals, accounts)] : []),
    ],
    look: 'Look at every credential, with its age and last use, and decide here:',
    consequence: `${isRehearsal ? 'In a purge, what' : 'What'} is deleted cannot be brought back.`,
    otherwise: 'nothing is deleted',
  };
}

function sinceTask(task: string, accounts: readonly PlannedAccount[]): string {
  const older = accounts.flatMap(({ outOfScope }) => outOfScope.filter(({ made }) => made)).length;
  const stays =
    older > 0 ? `; ${count(older, 'root credential')} from before it ${older === 1 ? 'stays' : 'stay'}` : '';
  return `Only what was made since ${task}${stays}`;
}

function facts({ reason }: AnyPlan, { what }: RequestWords, expiresAt: string): string[] {
  const [first = '', ...more] = what;
  return [
    `What:    ${first}`,
    ...more.map((line) => `         ${line}`),
    ...(reason ? [`Why:     ${quoted(reason)}`] : []),
    `Until:   ${momentText(expiresAt)}`,
    '',
  ];
}

function decideHere({ look, consequence, otherwise }: RequestWords, link: string): string[] {
  return [
    look,
    '',
    link,
    '',
    'Opening the link changes nothing. It is yours: whoever holds it can decide in your name, so do not forward it.',
    `${consequence} If nobody decides in time, ${otherwise}.`,
  ];
}

/** The email that tells everyone who was asked how a purge ended. */
export function outcomeEmail(report: Report, storedAt: string): Email {
  const needAttention = report.accounts.filter(
    ({ outcome }) => outcome === 'failed' || outcome === 'unknown',
  );
  const shown = needAttention.slice(0, 20);
  return ofMode(report, {
    subject: `Root credential purge: ${resultInWords(report)}, ${needAttention.length} need attention`,
    message: [
      ...aboutRun(report),
      ...(report.decision?.decision === 'EXPIRED' ? [nobodyDecided, ''] : []),
      report.coverage,
      '',
      ...runLines(report, {
        decided: decisionInWords(report),
        outcomes: outcomesInWords(report),
        storedAt,
      }),
      ...(shown.length > 0 ? ['', 'These accounts need attention:'] : []),
      ...shown.map((account) => `- ${accountInWords(account)}`),
      ...(needAttention.length > shown.length ? [`… and ${needAttention.length - shown.length} more.`] : []),
    ].join('\n'),
  });
}

const nobodyDecided =
  'Nobody decided in time, so this run has expired and nothing was deleted. Start a new run to be asked again.';

function resultInWords({ decision, outcomes, mode }: Report): string {
  if (decision?.decision === 'EXPIRED') return 'expired, nobody decided in time';
  if (decision?.decision === 'REJECTED') return 'refused, nothing deleted';
  const did = decision?.decision === 'APPROVED' ? 'approved, ' : '';
  return mode === 'rehearsal' ? `${did}nothing deleted` : `${outcomes.purged ?? 0} purged`;
}

function accountInWords({ accountId, name, outcome, reason }: ReportedAccount): string {
  return `${accountId} ${quoted(name)}: ${outcome}. ${quoted(reason)}`;
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

/** At most 500 characters of a text: a message can be long, a state's output is 256 KiB, the report has it all. */
export function shortened(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
