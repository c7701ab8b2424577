import { ApprovalRequest, type Decider } from '../run/model';
import { runKeys } from '../run/run-keys';
import { type RunStore, requireJson } from '../run/run-store';
import { envOrNone } from '../skeleton/env';
import { DeciderUnknownError } from '../skeleton/errors';
import type { PersonalDecision } from './approval-state';
import { readProposal } from './proposals';

/**
 * Makes sure that whoever decided signed in at the provider that the run asked for, and whoever proposed it, too:
 * whatever the page let through, another decision allows nothing. Who signed a request to AWS is known by that, and held
 * to `assertIamWasAsked`.
 * @throws DeciderUnknownError
 */
export async function assertSignedInAsAsked(
  store: RunStore,
  run: string,
  decision: PersonalDecision,
): Promise<void> {
  if (!envOrNone('SIGN_IN_ISSUER')) return;
  const { signIn } = await requireJson(store, runKeys.approval(run), ApprovalRequest);
  if (!signIn) return;
  const first = decision.proposal && (await readProposal(store, run, decision.proposal.number));
  const deciders = [decision, ...(first ? [first.proposal] : [])];
  const unknown = deciders.find((decider) => !isKnownAt(signIn.issuer, decider));
  if (!unknown) return;
  throw new DeciderUnknownError(
    `The decision of ${unknown.decidedBy} was to be made after a sign-in at ${signIn.issuer}, and does not say that it was. Nothing was deleted.`,
  );
}

function isKnownAt(issuer: string, { knownBy }: Decider): boolean {
  return knownBy?.kind === 'iam' || knownBy?.issuer === issuer;
}
