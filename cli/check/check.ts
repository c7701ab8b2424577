import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import { whyNothingToPurge } from '../../lambdas/input/region';
import type { CallerSettings } from '../aws/aws-options';
import { type CallerConfiguration, callerConfiguration } from '../aws/caller-configuration';
import type { Fact } from '../aws/fact';
import { pasteable } from '../aws/pasteable';
import { CommandError } from '../command-error';
import {
  configuredRegion,
  excludedAccountsOf,
  readLocalConfiguration,
} from '../configuration/local-configuration';
import { checkRegion } from '../options/parse-options';
import { identifyCaller } from '../root-access/caller';
import { managementOf, type NamedAccount, type RootAccess, readRootAccess } from '../root-access/root-access';
import type { Streams } from '../terminal/streams';
import { describeOutput } from '../terminal/terminal';
import { asAccount } from './as-account';
import type { DeployedOptions } from './deployed/deployed-checks';
import { formatChecks } from './format-checks';
import { type Check, type CheckResult, checksOf, isReady } from './readiness';
import { accountsToTry, tryAssumeRoot } from './try-assume-root';

/** The options of `root-purge check`. */
export interface CheckOptions extends DeployedOptions {
  /** The account to try AssumeRoot on. */
  account?: string;
  /** The deployed app, too: its roles open root sessions, so the caller does not try. */
  deployed?: boolean;
}

/** What AssumeRoot is tried on, as far as the organization is known; undefined where it is not to be tried. */
export type AccountsToTry = (
  access: RootAccess,
  organizations: OrganizationsClient,
) => Promise<Fact<readonly NamedAccount[]> | undefined>;

/** Does `root-purge check`. Resolves with the exit status: 0 ready, 2 not ready. */
export async function check(options: CheckOptions, { stdout, env }: Streams): Promise<number> {
  assertOptions(options);
  const configured = readLocalConfiguration(env);
  const excluded = excludedAccountsOf(configured);
  const regionOtherwise = options.deployed ? configuredRegion(configured) : undefined;
  const configuration = await callerConfiguration({ ...options, regionOtherwise });
  const result = options.deployed
    ? await checkDeployed({ ...options, regionOtherwise }, configuration, excluded)
    : await checkAccess(configuration, async (access) => accountsToTry(access, excluded, options.account));
  const { width, color } = describeOutput(stdout, env, options.color);
  const text = options.json
    ? JSON.stringify(result, null, 2)
    : formatChecks(result, { width: Math.min(width, 110), color });
  stdout.write(`${text}\n`);
  return result.ready ? 0 : 2;
}

/** @throws CommandError naming every option that cannot be honoured */
function assertOptions(options: CheckOptions): void {
  const { deployed, account, stack, managementProfile } = options;
  const problems: string[] = [];
  checkRegion(problems, options);
  if (deployed && account !== undefined)
    problems.push(`--account: received ${account} together with --deployed, which opens no root session`);
  const ofDeployed = { '--stack': stack, '--management-profile': managementProfile };
  for (const [name, value] of Object.entries(ofDeployed))
    if (value !== undefined && !deployed)
      problems.push(`${name}: received ${value} without --deployed, which it is for`);
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
}

/** Opens no root session, which the app's alarm about those of others would count. */
async function checkDeployed(
  options: CheckOptions,
  configuration: CallerConfiguration,
  excluded: readonly string[],
): Promise<CheckResult> {
  assertSomethingToPurge(configuration);
  // The clients of what is deployed take long to load, and nothing else needs them.
  const { deployedChecks } = await import('./deployed/deployed-checks');
  const checks = await deployedChecks(options, configuration, excluded);
  return checkAccess(configuration, async () => undefined, checks);
}

/** @throws CommandError in a partition without root credentials to purge */
function assertSomethingToPurge({ settings: { region = '' } }: CallerConfiguration): void {
  const why = whyNothingToPurge(region);
  if (why) throw new CommandError(`The Region is ${region}: ${why}. Nothing was asked.`);
}

/**
 * What AWS says of root access and this caller, and then of what `more` checks.
 * @throws CommandError for a root user, where there is nothing to purge, or as `toTry` and `more` do
 */
export async function checkAccess(
  configuration: CallerConfiguration,
  toTry: AccountsToTry,
  more: (access: RootAccess) => Promise<Check[]> = async () => [],
): Promise<CheckResult> {
  assertSomethingToPurge(configuration);
  const { settingsFor, given } = configuration;
  const sts = new STSClient(settingsFor('STS'));
  const organizations = new OrganizationsClient(settingsFor('ORGANIZATIONS'));
  const caller = await identifyCaller(sts);
  const access = await readRootAccess({ organizations, iam: new IAMClient(settingsFor('IAM')) }, caller);
  const organization = access.organization.known ? access.organization.value : undefined;
  const isOutside = access.organization.known && !organization;
  const accounts = isOutside ? undefined : await toTry(access, organizations);
  const trial = accounts && (await tryAssumeRoot(sts, caller, accounts));
  const checks = [...checksOf(access, trial), ...(await more(access))];
  return {
    ready: isReady(checks),
    caller,
    organizationId: organization?.id ?? null,
    management: managementOf(organization),
    checks: checks.map((check) => asAccount(check, caller.accountId, given)),
    memberAccounts: countStates(access.members),
    enableHelps: checks.some(({ check, answer }) => answer === 'no' && enabled.has(check)),
    enableCommand: enableCommand(organization?.managementAccountId === caller.accountId, given),
  };
}

/** Where the profile is of another account, it is not the one to do it with. */
const enableCommand = (isManagement: boolean, { profile, region }: CallerSettings) =>
  pasteable('npx root-purge enable', { profile: isManagement ? profile : undefined, region });

const enabled = new Set(['trusted-access', 'RootCredentialsManagement', 'RootSessions']);

function countStates(members: RootAccess['members']): Record<string, number> | null {
  if (!members.known) return null;
  const counts: Record<string, number> = {};
  for (const { state = 'without a state' } of members.value) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
