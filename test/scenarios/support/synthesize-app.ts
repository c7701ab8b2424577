import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesize } from '../../../cli/run/synthesize';
import { accountId, createOrganization, region, systemClock } from '../../../local-aws';
import { alice, bob } from './approvers';

declare module 'vitest' {
  interface ProvidedContext {
    assembly: string;
  }
}

/** Synthesizes the app once for all scenarios. */
export default function setup(project: TestProject): () => void {
  const assembly = mkdtempSync(join(tmpdir(), 'root-purge-scenarios-'));
  // Events come from the management account of the scenarios' organizations, as to a delegated administrator account.
  const { managementAccount } = createOrganization({ accounts: 1, seed: 1, clock: systemClock });
  const organizationEvents = { managementAccountId: managementAccount.id };
  const schedule = { expression: 'rate(7 days)', mode: 'audit' };
  synthesize({ approvers: [alice, bob], account: accountId, region, organizationEvents, schedule }, assembly);
  project.provide('assembly', assembly);
  return () => rmSync(assembly, { recursive: true, force: true });
}
