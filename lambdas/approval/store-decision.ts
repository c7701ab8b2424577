import { isDeepStrictEqual } from 'node:util';
import type { ApprovalRequest } from '../run/model';
import { runKeys } from '../run/run-keys';
import type { RunStore } from '../run/run-store';
import { writeOnce } from '../run/write-once';
import { isSameDecider, requiredBy, whyNotApprove } from './approval-rules';
import { approvalState, type PersonalDecision, type SettledState } from './approval-state';
import { lastProposal, type StoredProposal } from './proposals';

/** Where decisions are stored, the clock that expires approvals, and who tells the workflow. */
export interface DecisionServices {
  readonly store: RunStore;
  readonly now: () => Date;
  /** Has the stored decision of a run delivered; never rejects. @default whoever hears of the store delivers it */
  readonly deliver?: (run: string) => Promise<void>;
}

/** Which proposal somebody saw when they decided, and whether they confirm exactly that one. */
export interface SeenProposal {
  /** 0 where they saw none. */
  readonly number: number;
  readonly digest: string;
  readonly confirms: boolean;
}

/** What came of a word on a plan. */
export type StoredDecision =
  /** The approval is settled, by this or by another decision. */
  | { readonly settled: SettledState; readonly isThisOne: boolean }
  /** It is the first of two approvals, and waits for another person. */
  | { readonly proposed: StoredProposal }
  /** It decides nothing, and why in a sentence. */
  | { readonly problem: string };

/**
 * Stores what somebody says of a plan. A refusal settles it, and an approval does where one is enough. Where two people
 * have to approve, the first one's is a proposal, and only another person's confirmation of exactly that proposal is a
 * decision, which takes the credentials from it.
 */
export async function storeDecision(
  services: DecisionServices,
  approval: ApprovalRequest,
  decision: PersonalDecision,
  seen: SeenProposal = { number: 0, digest: '', confirms: false },
): Promise<StoredDecision> {
  if (decision.decision === 'REJECTED') return settle(services, approval, decision);
  const problem = whyNotApprove(approval, decision);
  if (problem) return { problem };
  if (requiredBy(approval) < 2) return settle(services, approval, decision);
  const last = await lastProposal(services.store, approval.run);
  if ((last?.number ?? 0) !== seen.number || (last?.digest ?? '') !== seen.digest)
    return { problem: outdated };
  return last && seen.confirms
    ? confirm(services, approval, decision, last)
    : propose(services, approval, decision, seen.number + 1);
}

const outdated = 'Somebody has proposed something since this was shown to you: look at that, then decide.';

/** Only one of two proposals that follow the same one is stored. */
async function propose(
  services: DecisionServices,
  approval: ApprovalRequest,
  { decision: _, ...proposal }: PersonalDecision,
  number: number,
): Promise<StoredDecision> {
  const { store, now } = services;
  const text = JSON.stringify(proposal);
  await writeOnce(store, runKeys.proposal(approval.run, number), text);
  const state = await approvalState(store, approval, now());
  if (state.state !== 'pending') return { settled: state, isThisOne: false };
  const proposed = await lastProposal(store, approval.run);
  const isThisOne = proposed && isDeepStrictEqual(proposed.proposal, JSON.parse(text));
  return isThisOne ? { proposed } : { problem: outdated };
}

async function confirm(
  services: DecisionServices,
  approval: ApprovalRequest,
  decision: PersonalDecision,
  { number, digest, proposal }: StoredProposal,
): Promise<StoredDecision> {
  if (isSameDecider(proposal, decision, approval.rules?.people))
    return { problem: 'You proposed this yourself, as far as is known: another person has to confirm it.' };
  const { planDigest, credentials, task, ...proposed } = proposal;
  if (planDigest !== decision.planDigest) return { problem: 'The proposal is about another plan.' };
  return settle(services, approval, {
    ...decision,
    ...{ credentials, task },
    proposal: { ...proposed, number, digest },
  });
}

/**
 * Stores a decision if it is the first, and has it delivered. `DeliverDecision` ends the workflow's wait, by what is
 * stored: S3 tells it of the new object, and this asks for it. What is stored counts, not the answer to the write:
 * where that was lost, the client's next try met what it wrote itself.
 * @throws Error where no decision is there after the write
 */
async function settle(
  { store, now, deliver }: DecisionServices,
  approval: ApprovalRequest,
  decision: PersonalDecision,
): Promise<StoredDecision> {
  const text = JSON.stringify(decision);
  await writeOnce(store, runKeys.decision(approval.run), text);
  const [settled] = await Promise.all([approvalState(store, approval, now()), deliver?.(approval.run)]);
  if (settled.state === 'pending') throw new Error('A decision was there, and is gone.');
  const isThisOne = settled.state === 'decided' && isDeepStrictEqual(settled.decision, JSON.parse(text));
  return { settled, isThisOne };
}
