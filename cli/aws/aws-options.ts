import type { Command } from 'commander';
import { clientDefaults } from '../../lambdas/aws-calls/client-defaults';
import { assertProfile } from './aws-profile';

/** Whose credentials a command uses, and how it prints. */
export interface AwsOptions {
  profile?: string;
  region?: string;
  json?: true;
  /** `false` after `--no-color`. */
  color: boolean;
}

/** Adds the options that every command has which calls AWS. */
export function withAwsOptions(command: Command): Command {
  return command
    .option('--profile <name>', 'credentials and Region of this profile (default: as the AWS CLI finds them)')
    .option('--region <region>', 'Region whose STS endpoint is called, and where the app is deployed')
    .option('--json', 'one JSON object on stdout')
    .option('--no-color', 'plain text, as with the variable NO_COLOR');
}

/**
 * For every client: the caller's default credential chain, and retries that slow down when AWS throttles. Of a Region
 * in the environment the SDK knows one variable, the AWS CLI two.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
 * @throws CommandError for a profile that there is not
 */
export function clientSettings({ profile, region = regionIn(process.env) }: CallerSettings) {
  assertProfile(profile);
  return { ...clientDefaults, ...(profile && { profile }), ...(region && { region }) };
}

/** Undefined where the profile or the AWS configuration files are to say it. */
export function regionIn(env: Record<string, string | undefined>): string | undefined {
  return env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined;
}

/** Whose profile and Region; what is not given comes from the environment and the AWS configuration files. */
export type CallerSettings = Pick<AwsOptions, 'profile' | 'region'>;
