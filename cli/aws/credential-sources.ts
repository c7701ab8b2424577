import { quote } from 'shell-quote';
import { CommandError } from '../command-error';
import { printable } from '../terminal/printable';
import type { Profile, Section } from './profile';

/** A profile that credentials come from, or by way of which they come. */
export interface CredentialSource {
  readonly name: string;
  readonly section: Section;
}

/**
 * The keys by which a profile says where its credentials come from. Where it has several, the AWS CLI and the SDK for
 * JavaScript go by different ones: each goes by the first one in its own order.
 */
const ordersOfKeys = {
  cli: 'role_arn web_identity_token_file sso_account_id aws_access_key_id login_session credential_process',
  sdk: 'role_arn aws_access_key_id web_identity_token_file credential_process sso_account_id login_session',
} as const;

/** The key by which the AWS CLI finds a profile's credentials; undefined where it has none of its own. */
export function keyOf(section: Section, order: keyof typeof ordersOfKeys = 'cli'): string | undefined {
  return ordersOfKeys[order].split(' ').find((key) => section[key] !== undefined);
}

/**
 * The profile, its `source_profile`, that one's and so on; the last one has the credentials.
 * @throws CommandError where they lead in a circle or nowhere, or where other credentials than the AWS CLI's would be used
 */
export function credentialSources(profile: Profile): CredentialSource[] {
  const sources: CredentialSource[] = [];
  let { name } = profile;
  for (;;) {
    const askedBy = sources.length > 0 ? `source_profile of "${sources.at(-1)?.name}"` : '--profile';
    const section = profile.sectionOf(name, askedBy);
    const isOrigin = section.role_arn === undefined || (sources.length > 0 && hasKeys(section));
    sources.push({ name, section });
    assertUsable({ name, section });
    const next = section.source_profile;
    if (isOrigin || next === undefined || (next === name && hasKeys(section))) return sources;
    if (sources.some((source) => source.name === next))
      throw circle([...sources.map((one) => one.name), next]);
    name = next;
  }
}

const hasKeys = ({ aws_access_key_id, aws_secret_access_key }: Section) =>
  aws_access_key_id !== undefined && aws_secret_access_key !== undefined;

function assertUsable({ name, section }: CredentialSource): void {
  const { role_arn, web_identity_token_file, source_profile, credential_source, mfa_serial } = section;
  const takesRole = role_arn !== undefined && web_identity_token_file === undefined;
  if (takesRole && (source_profile === undefined) === (credential_source === undefined))
    throw new CommandError(
      `The profile "${printable(name)}" has a role_arn, and beside it there has to be one of source_profile and credential_source.`,
    );
  if (takesRole && mfa_serial !== undefined)
    throw new CommandError(
      `The profile "${printable(name)}" wants an MFA code, which is not asked for here. ${handOver(name)}`,
    );
  const [first, other] = [keyOf(section, 'cli'), keyOf(section, 'sdk')];
  if (first !== other)
    throw new CommandError(
      `The profile "${printable(name)}" has ${first} and ${other}: the AWS CLI goes by the one, this by the other. ${handOver(name)}`,
    );
}

function handOver(name: string): string {
  return `Leave --profile away, and hand its session over:\n  eval "$(aws configure export-credentials --profile ${printable(quote([name]))} --format env)"`;
}

function circle(names: readonly string[]): CommandError {
  return new CommandError(
    `The profiles name each other as source_profile and lead to no credentials: ${printable(names.join(', '))}.\n` +
      'Let one of them have credentials, or name another with --profile.',
  );
}
