import { homedir } from 'node:os';
import { join } from 'node:path';
import { CONFIG_PREFIX_SEPARATOR, loadSharedConfigFiles } from '@smithy/core/config';
import { CommandError } from '../command-error';
import { printable } from '../terminal/printable';

/** The keys and values of a section of the AWS configuration files. */
export type Section = Readonly<Record<string, string | undefined>>;

/** What the AWS configuration files say to whoever uses a profile. */
export interface Profile {
  readonly name: string;
  /** It was named by `--profile`: exported credentials do not go before it then. */
  readonly isOption: boolean;
  readonly section: Section;
  /** The section that its `services` names, with keys such as `sts.endpoint_url`. */
  readonly services: Section;
  /** Another one, or itself. @throws CommandError where neither file has it, saying who asks for it */
  readonly sectionOf: (name: string, askedBy: string) => Section;
}

/**
 * The profile that the AWS CLI (version 2) uses: the one that is given, or that of `AWS_PROFILE`, or that of
 * `AWS_DEFAULT_PROFILE`. Of one that is nowhere the SDK says no more than that there are no credentials, or takes those
 * of the machine.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 * @throws CommandError where the files do not have it, or a section that it names
 */
export async function readProfile(given?: string): Promise<Profile> {
  const { AWS_PROFILE, AWS_DEFAULT_PROFILE } = process.env;
  const name = given || AWS_PROFILE || AWS_DEFAULT_PROFILE || 'default';
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const isProfile = (section: string) => !/^(sso-session|services)\./.test(section);
  const profiles = Object.keys({ ...configFile, ...credentialsFile }).filter(isProfile);
  const sectionOf = (wanted: string, askedBy: string): Section => {
    if (wanted !== 'default' && !profiles.includes(wanted)) throw noProfile(wanted, askedBy, profiles);
    const section: Section = { ...configFile[wanted], ...credentialsFile[wanted] };
    for (const [key, kind] of namedSections) {
      const named = section[key];
      if (named && !configFile[sectionKey(kind, named)])
        throw noSection(wanted, `${key} = ${named}`, kind, named);
    }
    return section;
  };
  const section = sectionOf(name, '--profile or AWS_PROFILE');
  const services: Section = configFile[sectionKey('services', section.services ?? '')] ?? {};
  return { name, isOption: Boolean(given), section, sectionOf, services };
}

/** The keys of a profile that name a section of another kind, and that kind. */
const namedSections = [
  ['services', 'services'],
  ['sso_session', 'sso-session'],
] as const;

const sectionKey = (...parts: readonly string[]) => parts.join(CONFIG_PREFIX_SEPARATOR);

function noSection(profile: string, says: string, ...header: readonly string[]): CommandError {
  const section = printable(header.join(' '));
  return new CommandError(
    `The profile "${printable(profile)}" has ${printable(says)}, and there is no section [${section}] in ${files().config}.`,
  );
}

function noProfile(wanted: string, askedBy: string, profiles: readonly string[]): CommandError {
  const { config, credentials } = files();
  return new CommandError(
    `There is no profile "${printable(wanted)}" in ${config} or ${credentials}.\n` +
      `Name another with ${askedBy}; there are ${printable(profiles.join(', ')) || 'none'}.`,
  );
}

function files() {
  return {
    config: process.env.AWS_CONFIG_FILE || join(homedir(), '.aws', 'config'),
    credentials: process.env.AWS_SHARED_CREDENTIALS_FILE || join(homedir(), '.aws', 'credentials'),
  };
}
