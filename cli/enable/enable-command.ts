import { Command } from 'commander';
import { withAwsOptions } from '../aws/aws-options';
import type { Finish } from '../finish';
import { parseAccountId } from '../options/parse-options';
import type { Streams } from '../terminal/streams';
import type { EnableOptions } from './enable';

/** The command `root-purge enable` as commander shows and reads it. */
export function enableCommand(streams: Streams, finish: Finish): Command {
  const command = new Command('enable')
    .summary('turns centralized root access on, as far as it is off')
    .description(
      'Turns centralized root access on for the whole organization, as far as it is off: trusted access for IAM, RootCredentialsManagement, RootSessions and, if you name one, a delegated administrator for IAM. It shows what is there and what it will do, asks, and does only what is missing. Run it with credentials of the management account. Running it again is safe.',
    )
    .option('--delegated-admin <id>', 'register this member account for IAM', parseAccountId)
    .option(
      '--no-root-sessions',
      'leave RootSessions as it is: without it no bucket or queue can be unlocked, and no password recovered',
    )
    .option('--yes', 'do not ask');
  return withAwsOptions(command)
    .addHelpText('after', help)
    .action(async (options: EnableOptions) => {
      const { enable } = await import('./enable');
      finish(await enable(options, streams));
    });
}

const help = `
Examples:
  npx root-purge enable
  npx root-purge enable --profile management --delegated-admin 444455556666
  npx root-purge enable --yes --json

Needs what check needs, and organizations:EnableAWSServiceAccess, iam:EnableOrganizationsRootCredentialsManagement,
iam:EnableOrganizationsRootSessions and organizations:RegisterDelegatedAdministrator.

Exit status: 0 it is all on, 2 it cannot be done with these credentials or in this organization (nothing was done),
1 wrong options, not confirmed, or a call failed.`;
