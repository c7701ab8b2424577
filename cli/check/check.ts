import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsOptions } from '../aws/aws-options';
import { type CallerConfiguration, callerConfiguration } from '../aws/caller-configuration';
import type { Fact } from '../aws/fact';
import { excludedAccountsOf, readLocalConfiguration } from '../configuration/local-configuration';
import { assertRegion } from '../options/parse-options';
import { identifyCaller } from '../root-access/caller';
import { managementOf, type NamedAccount, type RootAccess, readRootAccess } from '../root-access/root-access';
import type { Streams } from '../terminal/streams';
import { describeOutput } from '../terminal/terminal';
import { formatChecks } from './format-checks';
import { type CheckResult, checksOf, isReady } from './readiness';
import { accountsToTry, tryAssumeRoot } from './try-assume-root';

/** The options of `root-purge check`. */
export interface CheckOptions extends AwsOptions {
  /** The account to try AssumeRoot on. */
  account?: string;
}

/** What AssumeRoot is tried on, as far as the organization is known; undefined where it is not to be tried. */
export type AccountsToTry = (
  access: RootAccess,
  organizations: OrganizationsClient,
) => Promise<Fact<readonly NamedAccount[]> | undefined>;

/** Does `root-purge check`. Resolves with the exit status: 0 ready, 2 not ready. */
export async function check(options: CheckOptions, { stdout, env }: Streams): Promise<number> {
  assertRegion(options);
  const excluded = excludedAccountsOf(readLocalConfiguration(env));
  const result = await checkAccess(await callerConfiguration(options), async (access) =>
    accountsToTry(access, excluded, options.account),
  );
  const { width, color } = describeOutput(stdout, env, options.color);
  const text = options.json
    ? JSON.stringify(result, null, 2)
    : formatChecks(result, { width: Math.min(width, 110), color });
  stdout.write(`${text}\n`);
  return result.ready ? 0 : 2;
}

/** What AWS says of root access and this caller. @throws CommandError for a root user, or as `toTry` does */
export async function checkAccess(
  { settingsFor }: CallerConfiguration,
  toTry: AccountsToTry,
): Promise<CheckResult> {
  const sts = new STSClient(settingsFor('STS'));
  const organizations = new OrganizationsClient(settingsFor('ORGANIZATIONS'));
  const caller = await identifyCaller(sts);
  const access = await readRootAccess({ organizations, iam: new IAMClient(settingsFor('IAM')) }, caller);
  const organization = access.organization.known ? access.organization.value : undefined;
  const isOutside = access.organization.known && !organization;
  const accounts = isOutside ? undefined : await toTry(access, organizations);
  const trial = accounts && (await tryAssumeRoot(sts, caller, accounts));
  const checks = checksOf(access, trial);
  return {
    ready: isReady(checks),
    caller,
    organizationId: organization?.id ?? null,
    management: managementOf(organization),
    checks,
    memberAccounts: countStates(access.members),
    enableHelps: checks.some(({ check, answer }) => answer === 'no' && enabled.has(check)),
  };
}

const enabled = new Set(['trusted-access', 'RootCredentialsManagement', 'RootSessions']);

function countStates(members: RootAccess['members']): Record<string, number> | null {
  if (!members.known) return null;
  const counts: Record<string, number> = {};
  for (const { state = 'without a state' } of members.value) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
