import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../command-error';
import { printable } from '../terminal/printable';

/**
 * Of a profile that is nowhere, the SDK says no more than that there are no credentials, or takes those of the machine.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 * @throws CommandError where neither of the AWS configuration files has it
 */
export function assertProfile(given?: string): void {
  const profile = given || process.env.AWS_PROFILE || 'default';
  const config = process.env.AWS_CONFIG_FILE || join(homedir(), '.aws', 'config');
  const credentials = process.env.AWS_SHARED_CREDENTIALS_FILE || join(homedir(), '.aws', 'credentials');
  const inConfig = sectionsOf(config).flatMap((name) => /^profile\s+(["']?)(.+)\1$/.exec(name)?.[2] ?? []);
  const profiles = [...new Set([...inConfig, ...sectionsOf(credentials)])];
  if (profile === 'default' || profiles.includes(profile)) return;
  throw new CommandError(
    `There is no profile "${printable(profile)}" in ${config} or ${credentials}.\n` +
      `Name another with --profile or AWS_PROFILE; there are ${printable(profiles.join(', ')) || 'none'}.`,
  );
}

function sectionsOf(path: string): string[] {
  try {
    return [...readFileSync(path, 'utf8').matchAll(/^\s*\[([^\]\n]+)\]/gm)].map(([, name = '']) =>
      name.trim(),
    );
  } catch {
    return [];
  }
}
