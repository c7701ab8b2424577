import { isDeepStrictEqual } from 'node:util';
import type { ApprovalRequest } from '../run/model';
import { runKeys } from '../run/run-keys';
import type { RunStore } from '../run/run-store';
import { writeOnce } from '../run/write-once';
import { approvalState, type PersonalDecision, type SettledState } from './approval-state';

/** Where decisions are stored, the clock that expires approvals, and who tells the workflow. */
export interface DecisionServices {
  readonly store: RunStore;
  readonly now: () => Date;
  /** Has the stored decision of a run delivered; never rejects. @default whoever hears of the store delivers it */
  readonly deliver?: (run: string) => Promise<void>;
}

/** What counts once somebody has tried to decide. */
export interface StoredDecision {
  readonly settled: SettledState;
  /** Whether what counts is what was just sent. */
  readonly isThisOne: boolean;
}

/**
 * Stores a decision if it is the first, and has it delivered. `DeliverDecision` ends the workflow's wait, by what is
 * stored: S3 tells it of the new object, and this asks for it. What is stored counts, not the answer to the write:
 * where that was lost, the client's next try met what it wrote itself.
 * @throws Error where no decision is there after the write
 */
export async function storeDecision(
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
