import type { ApprovalRequest, Decider } from '../../lambdas/run/model';

/**
 * What is wrong with whose decision it is: a mailed link's is of somebody who was mailed, and a signed one is of whoever
 * signed, in a run that takes such decisions. Empty where nothing is.
 */
export function notAsked(
  { decidedBy, knownBy }: Decider,
  { approvers, iamApprovals }: Pick<ApprovalRequest, 'approvers' | 'iamApprovals'>,
): string[] {
  if (knownBy?.kind !== 'iam') {
    const isAsked = approvers.some(({ email }) => email === decidedBy);
    return isAsked ? [] : [`${decidedBy} decided, and was not asked.`];
  }
  if (!iamApprovals) return [`${knownBy.arn} decided with a signed request, and this run takes none.`];
  return knownBy.arn === decidedBy ? [] : [`${decidedBy} decided, and ${knownBy.arn} signed.`];
}
