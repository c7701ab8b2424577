import * as z from 'zod/mini';
import { requiredBy } from '../approval/approval-rules';
import { ApprovalRequest, type Asked, Decision } from '../run/model';
import type { Evidence } from '../run/report-shapes';
import { runKeys } from '../run/run-keys';
import { type RunStore, readText } from '../run/run-store';
import { sha256 } from '../run/sha256';
import { env, envOrNone } from '../skeleton/env';

/** What a run left of its approval, as it is stored; a part is missing where the run did not get that far. */
export interface StoredEvidence {
  readonly planText?: string | undefined;
  readonly approvalText?: string | undefined;
  readonly decisionText?: string | undefined;
}

/** Reads what a run left of its approval. */
export async function readEvidence(store: RunStore, run: string): Promise<StoredEvidence> {
  const keys = [runKeys.plan(run), runKeys.approval(run), runKeys.decision(run)];
  const [planText, approvalText, decisionText] = await Promise.all(keys.map((key) => readText(store, key)));
  return { planText, approvalText, decisionText };
}

/** Folders of a run with what came before its decision: the first words, where two people have to approve. */
export function foldersOfApproval(approvalText: string | undefined): string[] {
  if (approvalText === undefined) return [];
  const approval = z.parse(ApprovalRequest, JSON.parse(approvalText));
  return requiredBy(approval) > 1 ? ['proposals'] : [];
}

/** What the first state of a run wrote about where it runs, and CloudTrail says of who started it. */
type Begun = Pick<Evidence, 'organization' | 'origin' | 'whoStarted'>;

/** What a report shows of where its run comes from, who was asked, and who decided on what. */
export function evidenceIn(stored: StoredEvidence, { organization, origin, whoStarted }: Begun): Evidence {
  const { planText, approvalText, decisionText } = stored;
  return {
    organization,
    origin,
    whoStarted,
    version: env('APP_VERSION'),
    signedWith: envOrNone('SIGNING_KEY_ARN'),
    asked: approvalText === undefined ? undefined : askedIn(approvalText),
    decision: decisionText === undefined ? undefined : z.parse(Decision, JSON.parse(decisionText)),
    planDigest: planText === undefined ? undefined : sha256(planText),
    decisionDigest: decisionText === undefined ? undefined : sha256(decisionText),
  };
}

/** Each approver once: being asked again adds a link, and no approver. */
function askedIn(approvalText: string): Asked {
  const { requestedAt, expiresAt, approvers } = z.parse(ApprovalRequest, JSON.parse(approvalText));
  return { requestedAt, expiresAt, approvers: [...new Set(approvers.map(({ email }) => email))] };
}
