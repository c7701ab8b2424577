import { STSClient } from '@aws-sdk/client-sts';
import type { AwsOptions } from '../../aws/aws-options';
import { type CallerConfiguration, callerConfiguration } from '../../aws/caller-configuration';
import { defaultStackName, describeStack } from '../../executions/deployed-app';
import { identifyCaller } from '../../root-access/caller';
import type { RootAccess } from '../../root-access/root-access';
import { asAccount } from '../as-account';
import type { Check } from '../readiness';
import { checkAlarms } from './alarms';
import { checkAlarmsTopic } from './alarms-topic';
import { checkLambdaQuota, checkLogDelivery } from './capacity';
import { checkResourceControlPolicies, checkServiceControlPolicies } from './control-policies';
import { readDeployment } from './deployment';
import { checkForwarding, type Management } from './forwarding';
import { checkFunctions } from './functions';
import { checkKeys } from './keys';
import { checkRoles } from './roles';
import { checkRules } from './rules';
import { checkSchedule } from './schedule';
import { checkStsRegion } from './sts-region';
import { checkSubscriptions } from './subscriptions';
import { checkVersion } from './version';

/** What is checked of the deployed app beside the organization, and as whom. */
export interface DeployedOptions extends AwsOptions {
  /** @default the app's own name for it */
  stack?: string;
  /** Whose credentials read the rules of the management account. @default those of the command */
  managementProfile?: string;
}

/**
 * Finds the deployed app, and gives what checks it, in the order in which a run needs it.
 * @throws CommandError where there is no such stack
 */
export async function deployedChecks(
  options: DeployedOptions,
  configuration: CallerConfiguration,
  excluded: readonly string[],
): Promise<(access: RootAccess) => Promise<Check[]>> {
  const { stack: name = defaultStackName } = options;
  const stack = await describeStack(
    { ...options, stack: name },
    {
      hidden:
        'Have cloudformation:DescribeStacks allowed: docs/policies/check-deployed.json has all that is read.',
      elsewhere: '--region, --profile or --stack',
    },
  );
  const deployment = await readDeployment(stack, configuration);
  return async (access) => {
    const management = await managementReader(options, configuration, access);
    const checks = await Promise.all([
      checkVersion(deployment),
      checkSubscriptions(deployment),
      checkRules(deployment),
      checkFunctions(deployment),
      checkRoles(deployment),
      checkKeys(deployment),
      checkLambdaQuota(deployment),
      checkLogDelivery(deployment),
      checkAlarms(deployment),
      checkAlarmsTopic(deployment),
      checkSchedule(deployment),
      checkForwarding(deployment, access, management),
      checkStsRegion(deployment, access, management, excluded),
      checkServiceControlPolicies(deployment, access, excluded),
      checkResourceControlPolicies(deployment, access, excluded),
    ]);
    const accountId = access.organization.known ? access.organization.value?.managementAccountId : undefined;
    return checks.flat().map((check) => asAccount(check, accountId, { profile: options.managementProfile }));
  };
}

/** Whose the credentials are that may be the management account's. @throws CommandError where there are none */
async function managementReader(
  { managementProfile: profile, region, regionOtherwise }: DeployedOptions,
  { settingsFor }: CallerConfiguration,
  { caller }: RootAccess,
): Promise<Management> {
  if (profile === undefined) return { accountId: caller.accountId, settingsFor };
  const others = await callerConfiguration({ profile, region, regionOtherwise });
  const { accountId } = await identifyCaller(new STSClient(others.settingsFor('STS')));
  return { accountId, settingsFor: others.settingsFor };
}
