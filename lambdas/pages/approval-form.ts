import type { StoredProposal } from '../approval/proposals';
import type { SeenProposal } from '../approval/store-decision';
import { credentialKey, heldDevices, tickBoxesOf } from '../approval/tick-boxes';
import { recentDays } from '../report/words';
import type { CredentialRef, Plan, PlannedAccount } from '../run/model';
import type { AnyPlan, TaskPlan } from '../tasks/shapes';

/** What a browser sends for the approval page's form. */
export interface Submission {
  readonly digest: string;
  readonly decision: string;
  /** Which proposal the page of the form was about. */
  readonly seen: SeenProposal;
  /** Credential keys. */
  readonly ticked: ReadonlySet<string>;
  /** Credential keys that were used lately, and may go all the same. */
  readonly confirmed: ReadonlySet<string>;
  /** The box that says that this cannot be undone. */
  readonly understood: boolean;
  /** Empty where none was given: a name proves nothing, so nothing depends on it. */
  readonly name: string;
  readonly comment: string;
}

/** How many characters the comment on a decision may have. */
export const maxCommentLength = 1000;
/** How many characters the name of whoever decides may have. */
export const maxNameLength = 100;

/** The approval page's form as a browser sent it; line ends become LF, as the page's own limit counts them. */
export function readSubmission(body: string): Submission {
  const form = new URLSearchParams(body);
  const keys = (field: string) =>
    new Set(form.getAll(field).flatMap((value) => value.split(' ').filter(Boolean)));
  return {
    digest: form.get('digest') ?? '',
    decision: form.get('decision') ?? '',
    seen: {
      number: Number(form.get('proposal') ?? 0),
      digest: form.get('proposal-digest') ?? '',
      confirms: form.get('decision') === 'confirm',
    },
    ticked: keys('credential'),
    confirmed: keys('confirm'),
    understood: form.get('understood') === 'yes',
    name: (form.get('name') ?? '').replace(/\s+/g, ' ').trim(),
    comment: (form.get('comment') ?? '').replace(/\r\n?/g, '\n').trim(),
  };
}

/** What a submitted form decides, or the problem because of which it decides nothing. */
export type Verdict =
  | {
      readonly decision: 'APPROVED' | 'REJECTED';
      readonly credentials: CredentialRef[];
      /** The name of the privileged task that it decides on. */
      readonly task?: string;
    }
  | { readonly problem: string };

/** What the submission decides about the plan with this digest, or why it decides nothing; `last` can be confirmed. */
export function judge(
  submission: Submission,
  plan: AnyPlan,
  planDigest: string,
  last?: StoredProposal,
): Verdict {
  const { digest, decision, name, comment } = submission;
  if (digest !== planDigest)
    return { problem: 'This form belongs to another plan. Read this one, then decide.' };
  if (comment.length > maxCommentLength) {
    return { problem: `The comment has ${comment.length} characters; at most ${maxCommentLength} are kept.` };
  }
  if (name.length > maxNameLength) {
    return { problem: `The name has ${name.length} characters; at most ${maxNameLength} are kept.` };
  }
  const task = plan.kind === 'task' ? plan.task : undefined;
  if (decision === 'reject') return { decision: 'REJECTED', credentials: [], task };
  if (decision === 'confirm' && last) return judgeConfirmation(submission, last);
  if (decision !== 'approve') return { problem: 'Press one of the two buttons to decide.' };
  return plan.kind === 'task' ? judgeTask(submission, plan) : judgeTicks(submission, plan);
}

/** What is confirmed is what was proposed, whatever is ticked. */
function judgeConfirmation({ understood }: Submission, { proposal }: StoredProposal): Verdict {
  const { credentials, task } = proposal;
  if (understood) return { decision: 'APPROVED', credentials, task };
  return { problem: 'Tick the box above the buttons, too: it says what your confirmation does.' };
}

/** A task has nothing to tick: it is approved as a whole. */
function judgeTask({ understood }: Submission, { task }: TaskPlan): Verdict {
  if (understood) return { decision: 'APPROVED', credentials: [], task };
  return { problem: 'Tick the box above the buttons, too: it says what will be possible then.' };
}

function judgeTicks(submission: Submission, plan: Plan): Verdict {
  const { ticked, understood } = submission;
  if (ticked.size === 0) {
    return { problem: 'Nothing is ticked. Tick what shall be deleted, or refuse everything.' };
  }
  const approved = plan.accounts.flatMap((account) => tickedIn(account, ticked));
  if (approved.length !== ticked.size) {
    return { problem: 'The form names a credential that is not in this plan. Nothing was decided.' };
  }
  const weakened = plan.accounts.find((account) => losesMfaFirst(account, ticked));
  if (weakened) {
    return {
      problem: `In account ${weakened.accountId} an MFA device may only go together with the password it protects.`,
    };
  }
  const problem = unconfirmedProblem(submission, plan);
  if (problem) return { problem };
  if (!understood) {
    return { problem: 'Tick the box above the buttons, too: what is deleted cannot be brought back.' };
  }
  return { decision: 'APPROVED', credentials: approved };
}

function tickedIn(account: PlannedAccount, ticked: ReadonlySet<string>): CredentialRef[] {
  return account.credentials
    .filter((credential) => ticked.has(credentialKey(account.accountId, credential)))
    .map(({ kind, id }) => ({ accountId: account.accountId, kind, id }));
}

function losesMfaFirst(account: PlannedAccount, ticked: ReadonlySet<string>): boolean {
  const isTicked = (credential: PlannedAccount['credentials'][number]) =>
    ticked.has(credentialKey(account.accountId, credential));
  if (heldDevices(account).some(isTicked)) return true;
  const password = account.credentials.find(({ kind }) => kind === 'login-profile');
  if (!password || isTicked(password)) return false;
  return account.credentials.some((credential) => credential.kind === 'mfa-devices' && isTicked(credential));
}

/** Names the accounts where something in use is ticked without its own confirmation. */
function unconfirmedProblem({ ticked, confirmed }: Submission, plan: Plan): string | undefined {
  const unconfirmed = plan.accounts.filter((account) =>
    tickBoxesOf(account, plan.plannedAt).some(({ value, needsConfirmation }) => {
      const keys = value.split(' ');
      return (
        needsConfirmation && keys.some((key) => ticked.has(key)) && !keys.every((key) => confirmed.has(key))
      );
    }),
  );
  if (unconfirmed.length === 0) return undefined;
  const named = unconfirmed.slice(0, 5).map(({ accountId }) => accountId);
  const more = unconfirmed.length - named.length;
  return `What was used in the last ${recentDays} days, or may have been, needs a confirmation of its own. It is missing in ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
