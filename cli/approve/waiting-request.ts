import { requiredBy } from '../../lambdas/approval/approval-rules';
import { approvalState, isExecutionName, type SettledState } from '../../lambdas/approval/approval-state';
import { planAsAsked } from '../../lambdas/approval/plan-as-asked';
import { lastProposal, type StoredProposal } from '../../lambdas/approval/proposals';
import { ApprovalRequest } from '../../lambdas/run/model';
import { runKeys } from '../../lambdas/run/run-keys';
import { type RunStore, readJson } from '../../lambdas/run/run-store';
import { PlanChangedError } from '../../lambdas/skeleton/errors';
import type { AnyPlan } from '../../lambdas/tasks/shapes';
import { CommandError } from '../command-error';
import { printable } from '../terminal/printable';

/** What a run asks. */
export interface WaitingRequest {
  readonly approval: ApprovalRequest;
  readonly plan: AnyPlan;
  /** The first word of two, which waits for another person; `undefined` where nobody has proposed anything. */
  readonly last: StoredProposal | undefined;
}

/** What a run asks, or how that was settled. */
export type AskedOf = WaitingRequest | { readonly settled: SettledState };

/**
 * Reads what a run asks for from the run store, and makes sure that the plan is the one that it asked about.
 * @throws CommandError where it asks nothing, takes no signed decision, or has another plan
 */
export async function askedOf(store: RunStore, run: string, now: Date): Promise<AskedOf> {
  const approval = isExecutionName(run)
    ? await readJson(store, runKeys.approval(run), ApprovalRequest)
    : undefined;
  if (approval?.run !== run)
    throw new CommandError(
      `No run ${printable(run)} asks for a decision, or not yet. npx root-purge status lists the latest.`,
    );
  const state = await approvalState(store, approval, now);
  if (state.state !== 'pending') return { settled: state };
  if (!approval.iamApprovals)
    throw new CommandError(
      `The run ${printable(run)} takes no decision that is signed with IAM: iamApprovals was off when it asked. Decide by a mailed link.`,
    );
  const last = requiredBy(approval) > 1 ? await lastProposal(store, run) : undefined;
  return { approval, plan: await planOf(store, approval), last };
}

async function planOf(store: RunStore, approval: ApprovalRequest): Promise<AnyPlan> {
  try {
    return await planAsAsked(store, approval);
  } catch (error) {
    if (!(error instanceof PlanChangedError)) throw error;
    throw new CommandError(
      `${error.message} Nothing was decided. Find out who can write to the run store, and start a new run.`,
    );
  }
}
