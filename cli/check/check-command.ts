import { Command } from 'commander';
import { withAwsOptions } from '../aws/aws-options';
import type { Finish } from '../finish';
import { parseAccountId } from '../options/parse-options';
import type { Streams } from '../terminal/streams';
import type { CheckOptions } from './check';

/** The command `root-purge check` as commander shows and reads it. */
export function checkCommand(streams: Streams, finish: Finish): Command {
  const command = new Command('check')
    .summary('says whether centralized root access is set up, and what is missing')
    .description(
      'Says whether centralized root access is set up, whether you may use it, and what is missing. It changes nothing. AssumeRoot is tried on one account, or on up to three where it is refused, none of them in excludedAccounts of the configuration, with the task policy that only reads; the session is thrown away. Like every root session, it shows in CloudTrail.',
    )
    .option(
      '--account <id>',
      'try AssumeRoot on this account alone (default: the first ACTIVE member accounts)',
      parseAccountId,
    );
  return withAwsOptions(command)
    .addHelpText('after', help)
    .action(async (options: CheckOptions) => {
      const { check } = await import('./check');
      finish(await check(options, streams));
    });
}

const help = `
Examples:
  npx root-purge check
  npx root-purge check --profile management --region eu-west-1
  npx root-purge check --json | jq '.checks[] | select(.answer != "yes")'

Needs organizations:DescribeOrganization, ListAccounts, ListAWSServiceAccessForOrganization and
ListDelegatedAdministrators, iam:ListOrganizationsFeatures, sts:AssumeRoot. What you may not read is "unknown".

Exit status: 0 ready, 2 not ready or not known to be, 1 wrong options, no credentials, or credentials of a root user.`;
