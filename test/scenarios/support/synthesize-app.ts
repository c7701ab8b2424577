import type { TestProject } from 'vitest/node';
import { keptAssembly } from '../../../cli/run/kept-assembly';
import { accountId, createOrganization, region, systemClock } from '../../../local-aws';
import { alice, bob } from './approvers';

declare module 'vitest' {
  interface ProvidedContext {
    assembly: string;
  }
}

/** Synthesizes the app once for all scenarios. */
export default async function setup(project: TestProject): Promise<void> {
  // Events come from the management account of the scenarios' organizations, as to a delegated administrator account.
  const { managementAccount } = createOrganization({ accounts: 1, seed: 1, clock: systemClock });
  const organizationEvents = { managementAccountId: managementAccount.id };
  const schedule = { expression: 'rate(7 days)', mode: 'audit' };
  const context = { approvers: [alice, bob], account: accountId, region, organizationEvents, schedule };
  project.provide('assembly', await keptAssembly(context));
}
