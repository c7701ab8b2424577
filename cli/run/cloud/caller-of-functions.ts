import { STSClient } from '@aws-sdk/client-sts';
import type { callAs } from '../../../lambdas/aws-calls/client-defaults';
import type { CallerConfiguration } from '../../aws/caller-configuration';
import { CommandError } from '../../command-error';

/** How the functions of a run call AWS: as the command does that runs them. @throws CommandError without a Region */
export async function callerOfFunctions({
  settings,
  endpoints,
  settingsFor,
}: CallerConfiguration): Promise<Parameters<typeof callAs>[0]> {
  const region = await new STSClient(settingsFor('STS')).config.region().catch((cause: unknown) => {
    throw new CommandError(noRegion, { cause });
  });
  return { ...settings, region, endpoints };
}

const noRegion =
  'No AWS Region is configured, and root sessions are opened at a Regional endpoint of STS. Name one with\n' +
  '--region, or the variable AWS_REGION, or `region` in the profile (aws configure set region eu-west-1).';
