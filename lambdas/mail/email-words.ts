import { organizationText } from '../report/request-words';
import { oneLine } from '../report/visible-text';
import { rehearsalNotice } from '../report/words';
import type { Decision, Mode } from '../run/model';
import type { AnyPlan, AnyReport } from '../tasks/shapes';

/** An email as SNS takes it: an ASCII subject of fewer than 100 characters, without line breaks, and a plain text. */
export interface Email {
  readonly subject: string;
  readonly message: string;
}

/** A rehearsal says that it is one before all else. */
export function ofMode(run: { kind: string; mode?: Mode }, { subject, message }: Email): Email {
  if (run.mode !== 'rehearsal') return { subject, message };
  return { subject: `Rehearsal: ${subject}`, message: `${rehearsalNotice}\n\n${message}` };
}

/** What a plan asks for, as the emails about it say it. */
export interface RequestWords {
  /** A command, for the subject: `Delete 5 root credentials in 2 accounts`. */
  readonly ask: string;
  /** What there is to decide on, after `to decide on`. */
  readonly about: string;
  /** Lines of what is asked, in detail. */
  readonly what: readonly string[];
  /** What to do with the link, in a sentence that it ends. */
  readonly look: string;
  /** What cannot be taken back, and what happens if nobody decides. */
  readonly consequence: string;
  /** Nothing of this happens if nobody decides. */
  readonly otherwise: string;
}

/** Who decided what, as an email says it; `approved` is what an approval is called. */
export function decisionWords(decision: Decision | undefined, approved: string): string {
  if (!decision) return 'none needed';
  switch (decision.decision) {
    case 'APPROVED':
      return `${approved} by ${deciders(decision)}`;
    case 'REJECTED':
      return `refused by ${decision.decidedBy}${nameOf(decision)}`;
    case 'EXPIRED':
      return 'nobody decided in time';
    case 'NOT_ASKED':
      return 'nobody could be asked';
  }
}

/** Both where two people had to approve: who proposed, and who confirmed it. */
function deciders({ proposal, ...decision }: Extract<Decision, { decidedBy: string }>): string {
  const last = `${decision.decidedBy}${nameOf(decision)}`;
  return proposal ? `${proposal.decidedBy}${nameOf(proposal)} and ${last}` : last;
}

function nameOf({ name }: { name?: string }): string {
  return name ? ` (${quoted(name)})` : '';
}

type About = Pick<AnyReport, 'requestReason' | 'decision'>;

interface RunWords {
  /** What came of the decision. */
  readonly decided: string;
  /** How many accounts ended how. @default not said */
  readonly outcomes?: string;
  /** Where the report is: an `s3://` URI. */
  readonly storedAt: string;
}

/** With what every mail begins: which organization and which run it is about. */
export function aboutRun({ organization, run }: Pick<AnyPlan | AnyReport, 'organization' | 'run'>): string[] {
  const named = organization && `Organization: ${quoted(organizationText(organization))}`;
  return [...(named ? [named] : []), `Run:          ${run}`, ''];
}

/** The lines of an outcome's email about the run: why it was, who decided, where its report is. */
export function runLines(
  { requestReason, decision }: About,
  { decided, outcomes, storedAt }: RunWords,
): string[] {
  const comment = decision && 'comment' in decision && decision.comment;
  const wasAsked = decision !== undefined && decision.decision !== 'NOT_ASKED';
  return [
    ...(requestReason ? [`Why:       ${quoted(requestReason)}`] : []),
    `Decision:  ${decided}`,
    ...(comment ? [`Comment:   ${quoted(comment)}`] : []),
    ...(outcomes ? [`Outcomes:  ${outcomes}`] : []),
    `Report:    ${storedAt}`,
    ...(wasAsked ? ['           (your link to this run shows it, too)'] : []),
  ];
}

/**
 * Words that others wrote, on one line and shortened, so that they add no line of their own to a mail, and without
 * anything that a mail program would make a link of, a bare domain too: the only link in a mail is its own.
 */
export function quoted(text: string): string {
  return withoutScheme(text).replace(/(?<=[\p{L}\p{N}-])\.(?=\p{L})/gu, '[.]');
}

/** An email address as it is to be written to, on one line, and no link. */
export function mailbox(address: string): string {
  return withoutScheme(address);
}

function withoutScheme(text: string): string {
  return oneLine(text, 500).replaceAll('://', '[://]');
}
