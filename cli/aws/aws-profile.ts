import { homedir } from 'node:os';
import { join } from 'node:path';
import { getProfileName, loadSharedConfigFiles } from '@smithy/core/config';
import { CommandError } from '../command-error';
import { printable } from '../terminal/printable';

/**
 * Looks for the profile that is given, or named by `AWS_PROFILE`: of one that is nowhere, the SDK says no more than that
 * there are no credentials, or takes those of the machine.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 * @throws CommandError where neither of the AWS configuration files has it, as the SDK reads them
 */
export async function assertProfile(given?: string): Promise<void> {
  const profile = getProfileName({ profile: given });
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const isProfile = (section: string) => !/^(sso-session|services)\./.test(section);
  const profiles = Object.keys({ ...configFile, ...credentialsFile }).filter(isProfile);
  if (profile === 'default' || profiles.includes(profile)) return;
  const config = process.env.AWS_CONFIG_FILE || join(homedir(), '.aws', 'config');
  const credentials = process.env.AWS_SHARED_CREDENTIALS_FILE || join(homedir(), '.aws', 'credentials');
  throw new CommandError(
    `There is no profile "${printable(profile)}" in ${config} or ${credentials}.\n` +
      `Name another with --profile or AWS_PROFILE; there are ${printable(profiles.join(', ')) || 'none'}.`,
  );
}
