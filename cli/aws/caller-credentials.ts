import { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } from '@aws-sdk/client-sts';
import { memoize } from '@smithy/core/config';
import type { AwsCredentialIdentity, Provider } from '@smithy/types';
import { CommandError } from '../command-error';
import { printable } from '../terminal/printable';
import { type CredentialSource, credentialSources, keyOf } from './credential-sources';
import type { Profile } from './profile';

/** There are no credentials, or none that are still valid: the message says where they were looked for, and why not. */
export class CallerCredentialsError extends Error {
  override readonly name = 'CallerCredentialsError';

  /** @param wayOut what the caller can do about it, in a sentence */
  constructor(
    where: string,
    readonly wayOut: string,
    override readonly cause: unknown,
  ) {
    super(`${where} (${printable(cause instanceof Error ? cause.message || cause.name : String(cause))})`);
  }
}

/** The settings of the clients by which credentials are fetched. */
export interface CredentialClients {
  /** Of the one that takes roles, which is for everything else, too. */
  readonly sts: NonNullable<Parameters<typeof getDefaultRoleAssumer>[0]>;
  /** Of those for other services, such as IAM Identity Center. */
  readonly others: object;
}

/**
 * The credentials that the AWS CLI would use: what is exported, unless `--profile` was given, then what the profile
 * says, then those of the machine. All clients share them; they are fetched anew before they expire.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-authentication.html#cli-chap-authentication-precedence
 * @throws CommandError where the AWS CLI would use some that cannot be had here
 */
export function callerCredentials(
  profile: Profile,
  clients: CredentialClients,
): Provider<AwsCredentialIdentity> {
  const origin = exportedKeys(profile) ?? exportedToken(profile, clients) ?? ofProfile(profile, clients);
  const fetch = async () => {
    try {
      return await origin.fetch();
    } catch (cause) {
      const [where, wayOut] = origin.failure(cause);
      throw new CallerCredentialsError(where, wayOut, cause);
    }
  };
  return memoize(
    fetch,
    ({ expiration }) => Number(expiration) - Date.now() < fiveMinutes,
    ({ expiration }) => expiration !== undefined,
  );
}

/** As long before their end the clients of the SDK ask for new ones. */
const fiveMinutes = 300_000;

/** Credentials from one place, and what it means that there are none: where they were looked for, and the way out. */
interface Origin {
  readonly fetch: Provider<AwsCredentialIdentity>;
  readonly failure: (cause: unknown) => [where: string, wayOut: string];
}

function exportedKeys({ isOption }: Profile): Origin | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_SECURITY_TOKEN } = process.env;
  if (isOption || !AWS_ACCESS_KEY_ID) return undefined;
  if (!AWS_SECRET_ACCESS_KEY)
    throw new CommandError(
      'AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not. Export both, or unset it.',
    );
  if (AWS_SECURITY_TOKEN && AWS_SECURITY_TOKEN !== AWS_SESSION_TOKEN)
    throw new CommandError(
      'AWS_SECURITY_TOKEN is not read here. Export the session token as AWS_SESSION_TOKEN.',
    );
  return {
    fetch: async () => (await import('@aws-sdk/credential-provider-env')).fromEnv()(),
    failure: () => ['those in the environment are of no use', 'Export others, or unset AWS_ACCESS_KEY_ID.'],
  };
}

function exportedToken({ isOption, section }: Profile, { sts }: CredentialClients): Origin | undefined {
  if (isOption || !process.env.AWS_WEB_IDENTITY_TOKEN_FILE || section.role_arn) return undefined;
  return {
    fetch: async () => {
      const { fromTokenFile } = await import('@aws-sdk/credential-provider-web-identity');
      return fromTokenFile({ roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(sts) })();
    },
    failure: () => [
      'the role of AWS_ROLE_ARN cannot be taken with the token of AWS_WEB_IDENTITY_TOKEN_FILE',
      'Let both be right, or name a profile with --profile.',
    ],
  };
}

function ofProfile(profile: Profile, { sts, others }: CredentialClients): Origin {
  const sources = credentialSources(profile);
  const init = {
    profile: profile.name,
    clientConfig: others,
    roleAssumer: getDefaultRoleAssumer(sts),
    roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(sts),
  };
  return {
    fetch: async () => {
      // The default provider would go on to those of the machine where the profile's cannot be had.
      if (sources.some(({ section }) => keyOf(section)))
        return (await import('@aws-sdk/credential-provider-ini')).fromIni(init)();
      return (await import('@aws-sdk/credential-provider-node')).defaultProvider(init)();
    },
    failure: (cause) => failureOf(sources, cause),
  };
}

function failureOf(sources: readonly CredentialSource[], cause: unknown): [where: string, wayOut: string] {
  const isAnswer = cause instanceof Error && '$metadata' in cause;
  const { name, section } = sources.at(isAnswer ? 0 : -1) ?? { name: '', section: {} };
  const profile = printable(name);
  switch (isAnswer ? 'role_arn' : keyOf(section)) {
    case 'role_arn':
      return [
        `the role ${printable(section.role_arn ?? '')} of the profile "${profile}" cannot be taken`,
        'Have its trust policy allow it, or name another profile with --profile.',
      ];
    case 'credential_process':
      return [
        `the credential_process of the profile "${profile}" failed`,
        'Run it by itself to see why, or name another profile with --profile.',
      ];
    case 'sso_account_id':
      return [
        `IAM Identity Center gives none for the profile "${profile}"`,
        `Sign in with aws sso login --profile ${profile}`,
      ];
    case 'login_session':
      return [
        `nobody is signed in for the profile "${profile}"`,
        `Sign in with aws login --profile ${profile}`,
      ];
    default:
      return [
        `neither the environment nor the profile "${profile}" nor this machine has some`,
        'Sign in, for instance with aws sso login, or name a profile with --profile.',
      ];
  }
}
