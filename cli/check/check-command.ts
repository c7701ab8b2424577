import { Command } from 'commander';
import { withAwsOptions } from '../aws/aws-options';
import { defaultStackName } from '../executions/deployed-app';
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
      'try AssumeRoot on this account alone (default: the first open member accounts)',
      parseAccountId,
    )
    .option('--deployed', 'the deployed app, too: who is mailed, keys, rules, alarms, quotas, policies')
    .option('--stack <name>', `the stack that the app was deployed as (default: ${defaultStackName})`)
    .option(
      '--management-profile <name>',
      'credentials for the rules of the management account that forward to the app',
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
  npx root-purge check --deployed
  npx root-purge check --deployed --management-profile management --json
  npx root-purge check --json | jq '.checks[] | select(.answer != "yes")'

Needs organizations:DescribeOrganization, ListAccounts, ListAWSServiceAccessForOrganization and
ListDelegatedAdministrators, iam:ListOrganizationsFeatures, sts:AssumeRoot. What you may not read is "unknown".
With --deployed no root session is opened: docs/policies/check-deployed.json has what that reads.

Exit status: 0 ready, 2 not ready or not known to be, 1 wrong options, no credentials, or credentials of a root user.`;
