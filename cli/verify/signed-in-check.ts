import type { ApprovalRequest, Decision } from '../../lambdas/run/model';

/** What is wrong with how it is known who decided, where approvers had to sign in. */
export function notSignedIn(
  { signIn }: Pick<ApprovalRequest, 'signIn'>,
  { decidedBy, knownBy }: Extract<Decision, { decidedBy: string }>,
): string[] {
  if (!signIn || knownBy?.kind === 'iam') return [];
  if (knownBy?.kind === 'sign-in' && knownBy.issuer === signIn.issuer) return [];
  const how = knownBy ? `after a sign-in at ${knownBy.issuer}` : 'without a sign-in';
  return [`${decidedBy} decided ${how}; approval.json asks for one at ${signIn.issuer}.`];
}
