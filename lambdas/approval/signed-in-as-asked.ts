import { ApprovalRequest, type Decider } from '../run/model';
import { runKeys } from '../run/run-keys';
import { type RunStore, requireJson } from '../run/run-store';
import { envOrNone } from '../skeleton/env';
import { DeciderUnknownError } from '../skeleton/errors';

/**
 * Makes sure that whoever decided signed in at the provider that the run asked for: whatever the page let through,
 * another decision allows nothing. Who signed a request to AWS is known by that, and held to `assertIamWasAsked`.
 * @throws DeciderUnknownError
 */
export async function assertSignedInAsAsked(store: RunStore, run: string, decider: Decider): Promise<void> {
  const { decidedBy, knownBy } = decider;
  if (!envOrNone('SIGN_IN_ISSUER') || knownBy?.kind === 'iam') return;
  const { signIn } = await requireJson(store, runKeys.approval(run), ApprovalRequest);
  if (!signIn || (knownBy?.kind === 'sign-in' && knownBy.issuer === signIn.issuer)) return;
  throw new DeciderUnknownError(
    `The decision of ${decidedBy} was to be made after a sign-in at ${signIn.issuer}, and does not say that it was. Nothing was deleted.`,
  );
}
