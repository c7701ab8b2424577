import type { ApprovalRequest, Decider } from '../../lambdas/run/model';

/**
 * What is wrong with whose decision it is: a mailed link's is of somebody who was mailed, and a signed one is of whoever
 * signed, in a run that takes such decisions; where approvers had to sign in, they did. Empty where nothing is.
 */
export function notAsked(
  { decidedBy, knownBy }: Decider,
  { approvers, iamApprovals, signIn }: Pick<ApprovalRequest, 'approvers' | 'iamApprovals' | 'signIn'>,
): string[] {
  if (knownBy?.kind !== 'iam') {
    const isAsked = approvers.some(({ email }) => email === decidedBy);
    if (!isAsked) return [`${decidedBy} decided, and was not asked.`];
    if (!signIn || knownBy?.issuer === signIn.issuer) return [];
    const how = knownBy ? `after a sign-in at ${knownBy.issuer}` : 'without a sign-in';
    return [`${decidedBy} decided ${how}, and this run asks for one at ${signIn.issuer}.`];
  }
  if (!iamApprovals) return [`${knownBy.arn} decided with a signed request, and this run takes none.`];
  return knownBy.arn === decidedBy ? [] : [`${decidedBy} decided, and ${knownBy.arn} signed.`];
}

/** Everything that tells whose decision it is: an address or ARN, and by sign-in issuer and subject, too. */
export function identitiesIn({ decidedBy, knownBy }: Decider): string[] {
  if (knownBy?.kind !== 'sign-in') return [decidedBy];
  return [decidedBy, `${knownBy.issuer} ${knownBy.subject}`];
}
