import { Command } from 'commander';
import { withAwsOptions } from '../aws/aws-options';
import { withAppOptions } from '../executions/deployed-app';
import type { Finish } from '../finish';
import { withWorkOptions } from '../options/work-options';
import type { Streams } from '../terminal/streams';
import type { StartOptions } from './start';

/** The command `root-purge start` as commander shows and reads it. */
export function startCommand(streams: Streams, finish: Finish): Command {
  const command = withWorkOptions(new Command('start'))
    .summary('starts the deployed app, and follows it to its end')
    .description(
      'Starts an execution of the deployed app and follows it to its end: every active member account, unless you name some. Nothing is deleted before an approver has said yes to the plan that they are mailed. Ctrl-C ends the following, not the execution.',
    )
    .option('--audit', 'reads and reports: nobody is asked, nothing is deleted')
    .option('--rehearsal', 'asks the approvers and reports: nothing is deleted, whatever they decide')
    .option('--name <name>', 'of the execution (default: the time, and something random)')
    .option('--no-follow', 'start it, and be done');
  return withAwsOptions(withAppOptions(command))
    .addHelpText('after', help)
    .action(async (options: StartOptions) => {
      const { start } = await import('./start');
      finish(await start(options, streams));
    });
}

const help = `
Examples:
  npx root-purge start --audit
  npx root-purge start --audit --fail-on found
  npx root-purge start --rehearsal --reason "Do the mails arrive?"
  npx root-purge start --accounts 111122223333,444455556666 --reason "Quarterly clean-up"
  npx root-purge start --list account_id.list --credentials access-keys
  npx root-purge start --ou ou-ab12-cd34ef56 --exclude 111122223333 --no-follow --json
  npx root-purge start --task '{"task":"allow-password-recovery","accounts":["111122223333"],"reason":"…"}'
  npx root-purge start --task @unlock-bucket.json

Needs cloudformation:DescribeStacks, states:StartExecution, DescribeExecution, GetExecutionHistory and DescribeMapRun,
s3:GetObject on the run bucket's runs/*, s3:PutObject on its input/* for a very long list, and kms:Decrypt with the key
of the execution data to see why an execution failed. Without those that only read, less is shown.

Exit status: 0 it succeeded, or was started with --no-follow, 2 it failed, timed out or was aborted, or found root
credentials with --fail-on found, 130 Ctrl-C ended the following, 1 wrong options or input, no credentials, or a call
failed.`;
