import type { ApprovalRequest, Decider } from '../run/model';
import { DeciderUnknownError } from '../skeleton/errors';

/**
 * Holds a decision to what its run asked for: whoever made it signed in at the provider that was named, or signed a
 * request to AWS, which no link can do either. Whatever the page let through, another one changes nothing.
 * @throws DeciderUnknownError
 */
export function assertKnownAsAsked({ signIn }: ApprovalRequest, { decidedBy, knownBy }: Decider): void {
  if (!signIn || knownBy?.kind === 'iam') return;
  if (knownBy?.kind === 'sign-in' && knownBy.issuer === signIn.issuer) return;
  throw new DeciderUnknownError(
    `The decision of ${decidedBy} was to be made after a sign-in at ${signIn.issuer}, and does not say that it was. Nothing was deleted.`,
  );
}
