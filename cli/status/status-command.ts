import { Command } from 'commander';
import { withAwsOptions } from '../aws/aws-options';
import { withAppOptions } from '../executions/deployed-app';
import type { Finish } from '../finish';
import type { Streams } from '../terminal/streams';
import type { StatusOptions } from './show-running';

/** The command `root-purge status` as commander shows and reads it. */
export function statusCommand(streams: Streams, finish: Finish): Command {
  const command = new Command('status')
    .summary('shows the latest executions, or one of them')
    .description(
      'Shows the latest executions of the deployed app; or of one: the state it is in, for whom it waits and until when, how far it is, and how it ended.',
    )
    .argument('[execution]', 'name or ARN of an execution')
    .option('--follow', 'follow it to its end; Ctrl-C ends the following, not the execution');
  return withAwsOptions(withAppOptions(command))
    .addHelpText('after', help)
    .action(async (execution: string | undefined, options: StatusOptions) => {
      const { status } = await import('./status');
      finish(await status(execution, options, streams));
    });
}

const help = `
Examples:
  npx root-purge status
  npx root-purge status 2026-11-23T10-00-00Z-0a1b2c
  npx root-purge status 2026-11-23T10-00-00Z-0a1b2c --follow

Needs what start needs to read, and states:ListExecutions.

Exit status: 0, or 2 where the one execution failed, timed out or was aborted; 1 wrong options, no credentials, no such
execution, or a call failed; with --follow 130 where Ctrl-C ended the following.`;
