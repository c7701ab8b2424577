import { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { type CallerSettings, regionIn } from '../../aws/aws-options';
import { CommandError } from '../../command-error';

/** As whom, and from where, the functions call AWS: whoever runs this. */
export interface CallerCredentials {
  readonly profile?: string;
  readonly region: string;
  /**
   * From the default credential chain of the AWS SDK, which keeps them and gets new ones before they expire.
   * @throws CallerCredentialsError
   */
  readonly credentials: AwsCredentialIdentityProvider;
}

/** There are no credentials, or none that are still valid; the cause says why. */
export class CallerCredentialsError extends Error {
  override readonly name = 'CallerCredentialsError';
}

const noRegion =
  'No AWS Region is configured, and root sessions are opened at a Regional endpoint of STS. Name one with\n' +
  '--region, or the variable AWS_REGION, or `region` in the profile (aws configure set region eu-west-1).';

/** The credentials and the Region that the SDK's default chain finds. @throws CommandError without a Region */
export async function callerCredentials(
  { profile, region }: CallerSettings,
  env: Record<string, string | undefined>,
): Promise<CallerCredentials> {
  const given = region ?? regionIn(env);
  const client = new STSClient({ ...(profile && { profile }), ...(given && { region: given }) });
  return {
    ...(profile && { profile }),
    region: await client.config.region().catch((cause: unknown) => {
      throw new CommandError(noRegion, { cause });
    }),
    credentials: () =>
      client.config.credentials().catch((cause: unknown) => {
        throw new CallerCredentialsError(cause instanceof Error ? cause.message : String(cause), { cause });
      }),
  };
}
