import { quote } from 'shell-quote';
import type { CallerSettings } from '../aws/aws-options';
import type { Check } from './readiness';

/** A check whose command, where it is for this account, names the profile that has its credentials. */
export function asAccount<T extends Pick<Check, 'fix'>>(
  check: T,
  accountId: string | undefined,
  given: CallerSettings,
): T {
  const { fix } = check;
  if (!fix?.command || fix.accountId === undefined || fix.accountId !== accountId) return check;
  return { ...check, fix: { ...fix, command: pasteable(fix.command, given) } };
}

/**
 * A command for the AWS CLI, the CDK or this program as it can be pasted: with the profile that was given, and with the
 * Region where this program would need it. A command that names a profile is left as it is.
 */
export function pasteable(command: string, { profile, region }: CallerSettings): string {
  const named = profile && !command.includes('--profile ') ? ` --profile ${shellWord(profile)}` : '';
  const inRegion = region && !command.includes('--region ') ? ` --region ${shellWord(region)}` : '';
  return command
    .replace(/(?<=^|&& |\$\()aws /g, () => `aws${named} `)
    .replace(/(?<=^|&& )npx cdk \w+/g, (start) => `${start}${named}`)
    .replace(/(?<=^|&& )npx root-purge [\w-]+/g, (start) => `${start}${named}${inRegion}`);
}

/** A word of a command, quoted where a shell would read something else. */
export const shellWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : quote([word]));
