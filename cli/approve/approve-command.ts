import { Command } from 'commander';
import { withAwsOptions } from '../aws/aws-options';
import { defaultStackName } from '../executions/deployed-app';
import type { Finish } from '../finish';
import type { Streams } from '../terminal/streams';
import type { ApproveOptions } from './approve';

/** The command `root-purge approve` as commander shows and reads it. */
export function approveCommand(streams: Streams, finish: Finish): Command {
  return deciding(
    new Command('approve')
      .summary('approves what a waiting run asks for, signed with your AWS identity')
      .description(
        'Shows what a waiting run of the deployed app asks for, asks what the approval page asks, and sends the decision signed with your AWS identity: for emergencies, and for those whose mail does not work. The configuration has to allow it (iamApprovals), and a policy has to let you.',
      ),
    'a',
    streams,
    finish,
  );
}

/** The command `root-purge refuse` as commander shows and reads it. */
export function refuseCommand(streams: Streams, finish: Finish): Command {
  return deciding(
    new Command('refuse')
      .summary('refuses what a waiting run asks for, signed with your AWS identity')
      .description(
        'Shows what a waiting run of the deployed app asks for, asks once and for your name and a comment, and refuses everything, signed with your AWS identity. The configuration has to allow it (iamApprovals), and a policy has to let you.',
      ),
    'r',
    streams,
    finish,
  );
}

/** A command that decides; a refusal is what it asks about first where `way` is `r`. */
function deciding(command: Command, way: 'a' | 'r', streams: Streams, finish: Finish): Command {
  command
    .argument('<run>', 'name of a run, as its mail says it, or the ARN of its execution')
    .option('--stack <name>', 'the stack that the app was deployed as', defaultStackName);
  return withAwsOptions(command)
    .addHelpText('after', helpOf(command.name()))
    .action(async (run: string, options: ApproveOptions) => {
      const { decideSigned } = await import('./approve');
      finish(await decideSigned(run, way, options, streams));
    });
}

const helpOf = (name: string) => `
Examples:
  npx root-purge ${name} 2026-11-23T10-00-00Z-0a1b2c
  npx root-purge ${name} 2026-11-23T10-00-00Z-0a1b2c --profile security

It asks in a terminal, and nowhere else. The decision is recorded with the ARN of your session.

Needs cloudformation:DescribeStacks, s3:GetObject and s3:ListBucket on the run bucket, and execute-api:Invoke on the
app's API (docs/policies/approve.json).

Exit status: 0 what you decided counts, or is kept as the proposal that another person confirms, 2 something else counts:
somebody was faster, or the time is over, 130 Ctrl-C, 1 wrong options, no credentials, no terminal, no such run, or
refused.`;
