import { Command, Option } from 'commander';
import { withAwsOptions } from '../aws/aws-options';
import { withAppOptions } from '../executions/deployed-app';
import type { Finish } from '../finish';
import type { Streams } from '../terminal/streams';
import type { ReportOptions } from './read-posture';

/** The command `root-purge report` as commander shows and reads it. */
export function reportCommand(streams: Streams, finish: Finish): Command {
  const command = new Command('report')
    .summary('shows what the last reports say: what is new, what is there, the trend')
    .description(
      'Shows what the last reports of the deployed app say: what is new, how every account was left by the last run that looked at it, by organizational unit, and the trend over the runs of the whole organization.',
    )
    .addOption(new Option('--csv', 'every account as a line of CSV').conflicts('json'));
  return withAwsOptions(withAppOptions(command))
    .addHelpText('after', help)
    .action(async (options: ReportOptions) => {
      const { report } = await import('./report');
      finish(await report(options, streams));
    });
}

const help = `
Examples:
  npx root-purge report
  npx root-purge report --json
  npx root-purge report --csv > accounts.csv

Needs cloudformation:DescribeStacks, and of the run bucket s3:ListBucket and s3:GetObject (docs/policies/report.json).

Exit status: 0 no account holds root credentials that nobody answers for, and none is unknown; 2 one does, or nobody
knows; 1 wrong options, no credentials, no report yet, or a call failed.`;
