import * as z from 'zod/mini';
import { assertApprovedByEnough } from './approval/approval-rules';
import type { PersonalDecision } from './approval/approval-state';
import { approvedAccounts } from './approval/approved-accounts';
import { assertIamWasAsked } from './approval/iam-approvals';
import { configuredRules, requesterByCloudTrail } from './approval/own-rules';
import { planDigest } from './approval/plan-digest';
import { assertSignedInAsAsked } from './approval/signed-in-as-asked';
import { ApprovalRequest, type ApprovedAccount, CaughtError, Decision } from './run/model';
import { runKeys } from './run/run-keys';
import { ownRunStore, type RunStore, readJson, readText, requireJson, writeText } from './run/run-store';
import { writeOnce } from './run/write-once';
import { PlanChangedError } from './skeleton/errors';
import { stateHandler } from './skeleton/handler';
import { AnyPlan, type ApprovedTarget, type TaskPlan } from './tasks/shapes';

/**
 * The decision that counts: the stored one, or else the one that closes the approval for good. Whoever writes
 * `decision.json` first wins, a late approver or this state.
 */
export async function finalDecision(
  store: RunStore,
  run: string,
  caught: CaughtError | null,
  closedAt: Date,
): Promise<Decision> {
  const stored = await readJson(store, runKeys.decision(run), Decision);
  if (stored) return stored;
  const decidedAt = closedAt.toISOString();
  const closing: Decision = caught
    ? { decision: 'NOT_ASKED', decidedAt, caught }
    : { decision: 'EXPIRED', decidedAt };
  const first = await writeOnce(store, runKeys.decision(run), JSON.stringify(closing));
  return first ? closing : requireJson(store, runKeys.decision(run), Decision);
}

/** What may be done now: accounts to purge, or the targets of a task. */
type Approved =
  | { readonly kind: 'purge'; readonly accounts: ApprovedAccount[] }
  | { readonly kind: 'task'; readonly targets: ApprovedTarget[] };

/**
 * What a decision allows: the accounts to purge, or the targets of a task.
 * @throws PlanChangedError when the stored plan is not the one that was decided on
 * @throws ApprovalsMissingError when it is not by as many people as it has to be, or by whoever started the run
 * @throws SignedDecisionRefusedError when somebody signed it, and the run takes no signed decisions
 * @throws DeciderUnknownError when whoever made it had to sign in, and did not
 */
export async function whatWasApproved(store: RunStore, run: string, decision: Decision): Promise<Approved> {
  if (decision.decision !== 'APPROVED') return { kind: 'purge', accounts: [] };
  const text = await readText(store, runKeys.plan(run));
  if (text === undefined || planDigest(text) !== decision.planDigest) {
    throw new PlanChangedError('The stored plan is not the one that was approved. Nothing was deleted.');
  }
  await assertIamWasAsked(store, run, decision);
  await assertSignedInAsAsked(store, run, decision);
  const plan = z.parse(AnyPlan, JSON.parse(text));
  await assertEnoughApproved(store, plan, decision);
  if (plan.kind === 'task') return { kind: 'task', targets: approvedTargets(plan) };
  return { kind: 'purge', accounts: approvedAccounts(plan, decision.credentials) };
}

/** Looks again at what the page looked at, and asks CloudTrail again, which is late by minutes. */
async function assertEnoughApproved(
  store: RunStore,
  plan: AnyPlan,
  decision: PersonalDecision,
): Promise<void> {
  const configured = configuredRules();
  if (!configured) return;
  const approval = await requireJson(store, runKeys.approval(plan.run), ApprovalRequest);
  const known = approval.rules?.requester
    ? await requesterByCloudTrail(store, plan.run, plan.kind, configured.people)
    : undefined;
  await assertApprovedByEnough(store, approval, decision, known);
}

/** A task is decided on as a whole: everything in its plan that was still to do. */
function approvedTargets({ targets }: TaskPlan): ApprovedTarget[] {
  return targets
    .filter(({ finding }) => finding.state === 'to-do')
    .map(({ accountId, resource, region, policy }) => ({
      accountId,
      resource,
      region,
      policyDigest: policy?.digest,
    }));
}

const store = ownRunStore();

/** The Lambda `CloseApproval`: settles the decision of a run, and writes `approved.json`. */
export const handler = stateHandler(
  z.object({ run: z.string(), caught: z.nullable(CaughtError) }),
  async ({ run, caught }) => {
    const decision = await finalDecision(store, run, caught, new Date());
    const approved = await whatWasApproved(store, run, decision);
    const items = approved.kind === 'task' ? approved.targets : approved.accounts;
    await writeText(store, runKeys.approved(run), JSON.stringify(items));
    // The accounts of a purge can be more than a state's output holds; a task has few targets.
    const targets = approved.kind === 'task' ? { targets: approved.targets } : {};
    const decidedBy = 'decidedBy' in decision ? decision.decidedBy : null;
    return { decision: decision.decision, decidedBy, accounts: items.length, ...targets };
  },
);
