import { type Found, nothingRead, type TargetFinding } from './privileged-task';
import type { NextStep } from './shapes';

/** Whether a policy is still to be deleted, from what was read of its target. */
export function findingOfPolicy({ policy }: Found): TargetFinding {
  if (!policy) return nothingRead;
  if (policy.state === 'unknown') return policy;
  return { state: policy.state === 'present' ? 'to-do' : 'already-so' };
}

/** The steps that put back a policy which is kept: `owner` is what it was of, `put` the command of the AWS CLI. */
export function putPolicyBack(storedAs: string, owner: string, put: string): NextStep[] {
  return [
    {
      text: `The policy is kept as ${storedAs}. Read it, with credentials for the account of this app:`,
      command: `aws s3 cp ${storedAs} policy.json`,
      kept: storedAs,
    },
    { text: 'Mend in it what locked everybody out.' },
    { text: `Put it back, with credentials for the account of the ${owner}:`, command: put },
  ];
}

/** The option of the AWS CLI for a Region; nothing where it is not known. */
export function inRegion(region: string | undefined): string {
  return region ? ` --region ${region}` : '';
}

/** What the approver of every policy that goes is told last: that it is kept. */
export const keptBeforeItGoes =
  'The policy as it is now is kept in the run store before it goes, so that it can be put back, mended.';

/** What the approver of every policy that goes says that they know. */
export const policyUnderstood = 'I have read this policy, and know what ends when it goes.';
