import { ApprovalRequest, type Decider } from '../run/model';
import { runKeys } from '../run/run-keys';
import { type RunStore, readJson } from '../run/run-store';
import { envOrNone } from '../skeleton/env';
import { SignedDecisionRefusedError } from '../skeleton/errors';

/** Whether this app takes decisions that are signed with IAM; `undefined` where it does not. */
export const areIamApprovalsOn = (): true | undefined =>
  envOrNone('IAM_APPROVALS') === 'true' ? true : undefined;

/**
 * Makes sure that a decision that was signed with IAM is one of a run that takes such: whatever stored it, it allows
 * nothing else.
 * @throws SignedDecisionRefusedError
 */
export async function assertIamWasAsked(store: RunStore, run: string, { knownBy }: Decider): Promise<void> {
  if (knownBy?.kind !== 'iam') return;
  const approval = areIamApprovalsOn()
    ? await readJson(store, runKeys.approval(run), ApprovalRequest)
    : undefined;
  if (approval?.iamApprovals) return;
  throw new SignedDecisionRefusedError(
    `${knownBy.arn} decided with a signed request, and this run takes none. Nothing was deleted.`,
  );
}
