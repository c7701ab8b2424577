import { quote } from 'shell-quote';
import type { CallerSettings } from './aws-options';

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
