import type { NextStep } from '../../lambdas/tasks/shapes';
import { CommandError } from '../command-error';
import { managementOf, type RootAccess } from '../root-access/root-access';
import { describeStep, type Step } from './steps';

/** Why the steps cannot be taken with these credentials or in this organization; `undefined` where they can. */
export function whyNotHere(
  { caller, organization }: RootAccess,
  steps: readonly Step[],
): Pick<NextStep, 'text' | 'command'> | undefined {
  const facts = organization.known ? organization.value : undefined;
  if (organization.known && !facts) {
    return {
      text: `Account ${caller.accountId} is in no organization. Nothing was done. In the account that becomes the management account:`,
      command: 'aws organizations create-organization --feature-set ALL',
    };
  }
  if (facts && facts.managementAccountId !== caller.accountId) {
    const list = steps.map((step) => `  ${describeStep(step)}`).join('\n');
    const text = `Only ${managementOf(facts)} can do this, and these are credentials of account ${caller.accountId}. Nothing was done.\nRun it again with credentials of ${facts.managementAccountId}, for instance with --profile. As far as it is missing, it would:\n${list}`;
    return { text };
  }
  if (facts && !facts.allFeatures) {
    return {
      text: 'The organization has consolidated billing only. Nothing was done. Turn on all features first (every invited account has to agree):',
      command: 'aws organizations enable-all-features',
    };
  }
  return undefined;
}

/** Lets a delegated administrator be named. @throws CommandError where the account cannot be one */
export function assertCanBeDelegated(
  { organization, members }: RootAccess,
  accountId: string | undefined,
): void {
  if (accountId === undefined || !organization.known || !organization.value) return;
  const problem = (why: string) =>
    new CommandError(`--delegated-admin: received ${accountId}, ${why}. Nothing was done.`);
  if (accountId === organization.value.managementAccountId)
    throw problem(
      'the management account; allowed is a member account, and the management account needs no registration',
    );
  if (!members.known) return;
  const member = members.value.find((account) => account.accountId === accountId);
  if (!member) throw problem('which is not in this organization');
  if (member.state !== 'ACTIVE')
    throw problem(`which is ${member.state ?? 'in no known state'}; allowed is an ACTIVE account`);
}
