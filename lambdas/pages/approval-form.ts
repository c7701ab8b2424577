import type { CredentialRef, Plan, PlannedAccount } from '../shared/model';
import { credentialKey, heldDevices } from './ticks';

/** What a browser sends for the approval page's form. */
export interface Submission {
  readonly digest: string;
  readonly decision: string;
  /** Credential keys. */
  readonly ticked: ReadonlySet<string>;
  readonly comment: string;
}

export const maxCommentLength = 1000;

/** From an `application/x-www-form-urlencoded` body. Line ends become LF, as the page's own limit counts them. */
export function readSubmission(body: string): Submission {
  const form = new URLSearchParams(body);
  return {
    digest: form.get('digest') ?? '',
    decision: form.get('decision') ?? '',
    ticked: new Set(form.getAll('credential').flatMap((tick) => tick.split(' ').filter(Boolean))),
    comment: (form.get('comment') ?? '').replace(/\r\n?/g, '\n').trim(),
  };
}

export type Verdict =
  | { readonly decision: 'APPROVED' | 'REJECTED'; readonly credentials: CredentialRef[] }
  | { readonly problem: string };

/** What the submission decides about the plan with this digest, or why it decides nothing. */
export function judge(submission: Submission, plan: Plan, planDigest: string): Verdict {
  const { digest, decision, ticked, comment } = submission;
  if (digest !== planDigest)
    return { problem: 'This form belongs to another plan. Read this one, then decide.' };
  if (comment.length > maxCommentLength) {
    return { problem: `The comment has ${comment.length} characters; at most ${maxCommentLength} are kept.` };
  }
  if (decision === 'reject') return { decision: 'REJECTED', credentials: [] };
  if (decision !== 'approve') return { problem: 'Press one of the two buttons to decide.' };
  return judgeTicks(ticked, plan);
}

function judgeTicks(ticked: ReadonlySet<string>, plan: Plan): Verdict {
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
