import { STSClient } from '@aws-sdk/client-sts';
import type { CallerConfiguration, Service } from '../../aws/caller-configuration';
import { CommandError } from '../../command-error';

/** What the functions of a run need to call AWS as whoever runs it, in environment variables. */
export interface CallerEnvironment {
  /** The Region, and where STS, IAM and Organizations are. */
  readonly variables: Record<string, string>;
  /** Such as are still valid, however long the run has lasted; rejects with a CallerCredentialsError. */
  credentials(): Promise<Record<string, string>>;
}

const services: readonly Service[] = ['STS', 'IAM', 'ORGANIZATIONS'];

/** The same configuration in the words of the SDK of the functions. @throws CommandError without a Region */
export async function callerEnvironment(aws: CallerConfiguration): Promise<CallerEnvironment> {
  const { region, useFipsEndpoint, useDualstackEndpoint } = new STSClient(aws.settingsFor('STS')).config;
  const name = await region().catch((cause: unknown) => {
    throw new CommandError(noRegion, { cause });
  });
  const endpoints = services.map((service) => [
    `AWS_ENDPOINT_URL_${service}`,
    aws.settingsFor(service).endpoint,
  ]);
  return {
    variables: {
      AWS_REGION: name,
      AWS_DEFAULT_REGION: name,
      AWS_USE_FIPS_ENDPOINT: String(await useFipsEndpoint()),
      AWS_USE_DUALSTACK_ENDPOINT: String(await useDualstackEndpoint()),
      ...Object.fromEntries(endpoints.filter(([, url]) => url)),
    },
    credentials: async () => {
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = await aws.credentials();
      return {
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        ...(sessionToken && { AWS_SESSION_TOKEN: sessionToken }),
        // The SDK of the function reads the variables again when they are about to expire.
        ...(expiration && { AWS_CREDENTIAL_EXPIRATION: expiration.toISOString() }),
      };
    },
  };
}

const noRegion =
  'No AWS Region is configured, and root sessions are opened at a Regional endpoint of STS. Name one with\n' +
  '--region, or the variable AWS_REGION, or `region` in the profile (aws configure set region eu-west-1).';
